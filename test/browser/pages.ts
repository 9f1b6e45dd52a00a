import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { localTime } from '../../src/lib/base/local-time.js';
import { fileParts } from '../../src/lib/cli/file-parts.js';
import { statusPage } from '../../src/lib/cli/render/status-page/status-page.js';
import { pipeGraph } from '../../src/lib/features/graph/index.js';
import { driftOf } from '../../src/lib/features/plans/drift.js';
import { everyQueueRoutes } from '../../src/lib/features/queue-routes/index.js';
import { readStatus, verdictOf } from '../../src/lib/features/status/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head } from '../e2e/gcx.js';
import { type Trial, trial } from '../harness/trial.js';

/** Where the pages and screenshots of a run are, to look at. */
export const PAGES = 'node_modules/.cache/status-page';

/** A page in a file, and what it was made of. */
export interface MadePage {
  readonly file: string;
  readonly html: string;
  /** ms of making it, without what was read. */
  readonly ms: number;
}

/** The page of a file, applied in a sandbox of its own, through which events went. */
export async function pageOf(
  name: string,
  text: string,
  options: {
    readonly apply?: boolean;
    readonly seedFile?: string;
    /** Done to the pipe before events flow. */
    readonly harm?: (pipe: Trial) => Promise<void>;
  } = {},
): Promise<MadePage> {
  const pipe = await trial(text, options.seedFile === undefined ? {} : { seedFile: options.seedFile }, {
    'handler.ts': 'export default async () => {};\n',
  });
  const { aws, genesys, folder, plan, apply, sandbox, clock } = pipe;
  if (options.apply !== false) {
    await apply(await plan());
    await options.harm?.(pipe);
    await sandbox.emit({ eventType: 'acd.end', count: 7 });
    await sandbox.passTime(300_000);
  }
  const loaded = await loadConfig({ cwd: folder, env: {} });
  const status = await readStatus(
    { loaded, genesys: () => genesys, aws, sandbox: true, now: clock.now, letters: { ids: true } },
    86_400,
  );
  const after = await plan();
  const facts = {
    status,
    verdict: verdictOf(status),
    graph: pipeGraph(loaded.config),
    queues: await everyQueueRoutes(loaded, genesys, aws),
    examination: { diagnosis: await pipe.diagnose(), drift: driftOf(after), pending: after.pending },
    fileParts: fileParts(loaded, text),
    withIds: true,
    gcxVersion: '0.0.0',
    time: localTime('Europe/Berlin'),
  };
  const began = performance.now();
  const html = statusPage(facts);
  const ms = performance.now() - began;
  mkdirSync(PAGES, { recursive: true });
  const file = resolve(PAGES, `${name}.html`);
  writeFileSync(file, html);
  return { file, html, ms };
}

/** The example, in one environment, with a handler beside it. */
export function exampleFile(): string {
  return readFileSync('.genesysrc.example.yml', 'utf8')
    .replace(/^environments:[\s\S]*/m, '')
    .replace('./config/handlers/sales.ts', './handler.ts');
}

/** Somebody takes a queue's policy and another one's settings into his own hands: deliveries fail, and there is drift. */
export async function harmExample({ others }: Trial): Promise<void> {
  await others.sqs.setAttributes('crm-inbox', { Policy: '' });
  await others.sqs.setAttributes('wallboard', { VisibilityTimeout: '77', MessageRetentionPeriod: '60' });
}

/** 60 routes to 80 targets, each route to four of them. */
export function bigFile(): string {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  return `${head()}defaults: { deadLetter: dead }
targets:
  dead: { sqs: { create: dead } }
${many(79, (n) => (n % 3 === 0 ? `  topic-of-team-${n}: { sns: { create: topic-of-team-${n} }, subscribers: [{ email: team-${n}@example.com }] }` : `  inbox-of-the-system-${n}: { sqs: { create: inbox-of-the-system-${n} } }`))}
routes:
${many(60, (n) => `  route-number-${n}-with-a-long-name: { events: [conversation.acd.end, conversation.acd.start], queues: ["Sales Support", { glob: "Sales D*" }], targets: [${[0, 1, 2, 3].map((k) => nameOf((n * 4 + k * 7) % 79)).join(', ')}] }`)}
`;
}

function nameOf(n: number): string {
  return n % 3 === 0 ? `topic-of-team-${n}` : `inbox-of-the-system-${n}`;
}
