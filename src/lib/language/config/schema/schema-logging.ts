import { z } from 'zod';
import { FOREVER } from './schema-archive.js';
import { filled } from './schema-parts.js';
import { logRetentionSchema } from './schema-retention.js';

/** What personal data in logs takes to be said. */
export const ACCEPTED = 'accepted';

/** What the event bus logs of each event's way. */
export const loggingSchema = z
  .strictObject({
    level: z.enum(['error', 'info', 'trace']).meta({
      description:
        'error: what failed. info: each event and each delivery as well. trace: each step; much dearer. All of the event bus is logged, not only the routes of this file.',
    }),
    detail: z
      .enum(['none', 'full'])
      .meta({
        description:
          'none (the default): ids, rules and targets. full: the events themselves, with phone numbers and all else that they hold; needs personalData: accepted.',
      })
      .optional(),
    personalData: z
      .literal(ACCEPTED)
      .meta({
        description: 'accepted: you know that detail: full puts personal data into logs.',
      })
      .optional(),
    retention: logRetentionSchema
      .meta({ description: `How long CloudWatch keeps the log, such as 7d (the default), or ${FOREVER}.` })
      .optional(),
    key: filled(
      'ARN of the KMS key that encrypts the log group. Left out: CloudWatch encrypts with its own keys.',
      'key',
    ).optional(),
    own: z
      .literal(true)
      .meta({
        description:
          'true, with aws.bus: gcx sets what the event bus of others logs. Nothing else of that bus is changed.',
      })
      .optional(),
  })
  .meta({
    description:
      'The log of the event bus, which tells of each event whether it was delivered. Left out: gcx sets none.',
  });
