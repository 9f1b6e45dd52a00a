import { z } from 'zod';
import { filled, type IssueDetails } from './schema-parts.js';

/** Whether a text is a day that there is, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const acceptedSchema = z.strictObject({
  thing: filled(
    'What it is about: the name of a target of this file, or the thing as the warning calls it, such as "SQS queue orders". A * stands for any text.',
    'thing',
  ),
  finding: filled('The finding as the warning names it, such as DelaySeconds.', 'finding'),
  reason: filled('Why this is intended, for the next reader of the file.', 'reason'),
  until: z
    .string({ error: 'until is a day in quotes, such as "2027-01-31".' })
    .check((context) => {
      if (isDay(context.value)) return;
      const details: IssueDetails = {
        code: 'form',
        fix: 'Write year, month and day in quotes: "2027-01-31".',
      };
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: `"${context.value}" is not a day.`,
        params: { ...details },
      });
    })
    .meta({
      description: 'The last day on which it is accepted, such as "2027-01-31". Left out: always.',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    })
    .optional(),
});

/** What `plan` warns of and the team means so. */
export const acceptSchema = z.array(acceptedSchema).meta({
  description:
    'Settings of live things that a plan warns of (they were made by hand, and harm delivery) and that are meant so: no warning, and no exit code 2.',
});

/** One entry as zod gives it. */
export type AcceptContent = z.infer<typeof acceptedSchema>;
