import { createHash, randomUUID } from 'node:crypto';
import { measureQueue } from '../cloudwatch/queue-use.js';
import type { Context } from '../context.js';
import type { MessageAttribute, MessageRecord, QueueRecord } from '../message-records.js';
import { parseRedrivePolicy } from './attributes.js';
import { countAtQueue, countSent } from './queue-metrics.js';

/** How long SQS, and SNS for a FIFO topic, remember a deduplication id. */
export const DEDUPLICATION_MILLISECONDS = 5 * 60_000;

/** A message to put into a queue. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly group?: string;
  readonly deduplication?: string;
  readonly delaySeconds?: number;
  readonly sender?: string;
  /** X-Ray header. */
  readonly trace?: string;
}

/** What SQS says of a message it took. */
export interface SentMessage {
  readonly id: string;
  readonly sequence?: string;
}

/** Whether a queue is FIFO. */
export function isFifo(queue: QueueRecord): boolean {
  return queue.attributes['FifoQueue'] === 'true';
}

/** Puts a message into a queue; a FIFO queue drops what it has seen within five minutes and answers as if it took it. */
export function enqueue(queue: QueueRecord, message: NewMessage, context: Context): SentMessage {
  const now = context.now();
  measureQueue(queue, context);
  const system: Record<string, string> = {
    SenderId: message.sender ?? context.account,
    SentTimestamp: String(now),
  };
  if (message.trace !== undefined) system['AWSTraceHeader'] = message.trace;
  if (message.group !== undefined) system['MessageGroupId'] = message.group;
  const id = randomUUID();
  let sequence: string | undefined;
  if (isFifo(queue)) {
    const deduplication = message.deduplication ?? createHash('sha256').update(message.body).digest('hex');
    const scope = queue.attributes['DeduplicationScope'] === 'messageGroup' ? `${message.group}/` : '';
    const seen = queue.deduplication[scope + deduplication];
    if (seen !== undefined && now - seen.at < DEDUPLICATION_MILLISECONDS) {
      countAtQueue('NumberOfDeduplicatedSentMessages', queue, context);
      return { id: seen.id, sequence: seen.sequence };
    }
    queue.sequence += 1;
    sequence = String(queue.sequence).padStart(20, '0');
    queue.deduplication[scope + deduplication] = { at: now, id, sequence };
    system['MessageDeduplicationId'] = deduplication;
    system['SequenceNumber'] = sequence;
  }
  const delay = message.delaySeconds ?? Number(queue.attributes['DelaySeconds'] ?? 0);
  queue.messages.push({
    id,
    body: message.body,
    sent: now,
    attributes: system,
    messageAttributes: { ...message.attributes },
    visibleAt: now + delay * 1_000,
    receives: 0,
  });
  countSent(queue, message.body, context);
  context.arrived(queue.arn);
  return sequence === undefined ? { id } : { id, sequence };
}

/** Forgets messages that are older than the queue keeps them. */
function expire(queue: QueueRecord, now: number): void {
  const keep = Number(queue.attributes['MessageRetentionPeriod'] ?? 345_600) * 1_000;
  if (queue.messages.some((message) => now - message.sent > keep)) {
    queue.messages = queue.messages.filter((message) => now - message.sent <= keep);
  }
}

/**
 * Takes messages for a receiver and hides them for the time; messages that were received too often move to the
 * dead-letter queue of the redrive policy instead. In a FIFO queue a group with a hidden message stands still.
 */
export function take(
  queue: QueueRecord,
  most: number,
  visibilitySeconds: number,
  context: Context,
): readonly MessageRecord[] {
  const now = context.now();
  measureQueue(queue, context);
  expire(queue, now);
  const redrive = parseRedrivePolicy(queue.attributes['RedrivePolicy']);
  const deadLetters =
    redrive === undefined ? undefined : context.state.queues.get(redrive.deadLetterTargetArn);
  const stopped = new Set<string>();
  if (isFifo(queue)) {
    for (const message of queue.messages) {
      if (message.visibleAt > now && message.receives > 0)
        stopped.add(message.attributes['MessageGroupId'] ?? '');
    }
  }
  const taken: MessageRecord[] = [];
  for (const message of [...queue.messages]) {
    if (taken.length === most) break;
    if (message.visibleAt > now || stopped.has(message.attributes['MessageGroupId'] ?? ' ')) continue;
    if (redrive !== undefined && deadLetters !== undefined && message.receives >= redrive.maxReceiveCount) {
      queue.messages = queue.messages.filter((other) => other !== message);
      const { id, body, sent, attributes, messageAttributes } = message;
      // It goes on counting, from the first receipt in the source queue (recorded 2024-04-30 and 2026-09-12).
      const { receives, firstReceived } = message;
      measureQueue(deadLetters, context);
      deadLetters.messages.push({
        ...{ id, body, sent, messageAttributes, moved: now },
        attributes: {
          ...attributes,
          DeadLetterQueueSourceArn: queue.arn,
          ...(isFifo(deadLetters) ? nextInOrder(deadLetters, id, now) : {}),
        },
        visibleAt: now,
        receives,
        ...(firstReceived === undefined ? {} : { firstReceived }),
      });
      context.arrived(deadLetters.arn);
      continue;
    }
    message.receives += 1;
    message.firstReceived ??= now;
    message.visibleAt = now + visibilitySeconds * 1_000;
    message.receipt = Buffer.from(`${message.id} ${message.receives} ${randomUUID()}`).toString('base64');
    taken.push(message);
  }
  countAtQueue('NumberOfMessagesReceived', queue, context, taken.length);
  return taken;
}

/** A dead letter of a FIFO queue: known by its message id from now on, with a number of its new queue (recorded 2026-09-12). */
function nextInOrder(queue: QueueRecord, id: string, now: number): Record<string, string> {
  queue.sequence += 1;
  const sequence = String(queue.sequence).padStart(20, '0');
  queue.deduplication[id] = { at: now, id, sequence };
  return { MessageDeduplicationId: id, SequenceNumber: sequence };
}

/** The message that a receipt handle was given for; undefined where it is gone or the handle is none of ours. */
export function byReceipt(queue: QueueRecord, handle: string): MessageRecord | undefined {
  const id = receiptId(handle);
  return id === undefined ? undefined : queue.messages.find((message) => message.id === id);
}

/** The message id in a receipt handle; undefined where it is none of ours. */
export function receiptId(handle: string): string | undefined {
  const [id = '', count] = Buffer.from(handle, 'base64').toString('utf8').split(' ');
  return count !== undefined && /^[\da-f-]{36}$/.test(id) ? id : undefined;
}

/** How many messages wait, are hidden by receivers, or are delayed. */
export function countMessages(
  queue: QueueRecord,
  now: number,
): { visible: number; hidden: number; delayed: number } {
  expire(queue, now);
  const counts = { visible: 0, hidden: 0, delayed: 0 };
  for (const message of queue.messages) {
    if (message.visibleAt <= now) counts.visible += 1;
    else if (message.receives > 0) counts.hidden += 1;
    else counts.delayed += 1;
  }
  return counts;
}
