import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { NameRules } from '../document/name-rules.js';
import { FOREVER } from './schema-archive.js';
import { protectSchema } from './schema-guards.js';
import { httpSchema } from './schema-http.js';
import { count, duration, filled, name } from './schema-parts.js';
import { processorSchema } from './schema-processor.js';
import { LOG_GROUP_RETENTION_DAYS, logRetentionSchema } from './schema-retention.js';
import { sqsSettings } from './schema-sqs-settings.js';
import { targetParametersSchema } from './schema-target-parameters.js';

/** EventBridge's retry policy. */
export const retrySchema = z
  .strictObject({
    maxAge: duration(
      { min: 'retryMaxAgeSecondsMin', max: 'retryMaxAgeSecondsMax' },
      'How old an event may get while AWS still tries to deliver it',
    ).optional(),
    attempts: count(
      0,
      Limits.retryAttempts,
      'retryAttempts',
      `How often AWS tries again; 0 to ${Limits.retryAttempts}.`,
    ).optional(),
  })
  .meta({
    description: 'How long and how often AWS tries to deliver an event. Left out: 24 hours, 185 times.',
  });

/** Name of the target that takes what cannot be delivered; false turns the default off. */
export const deadLetterSchema = z
  .union([filled('Name of a target that is an SQS queue.', 'deadLetter'), z.literal(false)])
  .meta({
    description:
      'Name of the target (an SQS queue, not FIFO) that takes the events that could not be delivered; false for none.',
  });

const inputSchema = z
  .strictObject({
    template: filled(
      'JSON to send; <name> is replaced by what the path of that name finds. In an object AWS writes it as JSON; in a text, which stands in quotes, as it is.',
      'template',
    ).optional(),
    paths: z
      .record(z.string(), z.string())
      .meta({
        description:
          'Name in the template → path into the event, such as $.detail.eventBody.conversationId; [0] and [*] for the elements of a list.',
      })
      .optional(),
    path: filled('Path to the part of the event to send, such as $.detail.', 'path').optional(),
    constant: z.json().meta({ description: 'A fixed JSON value to send.' }).optional(),
  })
  .meta({
    description: 'What is sent instead of the whole event: template with paths, or path, or constant.',
  });

const subscriberSchema = z
  .strictObject({
    email: filled('Email address; the receiver must confirm once.', 'email').optional(),
    sqs: filled('Name of a target that is an SQS queue.', 'sqs').optional(),
    lambda: filled('Name of a target that is a Lambda function.', 'lambda').optional(),
    https: filled('URL that SNS posts to; it must confirm once.', 'https').optional(),
    raw: z
      .boolean()
      .meta({ description: "Send the event itself, without SNS's envelope (sqs and https)." })
      .optional(),
    deadLetter: filled(
      'Name of a target (an SQS queue, not FIFO) that takes what SNS cannot deliver to this subscriber. Left out: SNS drops it.',
      'deadLetter',
    ).optional(),
    filter: z
      .record(z.string(), z.json())
      .meta({
        description:
          'Only events whose fields have these values, as in "where" of a route: SNS does not send the others to this subscriber.',
      })
      .optional(),
  })
  .meta({ description: 'Who receives what the SNS topic gets.' });

const existing = (what: string) =>
  filled(`Name or ARN of ${what} that exists; gcx never changes or deletes it.`, 'existing');

const key = (what: string) =>
  filled(
    `ARN of a KMS key of your own that encrypts the ${what} that gcx creates; its policy must allow events.amazonaws.com.`,
    'key',
  );

/** A target: where events go. Exactly one of sns, sqs, lambda, processor, kinesis, firehose, stateMachine, bus, logGroup, http and arn; checked in check-targets. */
export const targetSchema = z
  .strictObject({
    sns: z
      .strictObject({
        create: name(
          NameRules.snsTopic,
          'Name of an SNS topic that gcx makes; {eventType} in it makes one topic for each event type of the route.',
        ).optional(),
        existing: existing('an SNS topic').optional(),
        key: key('topic').optional(),
      })
      .meta({ description: 'An SNS topic.' })
      .optional(),
    subscribers: z
      .array(subscriberSchema)
      .meta({ description: 'Who receives what the SNS topic gets.' })
      .optional(),
    sqs: z
      .strictObject({
        create: name(NameRules.sqsQueue, 'Name of an SQS queue that gcx makes.').optional(),
        existing: existing('an SQS queue').optional(),
        key: key('queue').optional(),
        messageGroup: filled(
          'Message group: of a FIFO queue, which needs one, or a standard one, then a fair queue. A word, or a path into the event such as $.detail.eventBody.conversationId.',
          'messageGroup',
        ).optional(),
        ...sqsSettings,
      })
      .meta({ description: 'An SQS queue.' })
      .optional(),
    lambda: z
      .strictObject({ existing: existing('a Lambda function').optional() })
      .meta({ description: 'A Lambda function; it must exist.' })
      .optional(),
    processor: processorSchema.optional(),
    kinesis: z
      .strictObject({
        existing: existing('a Kinesis stream').optional(),
        partitionKey: filled(
          'Path into the event whose value decides on the shard, such as $.detail.eventBody.conversationId: records of one value stay in order. Left out: a new value for each event.',
          'partitionKey',
        ).optional(),
      })
      .meta({ description: 'A Kinesis data stream; it must exist.' })
      .optional(),
    firehose: z
      .strictObject({ existing: existing('a Firehose stream').optional() })
      .meta({ description: 'An Amazon Data Firehose stream; it must exist.' })
      .optional(),
    stateMachine: z
      .strictObject({
        existing: filled(
          'Name or ARN of a Step Functions state machine that exists, followed by :ALIAS or :VERSION if you use one; gcx never changes or deletes it.',
          'existing',
        ).optional(),
      })
      .meta({ description: 'A Step Functions state machine; it must exist. Each event starts an execution.' })
      .optional(),
    bus: z
      .strictObject({
        existing: filled(
          'Name of an event bus that exists in the account and region of the file; its ARN where it is in another one. gcx never changes or deletes it.',
          'existing',
        ).optional(),
      })
      .meta({
        description:
          'Another event bus; it must exist. It gets each event as it is: AWS takes neither "input" nor "retry" there.',
      })
      .optional(),
    logGroup: z
      .strictObject({
        create: name(
          NameRules.logGroup,
          'Name of a log group of CloudWatch Logs that gcx makes, such as /aws/events/calls.',
        ).optional(),
        existing: existing('a log group of CloudWatch Logs').optional(),
        retention: logRetentionSchema
          .meta({
            description: `How long the log group that gcx makes keeps events, such as ${LOG_GROUP_RETENTION_DAYS}d (the default), or ${FOREVER}.`,
          })
          .optional(),
        key: filled(
          'ARN of a KMS key of your own that encrypts the log group that gcx makes; its policy must allow CloudWatch Logs.',
          'key',
        ).optional(),
      })
      .meta({
        description:
          'A log group of CloudWatch Logs: each event becomes a log event. gcx lets EventBridge write to it by a resource policy.',
      })
      .optional(),
    http: httpSchema.optional(),
    arn: filled('ARN of any other target that EventBridge can send to.', 'arn').optional(),
    parameters: targetParametersSchema.optional(),
    role: filled(
      'ARN of the IAM role that EventBridge assumes to send there: with "arn" (not for a log group), "kinesis", "firehose", "stateMachine", "bus" and "http" (gcx makes one where it is left out), and with existing targets; required in another account of an SNS topic, SQS queue or Lambda function.',
      'role',
    ).optional(),
    deadLetter: deadLetterSchema.optional(),
    retry: retrySchema.optional(),
    input: inputSchema.optional(),
    protect: protectSchema.optional(),
    renamedFrom: filled(
      'The name that this target had before. May be removed once it is applied.',
      'renamedFrom',
    ).optional(),
  })
  .meta({
    description:
      'Where events go: an SNS topic, an SQS queue, a Lambda function, a processor that gcx builds, a Kinesis or Firehose stream, a state machine, another event bus, a log group, an HTTPS endpoint, or anything else by its ARN.',
    oneOf: [
      { required: ['sns'] },
      { required: ['sqs'] },
      { required: ['lambda'] },
      { required: ['processor'] },
      { required: ['kinesis'] },
      { required: ['firehose'] },
      { required: ['stateMachine'] },
      { required: ['bus'] },
      { required: ['logGroup'] },
      { required: ['http'] },
      { required: ['arn'] },
    ],
  });
