import { expect, it } from 'vitest';
import { verdictOf } from '../../src/lib/features/status/index.js';
import { reportedOf } from '../../src/lib/features/status/route-numbers.js';
import { brokenPipe } from '../harness/broken-pipe.js';
import { publish, STATUS_PIPE_FILE, setPolicy, statusOf, waitingIn } from '../harness/status-pipe.js';
import { chanceOf, SHARE } from './stage/cases.js';
import { withEachSeed } from './stage/seeds.js';

/** Events of the whole run. */
const EVENTS = Math.max(50, Math.round(2_000 * SHARE));

/** Most events of one burst. */
const BURST = 60;

/** SQS queues that let EventBridge in, and then do not, and then do again. */
const DOORS = ['shop-gone', 'shop-shut', 'shop-shut-dead', 'shop-dead'] as const;

it(`the numbers of ${EVENTS} events are what the receivers counted, whatever doors open and close`, () =>
  withEachSeed(numbersAreCounted));

async function numbersAreCounted(): Promise<void> {
  const chance = chanceOf('status-numbers');
  const pipe = await brokenPipe(STATUS_PIPE_FILE);
  const closed = new Map<string, string>();
  // One of each first: without any, there is no number.
  const sent = { ended: 1, begun: 1 };
  for (const route of ['ended', 'begun'] as const) await publish(pipe, route, 1);
  for (let step = 0; sent.ended + sent.begun < EVENTS; step += 1) {
    const route = chance.pick<'ended' | 'begun'>(['ended', 'begun'], 'route', step);
    const burst = 1 + chance.below(Math.min(BURST, EVENTS - sent.ended - sent.begun), 'burst', step);
    await publish(pipe, route, burst);
    sent[route] += burst;
    if (chance.at('door', step) < 0.4) {
      const door = chance.pick(DOORS, 'which', step);
      const kept = closed.get(door);
      const before = await setPolicy(pipe, door, kept ?? '');
      if (kept === undefined) closed.set(door, before);
      else closed.delete(door);
    }
    await pipe.clock.sleep(60_000 * chance.below(8, 'while', step));
  }
  await pipe.clock.sleep(3 * 60_000);

  const status = await statusOf(pipe);
  const [ended, begun, quiet] = status.routes.map(({ numbers }) => numbers);
  if (ended === undefined || begun === undefined || quiet === undefined) throw new Error('three routes');
  const [inbox = 0, wall = 0, gone = 0, dead = 0, shut = 0, shutDead = 0] = await Promise.all(
    ['shop-inbox', 'shop-wall', 'shop-gone', 'shop-dead', 'shop-shut', 'shop-shut-dead'].map((name) =>
      waitingIn(pipe, name),
    ),
  );
  const told = (numbers: typeof ended) => ({
    matched: 'value' in numbers.matched.count ? numbers.matched.count.value : numbers.matched.count.kind,
    failed: reportedOf(numbers, 'failed'),
    deadLettered: reportedOf(numbers, 'deadLettered'),
    lost: reportedOf(numbers, 'lost'),
  });
  const ofEnded = 3 * sent.ended - inbox - wall - gone;
  expect(told(ended)).toEqual({
    matched: sent.ended,
    failed: ofEnded,
    deadLettered: dead,
    lost: ofEnded - dead,
  });
  const ofBegun = sent.begun - shut;
  expect(told(begun)).toEqual({
    matched: sent.begun,
    failed: ofBegun,
    deadLettered: shutDead,
    lost: ofBegun - shutDead,
  });
  expect(told(quiet)).toEqual({
    matched: 'none',
    failed: undefined,
    deadLettered: undefined,
    lost: undefined,
  });
  expect(status.source?.taken.count).toEqual({ kind: 'counted', value: sent.ended + sent.begun });
  expect(verdictOf(status).kind).not.toBe('flowing');
}
