import type { Context } from '../context.js';
import type { MessageRecord, QueueRecord } from '../message-records.js';
import type { QueueSpan, QueueUseRecord } from '../metric-records.js';
import { MINUTE_MS } from './retention.js';

/** How long a queue counts as active after the last call that is about it (SQS developer guide, "Monitoring"). */
const ACTIVE_MS = 6 * 3_600_000;
/** A message received so often and not deleted is left out of ApproximateAgeOfOldestMessage, but in a FIFO queue. */
const POISON_RECEIVES = 3;
/** Days that spans are kept: as long as CloudWatch keeps anything. */
const KEPT_MINUTES = 455 * 1_440;

type Measured = Pick<Context, 'state' | 'now'>;

/**
 * Measures a queue for the minutes that are over. To be called before its messages change: until then they are what they
 * were in all of these minutes, but for what time itself does (a message comes back, or is forgotten).
 * @param touched Whether somebody does something with it now.
 */
export function measureQueue(queue: QueueRecord, context: Measured, touched = true): void {
  const now = context.now();
  const use = useOf(queue, context, now);
  const last = Math.floor(now / MINUTE_MS);
  if (use.next < last) {
    for (const [from, until] of quietTimes(queue, use, last)) append(use, spanAt(queue, from, until));
    use.next = last;
    use.spans = use.spans.filter(([, until]) => until > last - KEPT_MINUTES);
  }
  if (touched) use.touched = now;
}

/** Begins to measure a queue that was just made; what was measured of one of its name before stays. */
export function beginMeasuring(queue: QueueRecord, context: Measured): void {
  const now = context.now();
  const use = useOf(queue, context, now);
  use.next = Math.floor(now / MINUTE_MS);
  use.touched = now;
}

function useOf({ name, created }: QueueRecord, { state }: Measured, now: number): QueueUseRecord {
  const known = state.queueUse.get(name);
  if (known !== undefined) return known;
  const made: QueueUseRecord = { name, spans: [], next: Math.floor(now / MINUTE_MS), touched: created };
  state.queueUse.set(name, made);
  return made;
}

/** The minutes to measure in which the queue was active, parted where anything changes by itself. */
function quietTimes(
  queue: QueueRecord,
  { next, touched }: QueueUseRecord,
  last: number,
): readonly (readonly [from: number, until: number])[] {
  const keep = keptFor(queue);
  const changes = new Set([next, last]);
  for (const time of [
    touched + ACTIVE_MS,
    ...queue.messages.flatMap((each) => [each.visibleAt, each.sent + keep]),
  ]) {
    // A minute is measured at its end.
    const minute = Math.ceil(time / MINUTE_MS) - 1;
    for (const each of [minute, minute + 1]) if (each > next && each < last) changes.add(each);
  }
  const minutes = [...changes].sort((left, right) => left - right);
  return minutes
    .slice(0, -1)
    .map((from, index) => [from, minutes[index + 1] ?? last] as const)
    .filter(([from]) => endOf(from) - touched <= ACTIVE_MS || there(queue, endOf(from)).length > 0);
}

function endOf(minute: number): number {
  return (minute + 1) * MINUTE_MS;
}

function keptFor({ attributes }: QueueRecord): number {
  return Number(attributes['MessageRetentionPeriod'] ?? 345_600) * 1_000;
}

function there(queue: QueueRecord, time: number): readonly MessageRecord[] {
  const keep = keptFor(queue);
  return queue.messages.filter(({ sent }) => time - sent <= keep);
}

function spanAt(queue: QueueRecord, from: number, until: number): QueueSpan {
  const time = endOf(from);
  const fifo = queue.attributes['FifoQueue'] === 'true';
  let [visible, inFlight, delayed, oldest] = [0, 0, 0, 0];
  for (const message of there(queue, time)) {
    if (message.visibleAt <= time) visible += 1;
    else if (message.receives > 0) inFlight += 1;
    else delayed += 1;
    if (!fifo && message.receives >= POISON_RECEIVES) continue;
    // In a dead-letter queue the age starts over.
    const came = message.moved ?? message.sent;
    if (oldest === 0 || came < oldest) oldest = came;
  }
  return [from, until, visible, inFlight, delayed, oldest];
}

function append(use: QueueUseRecord, span: QueueSpan): void {
  const last = use.spans.at(-1);
  const same =
    last !== undefined &&
    last[1] === span[0] &&
    last.slice(2).every((value, index) => value === span[index + 2]);
  if (same) use.spans[use.spans.length - 1] = [last[0], span[1], last[2], last[3], last[4], last[5]];
  else use.spans.push(span);
}
