import { type Delivery, readInvocation } from './delivery.js';
import { describeError } from './describe-error.js';
import { runPipeline } from './event-pipeline.js';
import { EventsFailed } from './events-failed.js';
import type { LambdaContext } from './lambda-context.js';
import { comesAgain, countOutcomes } from './outcome.js';
import { type EventResult, type Pipeline, UNKNOWN_EVENT_TYPE } from './pipeline.js';
import type { Processor } from './processor.js';
import { runBounded } from './run-bounded.js';

/** What could not be begun, or not be finished before the answer. */
const UNFINISHED: EventResult = { outcome: 'failed', eventType: UNKNOWN_EVENT_TYPE };

/**
 * Handles what Lambda was invoked with.
 * @returns the messages that have to come again, for an SQS batch; else counts
 * @throws EventsFailed where it was invoked directly and events have to come again
 */
export async function runInvocation(
  processor: Processor,
  event: unknown,
  context: LambdaContext,
): Promise<unknown> {
  const { fromSqs, deliveries } = readInvocation(event);
  const begun = processor.begin(context);
  const results = new Map<Delivery, EventResult>();
  let answered = false;
  try {
    await within(begun.time.untilAnswer(), async () => {
      const pipeline = await processor.pipeline(context, begun);
      await handleAll(pipeline, deliveries, results, () => answered);
    });
  } catch (error) {
    // A secret that cannot be read, say: nothing was handled, and all of it comes again.
    begun.log.error('invocation failed', { error: describeError(error) });
  }
  answered = true;
  const settled = deliveries.map((delivery) => results.get(delivery) ?? UNFINISHED);
  for (const { eventType, outcome } of settled) begun.metrics.outcome(eventType, outcome);
  begun.metrics.write(processor.write, processor.now());
  if (fromSqs) {
    const again = deliveries.filter((_, index) => comesAgain((settled[index] ?? UNFINISHED).outcome));
    return { batchItemFailures: again.map(({ message }) => ({ itemIdentifier: message?.messageId ?? '' })) };
  }
  const counts = countOutcomes(settled.map(({ outcome }) => outcome));
  if (counts.failed + counts.inProgress > 0) throw new EventsFailed(counts);
  return counts;
}

/** Fills in results as they come, so that those are known which are there when the time is up. */
async function handleAll(
  pipeline: Pipeline,
  deliveries: readonly Delivery[],
  results: Map<Delivery, EventResult>,
  isOver: () => boolean,
): Promise<void> {
  const postponing: Promise<void>[] = [];
  // What failed before comes last: events that hang hold up none that do not.
  const inOrder = deliveries.toSorted((a, b) => a.attempt - b.attempt);
  await runBounded(inOrder, pipeline.settings.concurrency, async (delivery) => {
    // The next invocation thaws what this one left: what was reported is not begun then.
    if (isOver()) return;
    const result = await runPipeline(pipeline, delivery);
    results.set(delivery, result);
    if (result.againIn !== undefined && delivery.message !== undefined) {
      const { receiptHandle } = delivery.message;
      postponing.push(
        pipeline.queues.comeAgainIn(receiptHandle, result.againIn).catch((error: unknown) => {
          // It comes all the same, when the queue's visibility time-out ends.
          pipeline.log.debug('visibility not changed', { error: describeError(error) });
        }),
      );
    }
  });
  await Promise.all(postponing);
}

/** Waits for some work, but no longer than that. */
async function within(milliseconds: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([work(), timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
