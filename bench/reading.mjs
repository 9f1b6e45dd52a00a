// How many calls a plan makes to read a large pipe that is applied, beside the fewest in which all of it can be read: lists
// by their pages, and what no list tells by a call for each. Counted in the sandbox's journal and from its state.
// `npm run bench` prints it; `-- --check` exits 1 where it is more than 1.1 times the fewest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOST_OF_FEWEST = 1.1;
const [routes, topics, queues, genesysQueues] = [280, 40, 40, 5_000];
const gcx = fileURLToPath(new URL('../bin/gcx.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gcx-bench-'));
try {
  writeFileSync(join(folder, '.genesysrc.yml'), bigFile([]));
  run(['sandbox', 'start', '--queues', String(genesysQueues)]);
  try {
    const names = JSON.parse(run(['queue', 'list', '--search', 'Team', '--json', '--sandbox'])).queues.map(
      ({ name }) => name,
    );
    writeFileSync(join(folder, '.genesysrc.yml'), bigFile(names));
    run(['apply', '--sandbox', '--auto-approve']);
    const before = journal().length;
    const plan = JSON.parse(run(['plan', '--sandbox', '--json']));
    if (plan.counts.none !== plan.changes.length) throw new Error('it was not applied whole');
    const calls = journal()
      .slice(before)
      .filter(({ action }) => action !== 'GetCallerIdentity' && !/oauth/.test(action));
    report(calls, plan.changes.filter(({ kind }) => kind === 'rule').length);
  } finally {
    run(['sandbox', 'stop']);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(calls, rules) {
  const pages = (count, size) => Math.max(1, Math.ceil(count / size));
  const buses = 2;
  const fewest =
    // The organization, its integrations, event types and queues.
    3 +
    pages(genesysQueues, 500) +
    // Tags of all that is ours; the buses, their tags and rules; the partner bus and its source; archives.
    pages(rules + topics + queues + 1, 100) +
    1 +
    buses +
    pages(rules, 100) +
    1 +
    2 +
    1 +
    // Targets of each rule; attributes and subscriptions of each topic; URL and attributes of each SQS queue.
    rules +
    topics * 2 +
    queues * 2;
  const ratio = calls.length / fewest;
  console.log(`a plan of ${rules} rules, ${topics} topics, ${queues} SQS queues, ${genesysQueues} queues`);
  console.log(
    `calls ${calls.length}, the fewest ${fewest}: ${ratio.toFixed(2)} times, limit ${MOST_OF_FEWEST}  ${ratio <= MOST_OF_FEWEST ? 'ok' : 'TOO MANY'}`,
  );
  if (ratio > MOST_OF_FEWEST) {
    const counts = new Map();
    for (const { service, action } of calls)
      counts.set(`${service}:${action}`, (counts.get(`${service}:${action}`) ?? 0) + 1);
    for (const [name, count] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20))
      console.log(`  ${String(count).padStart(5)}  ${name}`);
    if (process.argv.includes('--check')) process.exitCode = 1;
  }
}

/** Every fourth route is of ten Genesys queues, by name. */
function bigFile(names) {
  const lines = [
    'version: 1',
    'project: shop',
    'genesys: { environment: mypurecloud.ie, organization: "2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42", integration: { suffix: shop } }',
    'aws: { region: eu-west-1, account: "444455556666" }',
    'targets:',
    ...Array.from({ length: topics }, (_, at) => `  t${at}: { sns: { create: shop-t${at} } }`),
    ...Array.from({ length: queues }, (_, at) => `  q${at}: { sqs: { create: shop-q${at} } }`),
    'routes:',
    ...Array.from({ length: routes }, (_, at) => {
      const chosen = at % 4 === 0 ? names.slice(at * 10, at * 10 + 10) : [];
      const queuesOf =
        chosen.length === 0 ? '' : ` queues: [${chosen.map((name) => `"${name}"`).join(', ')}],`;
      return `  r${at}: { events: [conversation.acd.end],${queuesOf} where: { conversationId: ["c${at}"] }, targets: [t${at % topics}, q${at % queues}] }`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function journal() {
  return readFileSync(join(folder, '.gcx-sandbox/journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [gcx, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new Error(`gcx ${args.join(' ')} ended with ${status}:\n${stderr}${stdout.slice(0, 2_000)}`);
  return stdout;
}
