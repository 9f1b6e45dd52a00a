import { z } from 'zod';
import { retentionDays } from './schema-archive.js';
import type { IssueDetails } from './schema-parts.js';

/** Days for which CloudWatch keeps logs (CloudWatch Logs API, PutRetentionPolicy). */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
/** Days for which a log group that is a target keeps events where the file does not say: as the logs of processors. */
export const LOG_GROUP_RETENTION_DAYS = 30;

/** How long CloudWatch keeps a log: one of its own periods. */
export const logRetentionSchema = z
  .string({ error: 'retention is written with its unit, such as 30d, or forever.' })
  .check((context) => {
    const days = retentionDays(context.value);
    if (days === 0 || (days !== undefined && LOG_RETENTION_DAYS.includes(days))) return;
    const next = days === undefined ? undefined : LOG_RETENTION_DAYS.find((each) => each > days);
    const details: IssueDetails = {
      code: days === undefined ? 'form' : 'out-of-range',
      fix: `Write ${next === undefined ? '30d' : `${next}d`}, or forever; CloudWatch has ${LOG_RETENTION_DAYS.join(', ')} days.`,
    };
    context.issues.push({
      code: 'custom',
      input: context.value,
      message:
        days === undefined
          ? `"${context.value}" is not a number of days.`
          : `CloudWatch does not keep logs for ${context.value}.`,
      params: { ...details },
    });
  });
