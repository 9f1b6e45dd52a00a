import { didYouMean, nearName } from '../name-difference.js';
import { ownValue } from '../own-value.js';
import { orList } from '../words.js';
import { gcxLine } from './gcx-command.js';
import { GRAFANA_HINT, isGrafanaCommand } from './grafana-commands.js';

/**
 * What people call things elsewhere, and the commands of gcx that do it, the likeliest first. Those that this gcx does not have
 * are left out.
 */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  // What flows.
  health: ['status', 'doctor'],
  metrics: ['status'],
  stats: ['status'],
  monitor: ['status --watch', 'tail'],
  watch: ['status --watch', 'tail'],
  dashboard: ['status'],
  report: ['status'],
  // What is wrong.
  diagnose: ['doctor'],
  debug: ['doctor', 'why'],
  troubleshoot: ['doctor', 'why'],
  inspect: ['doctor', 'rule show'],
  check: ['doctor', 'validate'],
  verify: ['validate', 'doctor'],
  lint: ['validate'],
  // One call.
  trace: ['why', 'rule test'],
  track: ['why', 'rule test'],
  explain: ['why', 'rule explain'],
  find: ['why', 'queue lookup'],
  search: ['why', 'queue lookup'],
  // What happens.
  logs: ['why', 'processor logs', 'tail'],
  log: ['why', 'processor logs', 'tail'],
  follow: ['tail'],
  listen: ['tail'],
  events: ['tail', 'event-type list'],
  // Changes.
  diff: ['plan', 'drift'],
  preview: ['plan'],
  compare: ['plan', 'drift'],
  changes: ['plan', 'drift'],
  'dry-run': ['plan'],
  deploy: ['apply'],
  up: ['apply'],
  sync: ['apply'],
  push: ['apply'],
  update: ['apply'],
  provision: ['apply'],
  import: ['adopt', 'export'],
  pull: ['export', 'adopt'],
  backup: ['export'],
  dump: ['export'],
  delete: ['destroy'],
  remove: ['destroy'],
  down: ['destroy'],
  teardown: ['destroy'],
  undeploy: ['destroy'],
  lock: ['unlock'],
  'force-unlock': ['unlock'],
  // What is there.
  draw: ['graph'],
  diagram: ['graph'],
  map: ['graph'],
  tree: ['graph'],
  topology: ['graph'],
  visualize: ['graph'],
  routes: ['graph', 'queue routes', 'rule list'],
  targets: ['graph'],
  rules: ['rule list'],
  queues: ['queue list'],
  topics: ['event-type list'],
  subscriptions: ['event-type list'],
  // What was lost.
  dlq: ['redrive'],
  'dead-letters': ['redrive'],
  retry: ['redrive', 'replay'],
  resend: ['redrive', 'replay'],
  requeue: ['redrive'],
  // The beginning.
  login: ['whoami'],
  auth: ['whoami'],
  setup: ['init'],
  configure: ['init'],
  new: ['init'],
  create: ['init', 'apply'],
  tutorial: ['demo'],
  example: ['demo'],
  mock: ['sandbox start'],
  simulate: ['sandbox start', 'rule test'],
  emit: ['sandbox emit'],
  send: ['sandbox emit', 'redrive'],
  invoke: ['processor invoke'],
  config: ['validate', 'init', 'schema'],
  completion: ['autocomplete'],
  traces: ['why', 'rule test'],
};

/**
 * Says which commands were probably meant by one that does not exist.
 * @param asked the words of the command line that name it
 * @param known the commands that there are, as people type them
 */
export function meantCommands(asked: readonly string[], known: readonly string[]): string {
  const [first = ''] = asked;
  const others = ownValue(OTHER_WORDS, first.toLowerCase()) ?? [];
  const there = others.filter((command) => known.includes(command.replace(/ --.*/, '')));
  if (there.length > 0) return `In gcx, that is ${orList(there.map(gcxLine))}.`;
  if (isGrafanaCommand(first)) return GRAFANA_HINT;
  return didYouMean(nearName(asked.join(' '), known), gcxLine) || `${gcxLine('--help')} lists the commands.`;
}
