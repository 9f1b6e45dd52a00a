import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../../src/lib/base/json.js';
import { DoNotRetry } from '../../../../src/lib/processor/runtime/do-not-retry.js';
import { partnerEvent, sqsRecord } from './genesys-events.js';
import { batch, contextToCut, LambdaWorld, lambdaContext } from './lambda-world.js';

let world: LambdaWorld;
beforeAll(async () => {
  world = await LambdaWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

/** What becomes of an event each time that its handler has it. */
type Course = readonly ('fails' | 'takes all the time')[];

interface Sent {
  readonly conversation: number;
  /** Before it succeeds. */
  readonly course: Course;
  readonly end: 'succeeds' | 'is not retried' | 'is malformed';
}

interface Queued extends Sent {
  readonly number: number;
  receives: number;
}

const sent = fc.record<Sent>({
  conversation: fc.integer({ min: 1, max: 3 }),
  course: fc.array(fc.constantFrom('fails' as const, 'takes all the time' as const), { maxLength: 6 }),
  end: fc.constantFrom('succeeds', 'succeeds', 'succeeds', 'is not retried', 'is malformed'),
});

function recordOf({ conversation, number, receives, end }: Queued): JsonObject {
  const event = partnerEvent({ conversation, body: { number } });
  return sqsRecord(end === 'is malformed' ? { number, detail: {} } : event, {
    id: `m-${number}`,
    receives,
    attributes: { MessageGroupId: `c-${conversation}`, SequenceNumber: String(number).padStart(20, '0') },
  });
}

/** A batch of a FIFO queue: of each group the first ones, in their order. */
function taken(queue: readonly Queued[], size: number, skip: number): readonly Queued[] {
  const groups = new Set(queue.slice(skip % queue.length).map(({ conversation }) => conversation));
  return queue.filter(({ conversation }) => groups.has(conversation)).slice(0, size);
}

function failedIn(answer: unknown): ReadonlySet<number> {
  const failures = isJsonObject(answer) ? answer['batchItemFailures'] : undefined;
  const items = Array.isArray(failures) ? failures.filter(isJsonObject) : [];
  return new Set(items.map(({ itemIdentifier }) => Number(String(itemIdentifier).slice(2))));
}

const numberIn = (body: string): number => Number(/"number":(\d+)/.exec(body)?.[1]);

it('hands the events of a conversation to the handler in the order in which they were sent, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        events: fc.array(sent, { minLength: 1, maxLength: 7 }),
        size: fc.integer({ min: 1, max: 10 }),
        concurrency: fc.integer({ min: 1, max: 4 }),
        deduplicate: fc.boolean(),
        // In which rounds the function dies after it has done all, so that its answer is lost.
        dies: fc.array(fc.boolean(), { maxLength: 6 }),
        skips: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }),
      }),
      async ({ events, size, concurrency, deduplicate, dies, skips }) => {
        world.reset();
        const all = events.map((each, number): Queued => ({ ...each, number, receives: 0 }));
        const done = new Set<number>();
        const begun = new Map<number, number>();
        const running = new Set<number>();
        // Not expected in the handler: what is thrown there is a failure of the event.
        const wrong: string[] = [];
        const { deduplicate: once, ...others } = world.settings({ concurrency, maxReceives: 200 });
        const settings = deduplicate && once !== undefined ? { ...others, deduplicate: once } : others;
        let context = contextToCut();
        const lambda = world.lambda(settings, async ({ body }) => {
          const number = Number(body['number']);
          const own = all.filter(({ conversation }) => conversation === all[number]?.conversation);
          const letters = new Set(world.deadLetters.map((letter) => numberIn(letter.body)));
          for (const other of own.filter((each) => each.number < number))
            if (!done.has(other.number) && !letters.has(other.number))
              wrong.push(`${number} was begun before ${other.number} was done`);
          for (const other of own)
            if (running.has(other.number)) wrong.push(`${number} ran beside ${other.number}`);
          running.add(number);
          await Promise.resolve();
          running.delete(number);
          const attempt = begun.get(number) ?? 0;
          begun.set(number, attempt + 1);
          const now = all[number]?.course[attempt];
          if (now === 'takes all the time') context.cut(-2_000);
          if (now !== undefined) throw new Error(now);
          if (all[number]?.end === 'is not retried') throw new DoNotRetry('no');
          done.add(number);
        });
        let queue: readonly Queued[] = all;
        for (let round = 0; queue.length > 0; round++) {
          const messages = taken(queue, size, skips[round % skips.length] ?? 0);
          for (const message of messages) message.receives++;
          context = contextToCut();
          const answer = await lambda(batch(...messages.map(recordOf)), context);
          expect(wrong).toEqual([]);
          if (dies[round] === true) continue;
          const failed = failedIn(answer);
          queue = queue.filter((each) => !messages.includes(each) || failed.has(each.number));
          expect(round).toBeLessThan(200);
        }
        const letters = new Set(world.deadLetters.map((letter) => numberIn(letter.body)));
        for (const { number } of all) expect(done.has(number) || letters.has(number)).toBe(true);
        for (const { number, end, course } of all)
          if (end === 'succeeds' && course.length < 5 && dies.every((each) => !each) && size === 1)
            expect(letters.has(number)).toBe(false);
      },
    ),
    { numRuns: 8 },
  );
});

/** A message of a FIFO queue. */
const inGroup = (group: string, number: number, receives: number) =>
  sqsRecord(partnerEvent({ body: { number } }), {
    id: `m-${number}`,
    receives,
    attributes: { MessageGroupId: group, SequenceNumber: String(number) },
  });

it('hides what waits behind a failed event as long, counts it as no failure, and gives it up only as the first of its group', async () => {
  const handled: unknown[] = [];
  const lambda = world.lambda(world.settings(), ({ body }) => {
    handled.push(body['number']);
    if (body['number'] !== 3) throw new Error('no');
  });
  const again = (...ids: string[]) => ({
    batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
  });
  const first = batch(inGroup('a', 1, 2), inGroup('a', 2, 2), inGroup('b', 3, 1));
  expect(await lambda(first, lambdaContext())).toEqual(again('m-1', 'm-2'));
  // Not 2, which waits.
  expect(handled.toSorted()).toEqual([1, 3]);
  expect([...world.visibility.keys()].sort()).toEqual(['receipt of m-1', 'receipt of m-2']);
  expect(new Set(world.visibility.values()).size).toBe(1);
  expect([world.metric('Failed'), world.metric('InProgress')]).toEqual([1, 1]);

  // Both were received five times, but only one of them was tried as often.
  const last = batch(inGroup('a', 1, 5), inGroup('a', 2, 5), inGroup('a', 4, 1));
  expect(await lambda(last, lambdaContext())).toEqual(again('m-2', 'm-4'));
  expect(await lambda(batch(inGroup('a', 2, 6)), lambdaContext())).toEqual(again());
  expect(world.deadLetters.map(({ body }) => numberIn(body))).toEqual([1, 2]);
});

it('gives an event up of which the function died each time, and its group goes on', async () => {
  const handled: unknown[] = [];
  const lambda = world.lambda(world.settings({ maxReceives: 8 }), ({ body }) => {
    handled.push(body['number']);
  });
  const all = batch(inGroup('a', 1, 9), inGroup('a', 2, 9), inGroup('b', 3, 8));
  expect(await lambda(all, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(handled.toSorted()).toEqual([2, 3]);
  expect(world.deadLetters.map(({ attributes }) => attributes)).toEqual([
    expect.objectContaining({
      'gcx-reason': 'handler-failed',
      'gcx-detail':
        'FunctionFailed: The function ended 8 times without an answer about the event. (attempt 9)',
    }),
  ]);
});

it('keeps no order for the groups of a fair queue, which number no messages', async () => {
  const lambda = world.lambda(world.settings(), ({ body }) => {
    if (body['number'] === 1) throw new Error('no');
  });
  const fair = [1, 2].map((number) =>
    sqsRecord(partnerEvent({ body: { number } }), { id: `m-${number}`, attributes: { MessageGroupId: 'a' } }),
  );
  expect(await lambda(batch(...fair), lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-1' }],
  });
});
