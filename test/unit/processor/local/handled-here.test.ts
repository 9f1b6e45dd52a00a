import fc from 'fast-check';
import { expect, it } from 'vitest';
import { handledHere } from '../../../../src/lib/processor/local/handled-here.js';

const done = () => Promise.resolve();

it('an event that was handled is a duplicate until its time is over; one that failed comes again', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), later: fc.nat(2_000), fails: fc.boolean() })),
      async (seconds, events) => {
        let now = 0;
        const once = handledHere(seconds, () => now);
        const handledAt = new Map<string, number>();
        for (const { key, later, fails } of events) {
          now += later;
          const isKnown = now < (handledAt.get(key) ?? Number.NEGATIVE_INFINITY) + seconds * 1_000;
          let ran = false;
          const handle = () => {
            ran = true;
            return fails ? Promise.reject(new Error('no')) : done();
          };
          const outcome = await once(key, handle).catch(() => ({ kind: 'failed' }));
          expect([ran, outcome.kind]).toEqual(
            isKnown ? [false, 'duplicate'] : [true, fails ? 'failed' : 'handled'],
          );
          if (ran && !fails) handledAt.set(key, now);
        }
      },
    ),
  ));

it('forgets those that were handled first', async () => {
  let now = 0;
  const once = handledHere(60, () => now, 2);
  for (const key of ['a', 'b', 'a', 'c']) await once(key, done);
  expect(await once('b', done)).toEqual({ kind: 'duplicate' });
  expect(await once('a', done)).toEqual({ kind: 'handled' });
  // By now c is older than a.
  now = 60_000;
  for (const key of ['c', 'd']) await once(key, done);
  expect(await once('c', done)).toEqual({ kind: 'duplicate' });
});
