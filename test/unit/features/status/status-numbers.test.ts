import { expect, it } from 'vitest';
import { verdictOf } from '../../../../src/lib/features/status/index.js';
import type { Count } from '../../../../src/lib/features/status/model.js';
import { reportedOf } from '../../../../src/lib/features/status/route-numbers.js';
import { brokenPipe } from '../../../harness/broken-pipe.js';
import {
  deleteQueue,
  moveOnFrom,
  publish,
  STATUS_PIPE_FILE,
  setPolicy,
  statusOf,
  statusUnder,
  waitingIn,
} from '../../../harness/status-pipe.js';

const MINUTE = 60_000;

/** Events of a burst: test/trust has the two thousand of issue 13. */
const EVENTS = Number(process.env['GCX_STATUS_EVENTS'] ?? 20);

const counted = (count: Count) => ('value' in count ? count.value : count.kind);

it('the numbers are what the receivers counted, whatever fails meanwhile', async () => {
  const pipe = await brokenPipe(STATUS_PIPE_FILE);
  const before = await statusOf(pipe);
  expect(verdictOf(before)).toMatchObject({ kind: 'look', routesWithEvents: 0, exitCode: 0 });
  expect(before.routes.map(({ numbers }) => numbers.matched.count.kind)).toEqual(['none', 'none', 'none']);

  // All is well; then a queue is gone, and another lets nobody in, nor does what keeps its dead letters; then it does.
  await publish(pipe, 'ended', EVENTS);
  await publish(pipe, 'begun', EVENTS);
  await pipe.clock.sleep(30 * MINUTE);
  await deleteQueue(pipe, 'shop-gone');
  const kept = await setPolicy(pipe, 'shop-shut', '');
  await publish(pipe, 'begun', 3);
  const keptDead = await setPolicy(pipe, 'shop-shut-dead', '');
  await publish(pipe, 'ended', EVENTS);
  await publish(pipe, 'begun', 2);
  await pipe.clock.sleep(5 * MINUTE);

  const status = await statusOf(pipe);
  const [ended, begun, quiet] = status.routes.map(({ numbers }) => numbers);
  if (ended === undefined || begun === undefined || quiet === undefined) throw new Error('three routes');
  const dead = await waitingIn(pipe, 'shop-dead');
  const shut = await waitingIn(pipe, 'shop-shut');
  const shutDead = await waitingIn(pipe, 'shop-shut-dead');
  expect(counted(ended.matched.count)).toBe(await waitingIn(pipe, 'shop-inbox'));
  expect(dead).toBe(EVENTS);
  expect([counted(ended.failed.count), counted(ended.deadLettered.count), reportedOf(ended, 'lost')]).toEqual(
    [dead, dead, 0],
  );
  expect(counted(begun.matched.count)).toBe(EVENTS + 5);
  expect(counted(begun.failed.count)).toBe(EVENTS + 5 - shut);
  expect([counted(begun.deadLettered.count), counted(begun.lost.count)]).toEqual([
    shutDead,
    EVENTS + 5 - shut - shutDead,
  ]);
  expect(shutDead).toBe(3);
  // No number is no 0.
  expect([quiet.matched.count.kind, reportedOf(quiet, 'failed')]).toEqual(['none', undefined]);
  expect(status.source?.taken.count).toEqual({ kind: 'counted', value: 3 * EVENTS + 5 });

  const targets = new Map(status.targets.map((target) => [target.name, target]));
  const inbox = targets.get('inbox')?.queue;
  expect([inbox?.waiting, Math.round((inbox?.oldestSeconds ?? 0) / 60)]).toEqual([2 * EVENTS, 35]);
  expect(targets.get('gone')).toMatchObject({ queue: { state: 'missing' } });
  const wall = await waitingIn(pipe, 'shop-wall');
  expect(targets.get('board')).toMatchObject({
    topics: [
      {
        published: { count: { value: wall } },
        delivered: { count: { value: wall } },
        subscribers: expect.arrayContaining([
          { protocol: 'email', endpoint: 'lead@example.com', confirmed: false },
          expect.objectContaining({ protocol: 'sqs', confirmed: true }),
        ]),
      },
    ],
  });
  // Why they are dead is told, of which target and route, and all are there for others at once.
  expect(targets.get('dead')?.queue?.letters).toMatchObject({
    looked: EVENTS,
    all: true,
    reasons: [{ reason: 'NO_RESOURCE', target: 'gone', route: 'ended', count: EVENTS }],
  });
  expect(targets.get('shut-dead')?.queue?.letters?.reasons).toMatchObject([
    { reason: 'NO_PERMISSIONS', target: 'shut', route: 'begun', count: 3 },
  ]);
  expect(await waitingIn(pipe, 'shop-dead')).toBe(dead);
  const verdict = verdictOf(status);
  expect(verdict.troubles[0]).toMatchObject({ route: 'ended', refusing: ['gone'] });
  expect(verdict).toMatchObject({ kind: 'failing', exitCode: 2, routesWithEvents: 2 });
  expect(verdict.troubles.map(({ kind }) => kind)).toEqual([
    'failing',
    'failing',
    'target-missing',
    'unconfirmed',
    'dead-letters',
    'dead-letters',
  ]);

  // Mended: of `begun` nothing fails now, of `ended` it still does. What failed before is told, and is no exit code.
  await setPolicy(pipe, 'shop-shut', kept);
  await setPolicy(pipe, 'shop-shut-dead', keptDead);
  await pipe.clock.sleep(15 * MINUTE);
  await publish(pipe, 'begun', 1);
  await pipe.clock.sleep(3 * MINUTE);
  const mended = verdictOf(await statusOf(pipe));
  expect(mended.troubles).toContainEqual(expect.objectContaining({ kind: 'failing', route: 'ended' }));
  expect(mended.troubles).toContainEqual(
    expect.objectContaining({ kind: 'failed-before', route: 'begun', failed: 5 }),
  );

  // Where SQS moves on what is received, looking would move it: it is only counted.
  await moveOnFrom(pipe, 'shop-dead', 'shop-shut-dead');
  await statusOf(pipe);
  const [unlooked] = (await statusOf(pipe)).targets.filter(({ name }) => name === 'dead');
  expect([unlooked?.queue?.waiting, unlooked?.queue?.letters]).toEqual([EVENTS, undefined]);

  // Without the right to receive, it is named, and all else is known.
  const denied = await statusUnder(pipe, 'sqs:ReceiveMessage:deny');
  expect(denied.unseen).toMatchObject([{ permission: 'sqs:ReceiveMessage', aside: true }]);
  expect(verdictOf(denied)).toMatchObject({ kind: 'failing', exitCode: 2 });
});
