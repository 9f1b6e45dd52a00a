import { z } from 'zod';
import { filled } from './schema-parts.js';

/** What a file adds to the role that gcx makes for a processor; checked further in check-processor-permissions. */
export const permissionsSchema = z
  .array(
    z.strictObject({
      actions: z
        .array(filled('IAM action, such as dynamodb:PutItem.', 'The action'))
        .min(1, { error: 'An empty list of actions allows nothing.' })
        .meta({ description: 'What the handler may do, as IAM calls it; s3:Get* stands for several.' }),
      resources: z
        .array(filled('ARN; * in it stands for any text.', 'The resource'))
        .min(1, { error: 'An empty list of resources allows nothing.' })
        .meta({ description: 'ARNs of what it may do that to.' }),
    }),
  )
  .meta({
    description:
      'Permissions that the handler needs, in addition to those that gcx gives to the role of the function.',
  });

/** The secrets of a processor, by the names that the handler knows. */
export const secretsSchema = z
  .record(
    z.string(),
    z.union([
      z.string(),
      z.strictObject({
        arn: filled('ARN of a secret of AWS Secrets Manager.', 'arn'),
        key: filled(
          'ARN of the KMS key that encrypts the secret; the function may then decrypt it. Left out: the key of AWS, which needs no permission.',
          'key',
        ).optional(),
      }),
    ]),
  )
  .meta({
    description:
      'Name for the handler → ARN of a secret of AWS Secrets Manager, read when the function starts. For a secret under a KMS key of your own: { arn, key }.',
  });
