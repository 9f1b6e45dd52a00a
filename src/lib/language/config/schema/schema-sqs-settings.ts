import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { count, duration, filled } from './schema-parts.js';

/** Settings of an SQS queue that gcx makes (CreateQueue in SQS's API reference); docs/queues.md explains them. */
export const sqsSettings = {
  retention: duration(
    { min: 'sqsRetentionSecondsMin', max: 'sqsRetentionSeconds' },
    'How long the queue keeps a message. Left out: 4d, and 14d for a dead-letter queue',
  ).optional(),
  visibility: duration(
    { min: 0, max: 'sqsVisibilitySeconds' },
    'How long a message that somebody received is hidden from others: longer than its handling takes. Left out: 30s',
  ).optional(),
  delay: duration(
    { min: 0, max: 'sqsDelaySeconds' },
    'How long a new message is held back. Left out: 0',
  ).optional(),
  wait: duration(
    { min: 0, max: 'sqsWaitSeconds' },
    'How long a request for messages waits when there are none. Left out: 0',
  ).optional(),
  maxMessageSize: count(
    Limits.sqsMessageBytesMin,
    Limits.sqsMessageBytes,
    'sqsMessageBytes',
    `Bytes of the largest message; ${Limits.sqsMessageBytesMin} to ${Limits.sqsMessageBytes}. Left out: ${Limits.sqsMessageBytes}.`,
  ).optional(),
  encryption: z
    .enum(['sse-sqs', 'none'])
    .meta({
      description:
        'sse-sqs: encrypted with keys that SQS manages, as new queues are; none: not encrypted. With a KMS key of your own, write key instead.',
    })
    .optional(),
  keyReuse: duration(
    { min: 'sqsKeyReuseSecondsMin', max: 'sqsKeyReuseSeconds' },
    'With key: how long SQS uses a data key before it asks KMS for a new one. Left out: 5m',
  ).optional(),
  throughput: z
    .enum(['perQueue', 'perMessageGroup'])
    .meta({
      description:
        'Of a FIFO queue. perMessageGroup: high throughput; its quota and its deduplication apply to each message group. Left out: perQueue.',
    })
    .optional(),
  redrive: z
    .strictObject({
      maxReceives: count(
        1,
        Limits.sqsMaxReceives,
        'sqsMaxReceives',
        `How often a message can be received before SQS moves it; 1 to ${Limits.sqsMaxReceives}.`,
      ),
      deadLetter: filled('Name of the target, an SQS queue, that messages are moved to.', 'deadLetter'),
    })
    .meta({
      description:
        'Where SQS moves a message that consumers of this queue received too often without deleting it.',
    })
    .optional(),
};
