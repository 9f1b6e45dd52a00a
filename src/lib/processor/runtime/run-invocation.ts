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

/** What waits for an event before it in its message group. */
const HELD_BACK: EventResult = { outcome: 'inProgress', eventType: UNKNOWN_EVENT_TYPE };

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

/**
 * Fills in results as they come, so that those are known which are there when the time is up. Events of one message group
 * are handled one after another: where one has to come again, those behind it do, too, and none of them is begun
 * (Lambda developer guide, "Implementing partial batch responses": FIFO queues).
 */
async function handleAll(
  pipeline: Pipeline,
  deliveries: readonly Delivery[],
  results: Map<Delivery, EventResult>,
  isOver: () => boolean,
): Promise<void> {
  const postponing: Promise<void>[] = [];
  const postpone = ({ message }: Delivery, milliseconds: number | undefined): void => {
    if (milliseconds === undefined || message === undefined) return;
    postponing.push(
      pipeline.queues.comeAgainIn(message.receiptHandle, milliseconds).catch((error: unknown) => {
        // It comes all the same, when the queue's visibility time-out ends.
        pipeline.log.debug('visibility not changed', { error: describeError(error) });
      }),
    );
  };
  // What failed before comes last: events that hang hold up none that do not.
  const inOrder = linesOf(deliveries).toSorted(([a], [b]) => (a?.attempt ?? 0) - (b?.attempt ?? 0));
  await runBounded(inOrder, pipeline.settings.concurrency, async (line) => {
    for (const [index, delivery] of line.entries()) {
      // The next invocation thaws what this one left: what was reported is not begun then.
      if (isOver()) return;
      const result = await runPipeline(pipeline, delivery);
      results.set(delivery, result);
      postpone(delivery, result.againIn);
      if (!comesAgain(result.outcome)) continue;
      for (const behind of line.slice(index + 1)) {
        results.set(behind, HELD_BACK);
        // SQS gives out nothing of a group while a message of it is hidden.
        postpone(behind, result.againIn);
      }
      return;
    }
  });
  await Promise.all(postponing);
}

/** What is handled one after another: the events of each message group, and each event that has none by itself. */
function linesOf(deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const groups = new Map<string, Delivery[]>();
  const lines: Delivery[][] = [];
  for (const delivery of deliveries) {
    const known = delivery.group === undefined ? undefined : groups.get(delivery.group);
    if (known !== undefined) {
      known.push(delivery);
      continue;
    }
    const line = [delivery];
    lines.push(line);
    if (delivery.group !== undefined) groups.set(delivery.group, line);
  }
  return lines;
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
