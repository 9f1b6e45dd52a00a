import * as z from 'zod';
import type { CarryOutDocument } from '../carry-out.js';
import type { ApplyDocument, NotedDocument } from '../render/apply-json.js';
import { errorReport } from './error-schema.js';
import { count, listOf, objectOf, text } from './object-of.js';
import { planSchema } from './plan-schema.js';
import { action, notice, subject } from './shared-schemas.js';

const noted = objectOf<NotedDocument>()({
  unchanged: count,
  failed: listOf(objectOf<NotedDocument['failed'][number]>()({ of: text(), error: errorReport })),
});

const report = objectOf<ApplyDocument>()({
  schemaVersion: z.literal(1),
  subject,
  done: count,
  failed: count,
  notAttempted: count,
  interrupted: z.boolean(),
  stopped: errorReport.optional().describe('Why nothing else was begun, such as a lost lease.'),
  writes: count.describe('Calls that changed something.'),
  results: listOf(
    objectOf<ApplyDocument['results'][number]>()({
      id: text(),
      kind: text(),
      name: text(),
      action,
      outcome: z.enum(['done', 'failed', 'not-attempted']),
      because: text().optional(),
      error: errorReport.optional(),
      calls: listOf(z.object({ call: text(), outcome: z.enum(['done', 'failed', 'not-made']) })).optional(),
    }),
  ),
  pending: listOf(notice),
  noted,
});

/** What `gcx apply --json` and `gcx destroy --json` print. */
export const applySchema = objectOf<CarryOutDocument>()({
  schemaVersion: z.literal(1),
  outcome: z.enum(['refused', 'no-changes', 'declined', 'carried-out']),
  plan: planSchema,
  report: report.optional(),
  noted: noted.optional(),
});
