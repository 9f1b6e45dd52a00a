import { z } from 'zod';
import { parseDuration } from '../document/duration.js';
import { filled, type IssueDetails } from './schema-parts.js';

/** What `retention` says for keeping things without an end. */
export const FOREVER = 'forever';
const DAY_SECONDS = 86_400;

/** Days of a retention, 0 for `forever`; undefined if it is not a whole number of days. */
export function retentionDays(text: string): number | undefined {
  if (text.trim() === FOREVER) return 0;
  const seconds = parseDuration(text);
  // Without a unit it would be seconds, which nobody means here.
  if (seconds === undefined || seconds === 0 || /^\d+$/.test(text.trim())) return undefined;
  return seconds % DAY_SECONDS === 0 ? seconds / DAY_SECONDS : undefined;
}

/** An archive of the project's events. EventBridge keeps events for whole days. */
export const archiveSchema = z
  .strictObject({
    retention: z
      .string({ error: 'retention is written with its unit, such as 30d, or forever.' })
      .check((context) => {
        if (retentionDays(context.value) !== undefined) return;
        const details: IssueDetails = {
          code: 'form',
          fix: 'Write whole days, such as 30d, or forever.',
        };
        context.issues.push({
          code: 'custom',
          input: context.value,
          message: `"${context.value}" is not a number of days.`,
          params: { ...details },
        });
      })
      .meta({ description: 'How long each event is kept: whole days, such as 30d, or forever.' }),
    key: filled(
      'ARN of the KMS key that encrypts the events in the archive. Left out: a key that AWS owns.',
      'key',
    ).optional(),
  })
  .meta({
    description:
      "Keeps the project's events on AWS, so that gcx replay can send them again. Left out: they are not kept.",
  });
