import type { QueueAttributeName } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, people } from '../door/attributes.js';

/** What SQS answers of a queue (GetQueueAttributes), by its reference. */
export const sqsQueueAttributes: AttributeTable<Record<Exclude<QueueAttributeName, 'All'>, string>> = {
  QueueArn: none('it follows from the name'),
  Policy: people(
    'A Deny in it, or the lack of our statement, keeps events out; EventBridge is told, and nobody else.',
  ),
  FifoQueue: none('it is fixed when the queue is made, and follows from the name'),
  ContentBasedDeduplication: ours(
    'Without it a FIFO queue takes nothing from EventBridge, which gives no deduplication id.',
  ),
  DeduplicationScope: people('With messageGroup, FIFO throughput per group needs it as it is.'),
  FifoThroughputLimit: people(
    'With perQueue, 300 messages a second are taken; what comes beyond that is tried again.',
  ),
  KmsMasterKeyId: ours('A key whose policy lets EventBridge not in: every delivery fails.'),
  KmsDataKeyReusePeriodSeconds: people(),
  SqsManagedSseEnabled: people(),
  MessageRetentionPeriod: ours('A shorter one deletes messages that nobody has received yet.'),
  VisibilityTimeout: ours('Shorter than its consumer takes: messages are handled twice.'),
  DelaySeconds: people('Each message is held back so many seconds.'),
  ReceiveMessageWaitTimeSeconds: people(),
  MaximumMessageSize: people(
    'An event that is larger is refused: EventBridge tries again, then dead-letters or drops it.',
  ),
  RedrivePolicy: ours('Without it a message that always fails is tried until it expires, and is lost then.'),
  RedriveAllowPolicy: ours('With denyAll, no queue may use this one for its dead letters.'),
  ApproximateNumberOfMessages: none('it changes by itself'),
  ApproximateNumberOfMessagesNotVisible: none('it changes by itself'),
  ApproximateNumberOfMessagesDelayed: none('it changes by itself'),
  CreatedTimestamp: none('it says only when'),
  LastModifiedTimestamp: none('it says only when'),
};
