import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { Limits } from '../../base/limits.js';
import type { Aws } from '../../clients/aws/model.js';
import type { EventFormat } from '../../language/events/index.js';
import { readTailEvent, type TailEvent } from './tail-event.js';

/** How many ids of events are kept, to tell one that SQS or EventBridge delivers twice. */
const REMEMBERED_IDS = 10_000;

/** When to end. */
export interface ReceiveLimits {
  /** Epoch ms. */
  readonly until: number;
  readonly signal: AbortSignal;
  /** Those of the file's relays, to read events in. */
  readonly formats?: readonly EventFormat[];
}

/**
 * The events that arrive in an SQS queue, each once, until the time is over or the signal aborts; a message is deleted
 * when its event has been taken. What is no event is skipped.
 * @throws GcxError where the queue is gone, and what the client throws
 */
export async function* receiveEvents(
  aws: Aws,
  queueName: string,
  { until, signal, formats }: ReceiveLimits,
): AsyncGenerator<TailEvent, void> {
  const seen = new Set<string>();
  for (;;) {
    const left = until - Date.now();
    if (signal.aborted || left <= 0) return;
    const wait = Math.min(Limits.sqsWaitSeconds, Math.ceil(left / 1_000));
    const messages = await aws.sqs.receive(queueName, wait, signal);
    if (messages === undefined) throw queueGone(queueName);
    const events = messages.flatMap(({ body }) => readTailEvent(body, formats) ?? []);
    // A standard queue keeps no order; within what came together, time does.
    for (const event of events.sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
      if (seen.has(event.id)) continue;
      remember(seen, event.id);
      yield event;
    }
    if (messages.length > 0) {
      await aws.sqs.deleteMessages(
        queueName,
        messages.map(({ receipt }) => receipt),
      );
    }
  }
}

function remember(seen: Set<string>, id: string): void {
  seen.add(id);
  if (seen.size <= REMEMBERED_IDS) return;
  for (const oldest of seen) {
    seen.delete(oldest);
    return;
  }
}

function queueGone(queueName: string): GcxError {
  return new GcxError({
    code: 'tail-gone',
    what: `SQS queue ${queueName}, which gcx created for this tail, was deleted by someone.`,
    fix: `Run ${gcxCommand('tail')} again.`,
  });
}
