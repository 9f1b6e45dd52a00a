import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { durationText } from '../document/duration.js';
import { NameRules } from '../document/name-rules.js';
import { FOREVER } from './schema-archive.js';
import { count, duration, filled, name } from './schema-parts.js';
import { functionSettings } from './schema-processor-function.js';
import { permissionsSchema, secretsSchema } from './schema-processor-permissions.js';
import { queueSelectorSchema } from './schema-queue.js';
import { logRetentionSchema } from './schema-retention.js';

const DAY_SECONDS = 86_400;

/** Versions of Node.js that a processor can run on, as Lambda calls them. */
export const PROCESSOR_RUNTIMES = ['nodejs22.x', 'nodejs24.x'] as const;

/** What holds where the file does not say otherwise. */
export const ProcessorDefaults = {
  /** Genesys Cloud sends an event again for up to four days; one more for what waits in the SQS queue. */
  deduplicateSeconds: 5 * DAY_SECONDS,
  batchSize: 100,
  batchWindowSeconds: 5,
  /** With a message group. One: each receipt of an event is then an attempt of its own. */
  orderedBatchSize: 1,
  concurrency: 10,
  memoryMb: 512,
  timeoutSeconds: 60,
  /** Of a function that is made. */
  runtime: 'nodejs24.x',
  architecture: 'arm64',
  logRetentionDays: 30,
} as const;

const onlySchema = z
  .strictObject({
    events: z
      .array(filled('Event type, as a route that sends here names it.', 'The event type'))
      .min(1, { error: 'An empty list of event types would handle nothing, ever.' })
      .meta({ description: 'Only these event types. Left out: all that the routes send.' })
      .optional(),
    queues: z
      .array(queueSelectorSchema)
      .min(1, { error: 'An empty list of queues would handle nothing, ever.' })
      .meta({ description: 'Only events of these queues. Left out: of all that the routes send.' })
      .optional(),
    withoutQueue: z
      .boolean()
      .meta({ description: 'With queues: whether events that name no queue are handled. Left out: false.' })
      .optional(),
  })
  .meta({
    description: 'A second filter, for what a rule cannot filter; within what the routes let through.',
  });

const deduplicateSchema = z
  .union([
    z.strictObject({
      for: duration(
        { min: 1 },
        `How long a handled event is remembered (left out: ${durationText(ProcessorDefaults.deduplicateSeconds)})`,
      ).optional(),
      key: z
        .union([
          filled('Path into the event, such as detail.eventBody.id.', 'key'),
          z
            .array(filled('Path into the event, such as detail.eventBody.id.', 'The path'))
            .min(1, { error: 'A key needs at least one path.' }),
        ])
        .meta({
          description:
            'Paths into the event that together tell it from every other. Left out: event type, topic and body.',
        })
        .optional(),
    }),
    z.literal(false),
  ])
  .meta({ description: 'How events that came before are known; false handles each as often as it comes.' });

const maxEventAgeSchema = z
  .strictObject({
    of: duration({ min: 1 }, 'The age, by the time that the event itself says'),
    // biome-ignore lint/suspicious/noThenProperty: the word of the file; a schema is never awaited
    then: z
      .enum(['deadLetter', 'drop'])
      .meta({ description: 'What becomes of an older event. Left out: deadLetter.' })
      .optional(),
  })
  .meta({ description: 'Events that are older when they arrive are not handled. Left out: all are.' });

const batchSchema = z
  .strictObject({
    size: count(
      1,
      Limits.lambdaBatchSize,
      'lambdaBatchSize',
      `Events that the function gets at once, at most; left out: ${ProcessorDefaults.batchSize}, or ${ProcessorDefaults.orderedBatchSize} with messageGroup, where ${Limits.lambdaFifoBatchSize} is the most.`,
    ).optional(),
    window: duration(
      { min: 0, max: 'lambdaBatchWindowSeconds' },
      `How long AWS gathers events for a batch (left out: ${ProcessorDefaults.batchWindowSeconds}s; with messageGroup there is none)`,
    ).optional(),
  })
  .meta({ description: 'How many events the function gets at once, and how long AWS gathers them.' });

const migrationSchema = z
  .strictObject({
    from: filled('Schema version of the events that it takes, in quotes.', 'from'),
    to: filled('Schema version that it makes of them, in quotes.', 'to'),
    move: z
      .record(z.string(), filled('The new path.', 'The new path'))
      .meta({ description: 'Old path within the event body → new one.' })
      .optional(),
  })
  .meta({ description: 'How events of one schema version become those of the next.' });

/** A Lambda that gcx builds around a handler, as the file says it; checked further in check-processor. */
export const processorSchema = z
  .strictObject({
    handler: filled(
      'File with the handler, TypeScript or JavaScript, from the folder of this file; "gcx processor init" writes one.',
      'handler',
    ),
    name: name(
      NameRules.processor,
      'What its function, queue, table and role on AWS are called. Left out: after project, environment and target.',
    ).optional(),
    only: onlySchema.optional(),
    deduplicate: deduplicateSchema.optional(),
    maxEventAge: maxEventAgeSchema.optional(),
    messageGroup: filled(
      'Events of one message group are handled one after another, in the order in which they come: the SQS queue is FIFO. A path into the event such as $.detail.eventBody.conversationId, or a word: then all events are one group. Left out: in any order.',
      'messageGroup',
    ).optional(),
    batch: batchSchema.optional(),
    concurrency: count(
      1,
      Limits.lambdaBatchSize,
      'lambdaBatchSize',
      `Events that are handled at once within an invocation; left out: ${ProcessorDefaults.concurrency}.`,
    ).optional(),
    ...functionSettings,
    memory: count(
      Limits.lambdaMemoryMbMin,
      Limits.lambdaMemoryMbMax,
      'lambdaMemoryMbMin, lambdaMemoryMbMax',
      `Megabytes of memory; left out: ${ProcessorDefaults.memoryMb}.`,
    ).optional(),
    timeout: duration(
      { min: 1, max: 'lambdaTimeoutSeconds' },
      `How long an invocation may take (left out: ${ProcessorDefaults.timeoutSeconds}s)`,
    ).optional(),
    runtime: z
      .enum(PROCESSOR_RUNTIMES)
      .meta({
        description: `The Node.js that it runs on; left out: ${ProcessorDefaults.runtime} for a new function, and what it has for others.`,
      })
      .optional(),
    architecture: z
      .enum(['arm64', 'x86_64'])
      .meta({ description: `The processors that it runs on; left out: ${ProcessorDefaults.architecture}.` })
      .optional(),
    logs: z
      .strictObject({
        retention: logRetentionSchema
          .meta({
            description: `How long CloudWatch keeps the logs: ${ProcessorDefaults.logRetentionDays}d where left out, another of CloudWatch's periods, or ${FOREVER}.`,
          })
          .optional(),
      })
      .meta({ description: 'Its logs in CloudWatch.' })
      .optional(),
    role: filled(
      'ARN of the IAM role that the function runs as. Left out: gcx makes one with exactly the rights needed.',
      'role',
    ).optional(),
    environment: z
      .record(z.string(), z.string())
      .meta({
        description:
          'Environment variables of the function; for what is secret there is "secrets". A value of yours: ${NAME}, with --var NAME=VALUE or GENESYS_GCX_VAR_NAME.',
      })
      .optional(),
    secrets: secretsSchema.optional(),
    permissions: permissionsSchema.optional(),
    migrations: z
      .array(migrationSchema)
      .meta({ description: 'How events of older schema versions become those that the handler knows.' })
      .optional(),
    alarms: filled(
      'Name of a target, an SNS topic, that is notified of dead letters, failures and events that wait too long.',
      'alarms',
    ).optional(),
  })
  .meta({
    description:
      'A Lambda function that gcx builds around your handler, deploys and wires: it loses no event and handles none twice.',
  });

/** A processor as zod gives it. */
export type ProcessorContent = z.infer<typeof processorSchema>;
