import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/lib/base/json.js';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { adoptionPlan } from '../../src/lib/features/existing/adopt.js';
import { planRelease, type Release } from '../../src/lib/features/release/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { afterThisTest } from '../clean-up.js';
import { head } from '../e2e/gcx.js';
import { startReceiver } from '../unit/sandbox/aws/http/receiver.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';
import { applied, type Trial, trial } from './trial.js';

/** What an event of the route of the ends reaches, by the target of the file: a service and a part of its ARN. */
const OF_ENDED = {
  board: 'sns shop-board',
  subscribed: 'sqs shop-inbox through shop-board',
  ordered: 'sqs shop-ordered.fifo',
  fair: 'sqs shop-fair',
  lake: 'kinesis stream/calls',
  sales: 'sqs shop-sales',
  inorder: 'sqs shop-inorder.fifo',
} as const;
/** As above, of the route of the starts. */
const OF_STARTED = {
  inbox: 'sqs shop-inbox',
  hose: 'firehose deliverystream/calls',
  flow: 'states stateMachine:flow',
  'calls-log': 'logs log-group:/aws/events/shop',
  far: 'events event-bus/far',
  sync: 'lambda function:sync',
  crm: 'events api-destination/shop-crm',
} as const;
const REACHES: Readonly<Record<string, readonly string[]>> = {
  'acd.end': Object.values(OF_ENDED).sort(),
  'acd.start': Object.values(OF_STARTED).sort(),
};

const TARGETS_OF_STARTED = `  hose: { firehose: { existing: calls } }
  flow: { stateMachine: { existing: flow } }
  calls-log: { logGroup: { create: /aws/events/shop } }
  far: { bus: { existing: far } }
  sync: { lambda: { existing: sync } }
  crm: { http: { url: "https://crm.example.com/calls", auth: { apiKey: { header: X-Key, secret: { env: CRM_KEY } } } } }
`;
const STARTED =
  '  started: { events: [conversation.acd.start], targets: [inbox, hose, flow, calls-log, far, sync, crm] }\n';

/**
 * A file with every kind of target that gcx adopts, watched and archived.
 * @param out where the processor writes what it handled
 * @param started whether it has the route of the starts
 */
function fileOf(out: string, started = true): string {
  return `${head()}archive: { retention: 30d }
logging: { level: error, retention: 7d }
alarms: { to: ops }
targets:
  inbox: { sqs: { create: shop-inbox } }
  ordered: { sqs: { create: shop-ordered.fifo, messageGroup: all } }
  fair: { sqs: { create: shop-fair, messageGroup: $.detail.eventBody.conversationId } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  ops: { sns: { create: shop-ops }, subscribers: [{ email: on-call@example.com }] }
  lake: { kinesis: { existing: calls, partitionKey: $.detail.eventBody.conversationId } }
  sales: { processor: { handler: ./sales.ts, alarms: ops, deduplicate: { for: 5d }, environment: { OUT: ${JSON.stringify(out)} } } }
  inorder: { processor: { handler: ./sales.ts, messageGroup: all, environment: { OUT: ${JSON.stringify(inOrderOf(out))} } } }
${started ? TARGETS_OF_STARTED : ''}routes:
  ended: { events: [conversation.acd.end], queues: [Sales Support], targets: [ordered, board, lake, sales, inorder, fair] }
${started ? STARTED : ''}`;
}

/** Where the processor that keeps the order writes, beside the other one. */
function inOrderOf(out: string): string {
  return `${out}-in-order`;
}

/** What the endpoint is called with; nobody gives it again after the first apply. */
const SECRET = 'key-of-the-crm';

const HANDLER = `import { appendFileSync } from 'node:fs';
import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async ({ raw }) => {
  appendFileSync(process.env.OUT ?? '', \`\${raw.id}\\n\`);
});
`;

/** A pipe with traffic: some events before each call of gcx, so that no moment of a run is without any. */
export interface Traffic {
  readonly all: Trial;
  /** Lets events of both types flow: so many at each call, which can be a part of one. */
  flow(perCall: number): void;
  /** Lets none flow at calls. */
  pause(): void;
  /** How many were sent so far. */
  count(): number;
  /** Works with the file without the route of the starts, or with it again. */
  write(started: boolean): void;
  /** Each event so far reached each of its targets once: by what the sandbox tells, and by what the receivers have. */
  requireOnce(): Promise<void>;
}

/** Makes the pipe. */
export async function openTraffic(): Promise<Traffic> {
  const out = join(temporaryFolder(), 'handled');
  for (const file of [out, inOrderOf(out)]) writeFileSync(file, '');
  const receiver = await startReceiver();
  afterThisTest(() => receiver.close());
  const deliver = [`crm.example.com=${receiver.origin}`];
  const all = await trial(fileOf(out), { deliver }, { 'sales.ts': HANDLER });
  all.secrets.set('CRM_KEY', SECRET);
  await applied(all);
  const sent = new Map<string, { readonly eventType: string; readonly reached: readonly string[] }>();
  let perCall = 0;
  let due = 0;
  let turn = 0;
  const emitted = async () => {
    for (due += perCall; due >= 1; due -= 1) {
      const eventType = turn % 2 === 0 ? 'acd.end' : 'acd.start';
      turn += 1;
      const { events } = await all.sandbox.emit({ eventType, queue: 'Sales Support' });
      expect(events).toHaveLength(1);
      for (const { id, deliveries } of events) {
        const reached = deliveries.filter(({ by }) => by !== 'lambda').map(lineOf);
        sent.set(id, { eventType, reached: reached.sort() });
      }
    }
  };
  // One after another, as the calls are made side by side: what keeps the order is to be seen.
  let last = Promise.resolve();
  all.wire.before = async () => {
    last = last.then(emitted);
    await last;
  };
  return {
    all,
    flow: (count) => {
      perCall = count;
    },
    pause: () => {
      perCall = 0;
    },
    count: () => sent.size,
    write: (started) => all.write(fileOf(out, started)),
    requireOnce: async () => {
      await all.sandbox.settle();
      for (const [id, { eventType, reached }] of sent)
        expect(reached, `${eventType} ${id}`).toEqual(REACHES[eventType]);
      const inOrder = (eventType: string) =>
        [...sent].flatMap(([id, each]) => (each.eventType === eventType ? [id] : []));
      const [ends, starts] = [inOrder('acd.end').sort(), inOrder('acd.start').sort()];
      expect(handledIn(out).sort()).toEqual(ends);
      expect(handledIn(inOrderOf(out))).toEqual(inOrder('acd.end'));
      expect(await drained(all, 'shop-ordered.fifo')).toEqual(inOrder('acd.end'));
      expect((await drained(all, 'shop-fair')).sort()).toEqual(ends);
      expect(receiver.received.map(({ body }) => idIn(body)).sort()).toEqual(starts);
      expect(new Set(receiver.received.map(({ headers }) => headers['x-key']))).toEqual(new Set([SECRET]));
      // By the SNS topic of one route, and by the rule of the other one.
      expect((await drained(all, 'shop-inbox')).sort()).toEqual([...ends, ...starts].sort());
      const lines = (await all.others.logs.lines('/aws/events/shop', 0)) ?? [];
      expect(lines.map(({ message }) => idIn(message)).sort()).toEqual(starts);
      const [archive] = await all.others.archives.list('shop-');
      expect((await all.others.archives.get(archive?.name ?? ''))?.events).toBe(sent.size);
    },
  };
}

/** The ids of the events that a processor wrote, in its order. */
function handledIn(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

type Delivery = Awaited<ReturnType<Trial['sandbox']['deliveries']>>[number];

function lineOf({ outcome, by, topic, target = '' }: Delivery): string {
  const [, , service = '', , , ...rest] = target.split(':');
  const through = by === 'sns' ? ` through ${(topic ?? '').split(':').at(-1)}` : '';
  // The ARN of an API destination ends with an id.
  const resource = rest.join(':').replace(/^(api-destination\/[^/]+)\/.*$/, '$1');
  return `${outcome === 'delivered' ? '' : `${outcome}: `}${service} ${resource}${through}`;
}

/** The ids of the events that an SQS queue has, which are taken from it. */
async function drained({ others }: Trial, queue: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const found = (await others.sqs.receive(queue, 0, new AbortController().signal)) ?? [];
    if (found.length === 0) return ids;
    ids.push(...found.map(({ body }) => idIn(body)));
    await others.sqs.deleteMessages(
      queue,
      found.map(({ receipt }) => receipt),
    );
  }
}

/** The id of an event, also of one that an SNS topic hands on. */
function idIn(body: string): string {
  const value = JSON.parse(body) as JsonValue;
  if (!isJsonObject(value)) return body;
  return typeof value['Message'] === 'string' ? idIn(value['Message']) : String(value['id']);
}

async function loadedOf({ folder }: Trial) {
  return loadConfig({ cwd: folder, env: {} });
}

async function done(all: Trial, plan: Plan): Promise<void> {
  expect(plan.refusals).toEqual([]);
  expect(plan.changes.length).toBeGreaterThan(0);
  const report = await all.apply(plan);
  expect(report.results.filter(({ outcome }) => outcome.kind !== 'done')).toEqual([]);
}

/** Releases some routes, or everything. */
export async function released(all: Trial, ...routes: string[]): Promise<Release> {
  const { genesys, aws } = all;
  const release = await planRelease(await loadedOf(all), { genesys, aws, sandbox: true }, routes);
  await done(all, release.plan);
  return release;
}

/** Takes everything of the file back. */
export async function adopted(all: Trial): Promise<void> {
  const { genesys, aws } = all;
  await done(
    all,
    await adoptionPlan(await loadedOf(all), { genesys, aws, sandbox: true }, { all: true, json: true }),
  );
}

/** The ARNs of a release, but for the event bus, which is used after adoption as one that others created. */
export function arnsOf({ owned }: Release): readonly string[] {
  return owned
    .flatMap(({ thing }) => thing.arn ?? [])
    .filter((arn) => !arn.includes(':event-bus/'))
    .sort();
}

/** What the integration sends, and the ARNs of the rules of the project or with names of the file's. */
export async function sending({ plan, live }: Trial): Promise<readonly string[]> {
  await plan();
  const { integrations, rules } = live();
  const types = integrations.flatMap(({ config }) => config?.eventFilter ?? []);
  return [...types, ...rules.map(({ arn }) => arn)].sort();
}
