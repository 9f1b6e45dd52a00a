import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Concurrency } from '../../../../src/lib/base/net/concurrency.js';

/** A task that ends when it is told. */
function task() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, run: () => ended };
}

/** Lets everything happen that waits for nothing. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('is halved where the service throttles, and grows again by one a round', async () => {
  const concurrency = new Concurrency(4);
  const tasks = Array.from({ length: 30 }, task);
  let begun = 0;
  for (const each of tasks)
    void concurrency.run(() => {
      begun += 1;
      return each.run();
    });
  expect(begun).toBe(4);
  concurrency.throttled();
  concurrency.throttled();
  // Four run still: no other begins before fewer than one do.
  for (const each of tasks.slice(0, 3)) each.end();
  await settle();
  expect(begun).toBe(4);
  tasks[3]?.end();
  await settle();
  expect(begun).toBe(6);
});

it('never lets more run than it may, lets all run, and in the order they came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      async (most, throttles) => {
        const concurrency = new Concurrency(most, Math.ceil(most / 2));
        const begun: number[] = [];
        let running = 0;
        await Promise.all(
          throttles.map((throttles, index) =>
            concurrency.run(async () => {
              begun.push(index);
              running += 1;
              expect(running).toBeLessThanOrEqual(most);
              await Promise.resolve();
              if (throttles) concurrency.throttled();
              running -= 1;
            }),
          ),
        );
        expect(begun).toEqual(throttles.map((_, index) => index));
      },
    ),
  );
});
