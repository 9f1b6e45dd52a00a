import type { SendOrder, SendWay } from '../../engine/targets/send-ways.js';
import type { DeadLetterQueues } from './dead-letter-queues.js';
import type { SortedLetter } from './group-dead-letters.js';
import { orderOf } from './send-order.js';

/** How a redrive went. */
export interface SentBack {
  /** Sent and deleted. */
  readonly sent: number;
  /** Still in the dead-letter queue: not reached when it was interrupted. */
  readonly left: number;
  readonly failures: readonly { readonly id: string; readonly why: string }[];
}

/** Sends a dead letter's body to the thing of an ARN; rejects where it fails again. */
export type DeadLetterSender = (
  way: SendWay,
  arn: string,
  body: string,
  order: SendOrder | undefined,
) => Promise<void>;

/** What sending back takes. */
export interface SendBackOptions {
  readonly queues: DeadLetterQueues;
  readonly send: DeadLetterSender;
  /** Dead letters a second. */
  readonly rate: number;
  readonly signal: AbortSignal;
  /** Waits for this many ms; resolves early where it is interrupted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onProgress?: (sent: number) => void;
}

/**
 * Sends dead letters back, the oldest first (what goes to a FIFO queue is handled in this order), one after another at the rate: sent first, then deleted, so that a crash in between sends one
 * twice and loses none. One that cannot be sent stays, and the next is tried.
 */
export async function sendBack(
  unordered: readonly SortedLetter[],
  options: SendBackOptions,
): Promise<SentBack> {
  const letters = unordered.toSorted((a, b) => sentAt(a) - sentAt(b));
  const { queues, signal, rate, sleep, now, onProgress } = options;
  const failures: { id: string; why: string }[] = [];
  const started = now();
  let sent = 0;
  let tried = 0;
  for (const each of letters) {
    const wait = started + (tried * 1000) / rate - now();
    if (wait > 0 && !signal.aborted) await sleep(wait);
    if (signal.aborted) break;
    tried += 1;
    const { queue, message } = each.letter;
    try {
      await sendOne(each, options.send);
      await queues.delete(queue, [message.receipt]);
      sent += 1;
      onProgress?.(sent);
    } catch (error) {
      failures.push({ id: message.id, why: error instanceof Error ? error.message : String(error) });
      await queues.release(queue, [message.receipt]);
    }
  }
  await release(
    queues,
    letters.slice(tried).map(({ letter }) => letter),
  );
  return { sent, left: letters.length - tried, failures };
}

function sentAt({ letter }: SortedLetter): number {
  return letter.message.sentAt ?? 0;
}

/** Lets others see dead letters again that were collected and not sent. */
export async function release(
  queues: DeadLetterQueues,
  letters: readonly SortedLetter['letter'][],
): Promise<void> {
  const byQueue = new Map<string, string[]>();
  for (const { queue, message } of letters) {
    const receipts = byQueue.get(queue) ?? [];
    receipts.push(message.receipt);
    byQueue.set(queue, receipts);
  }
  for (const [queue, receipts] of byQueue) await queues.release(queue, receipts);
}

function sendOne({ letter, wayBack }: SortedLetter, send: DeadLetterSender): Promise<void> {
  if (wayBack.kind === 'none') throw new Error(wayBack.why);
  return send(wayBack.kind, wayBack.arn, letter.message.body, orderOf(letter, wayBack.messageGroup));
}
