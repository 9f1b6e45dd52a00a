import type { EventFormat } from '../../language/events/index.js';
import type { DeadLetterQueues } from './dead-letter-queues.js';
import type { DeadLetter } from './model.js';
import { readDeadLetter } from './read-dead-letter.js';
import { release } from './send-back.js';

/** Seconds that collected messages are hidden from others: as long as a redrive may take. After a crash they show again. */
export const HIDDEN_SECONDS = 1_800;

/** Seconds that messages are hidden from others while they are only looked through. After a crash they show again. */
export const LOOK_SECONDS = 120;

/** Empty answers in a row after which an SQS queue counts as read: one empty answer of a long poll may be chance. */
const EMPTY_ANSWERS = 2;

/** What lies in a target's dead-letter queues. */
export interface Collected {
  readonly letters: readonly DeadLetter[];
  /** Dead-letter queues that do not exist. */
  readonly missing: readonly string[];
  /** Whether there may be more: the limit was reached, or it was interrupted. */
  readonly more: boolean;
}

/** How dead letters are collected. */
interface Collecting {
  /** For how long others do not see them. Absent: as long as a redrive may take. */
  readonly hiddenSeconds?: number;
  /** Those of the file's relays. Absent: none. */
  readonly formats?: readonly EventFormat[];
}

/**
 * Takes up to `limit` messages out of sight, queue by queue. Nothing is deleted; where a call fails, others see what was
 * taken again at once.
 */
export async function collectDeadLetters(
  queues: DeadLetterQueues,
  names: readonly string[],
  limit: number,
  signal: AbortSignal,
  { hiddenSeconds = HIDDEN_SECONDS, formats = [] }: Collecting = {},
): Promise<Collected> {
  const letters: DeadLetter[] = [];
  const missing: string[] = [];
  try {
    for (const name of names) {
      const there = await takeFrom(queues, name, { letters, limit, signal, hiddenSeconds, formats });
      if (!there) missing.push(name);
    }
  } catch (error) {
    await release(queues, letters);
    throw error;
  }
  return { letters, missing, more: letters.length >= limit || signal.aborted };
}

/** Adds what lies in one dead-letter queue; false where there is no such queue. */
async function takeFrom(
  queues: DeadLetterQueues,
  name: string,
  taking: {
    readonly letters: DeadLetter[];
    readonly limit: number;
    readonly signal: AbortSignal;
    readonly hiddenSeconds: number;
    readonly formats: readonly EventFormat[];
  },
): Promise<boolean> {
  const { letters, limit, signal, hiddenSeconds, formats } = taking;
  const seen = new Set<string>();
  for (let empty = 0; empty < EMPTY_ANSWERS && letters.length < limit && !signal.aborted; ) {
    const messages = await queues.receive(name, hiddenSeconds);
    if (messages === undefined) return false;
    const fresh = messages.filter(({ id }) => !seen.has(id));
    for (const message of fresh) {
      seen.add(message.id);
      letters.push(readDeadLetter(name, message, formats));
    }
    empty = fresh.length === 0 ? empty + 1 : 0;
  }
  return true;
}
