import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../src/lib/clients/genesys/model.js';
import type { SandboxOptions } from '../../src/lib/sandbox/index.js';
import { head } from '../e2e/gcx.js';
import { type ByHand, byHand } from './by-hand.js';
import { type Trial, trial } from './trial.js';

/** The account and region of the pipe's file. */
const PLACE = 'eu-west-1:111122223333';

/** The event bus of the file. */
export const PIPE_BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';

/** The key that encrypts `sealed`. */
export const PIPE_KEY = `arn:aws:kms:${PLACE}:key/0f4c3c0e-6d1f-4b56-9c1e-5c0d3f6a7b81`;

/** A file with a target of each kind that can break, in two routes. */
export const BROKEN_PIPE_FILE = `${head()}defaults: { deadLetter: dead }
targets:
  inbox: { sqs: { create: shop-inbox } }
  sealed: { sqs: { create: shop-sealed, key: "${PIPE_KEY}" } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: wall }] }
  wall: { sqs: { create: shop-wall } }
  sync: { lambda: { existing: sync } }
  sales: { processor: { handler: ./sales.ts } }
  theirs: { sqs: { existing: theirs } }
  relay: { arn: "arn:aws:events:${PLACE}:event-bus/relay", role: "arn:aws:iam::111122223333:role/relay" }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, sealed, board, sync, sales] }
  worked: { events: [conversation.acd.start], queues: ["911"], targets: [theirs, relay] }
`;

const HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

/** A pipe that works, and the hands that can break it. */
export interface BrokenPipe extends Trial {
  readonly hand: ByHand;
  /** Genesys Cloud, as somebody else works in it: no wire sees it. */
  readonly organization: Genesys;
}

/** Applies the pipe's file (or another) in a sandbox of its own. Everything is as the file says, and events flow. */
export async function brokenPipe(
  file = BROKEN_PIPE_FILE,
  options: Partial<SandboxOptions> = {},
): Promise<BrokenPipe> {
  const all = await trial(file, options, { 'sales.ts': HANDLER });
  const plan = await all.plan();
  const report = await all.apply(plan);
  if (plan.refusals.length > 0 || report.failed > 0 || report.notAttempted > 0)
    throw new Error(`The pipe was not made: ${JSON.stringify([plan.refusals, report])}`);
  await all.sandbox.settle();
  return {
    ...all,
    hand: byHand(all.sandbox),
    organization: createGenesys(all.sandbox.genesys, { runtime: all.clock }),
  };
}

/** The ARN of a queue, topic or bus of the pipe. */
export function pipeArn(service: 'sqs' | 'sns' | 'events', name: string): string {
  return `arn:aws:${service}:${PLACE}:${name}`;
}

/** The targets of the pipe's file that get what is sent now, sorted: an event of each route is published. */
export async function reachedTargets({ sandbox }: Pick<BrokenPipe, 'sandbox'>): Promise<readonly string[]> {
  const reports = [
    await sandbox.emit({ eventType: 'conversation.acd.end', queue: 'Sales Support' }),
    await sandbox.emit({ eventType: 'conversation.acd.start', queue: '911' }),
  ];
  await sandbox.settle();
  const ids = new Set(reports.flatMap(({ events }) => events.map(({ id }) => id)));
  const delivered = (await sandbox.deliveries()).filter(
    ({ eventId, outcome, by, target = '' }) =>
      ids.has(eventId) && outcome === 'delivered' && (by === 'lambda' || !target.endsWith(':shop-sales')),
  );
  const names = delivered.map(({ target = '' }) => target.replace(/^.*[:/](?:shop-)?/, ''));
  return [...new Set(names)].sort();
}
