import { measure } from '../cloudwatch/measure.js';
import type { Context } from '../context.js';
import type { QueueRecord } from '../message-records.js';

/** Counters of an SQS queue (SQS developer guide, "Available CloudWatch metrics"). */
export type QueueCounter =
  | 'NumberOfMessagesSent'
  | 'NumberOfMessagesReceived'
  | 'NumberOfMessagesDeleted'
  | 'NumberOfEmptyReceives'
  | 'NumberOfDeduplicatedSentMessages';

/** Counts what happened at a queue. */
export function countAtQueue(
  name: QueueCounter,
  queue: QueueRecord,
  context: Pick<Context, 'state' | 'now'>,
  value = 1,
): void {
  if (value > 0)
    measure(context, { namespace: 'AWS/SQS', name, dimensions: { QueueName: queue.name }, value });
}

/** Counts a message that was sent to a queue, not one that SQS itself moved there, and its bytes. */
export function countSent(queue: QueueRecord, body: string, context: Pick<Context, 'state' | 'now'>): void {
  countAtQueue('NumberOfMessagesSent', queue, context);
  const size = { name: 'SentMessageSize', unit: 'Bytes', value: Buffer.byteLength(body) };
  measure(context, { namespace: 'AWS/SQS', dimensions: { QueueName: queue.name }, ...size });
}
