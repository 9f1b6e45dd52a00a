/**
 * First words of commands of Grafana's own CLI, which is called gcx as well, that mean nothing here (its reference,
 * https://github.com/grafana/gcx, docs/reference/cli/gcx.md). Words that this gcx understands, such as `logs` and `login`, are
 * not among them.
 */
const GRAFANA_COMMANDS: ReadonlySet<string> = new Set([
  'adaptive',
  'agent',
  'agento11y',
  'alert',
  'alerts',
  'api',
  'appo11y',
  'assistant',
  'cloud',
  'dashboards',
  'datasources',
  'dbo11y',
  'dev',
  'fleet',
  'folders',
  'frontend',
  'help-tree',
  'instrumentation',
  'irm',
  'k6',
  'kg',
  'profiles',
  'providers',
  'resources',
  'signup',
  'slo',
  'synthetic-monitoring',
]);

/** Whether a word that is no command here is one of Grafana's gcx. */
export function isGrafanaCommand(word: string): boolean {
  return GRAFANA_COMMANDS.has(word.toLowerCase());
}

/** What to say to somebody who called this gcx and means the other. */
export const GRAFANA_HINT =
  "You may want Grafana's gcx (https://github.com/grafana/gcx), another program of the same name. This one moves events from Genesys Cloud to Amazon EventBridge.";
