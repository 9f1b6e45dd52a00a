import * as z from 'zod';
import type { NewerMark, PlanCounts, Refusal } from '../../engine/change/model.js';
import type { ChangeDocument, PlanDocument } from '../render/plan-json.js';
import { count, listOf, objectOf, text } from './object-of.js';
import { action, field, group, json, notice, subject } from './shared-schemas.js';

const change = objectOf<ChangeDocument>()({
  id: text('Unique in the plan: `KIND:NAME`.'),
  kind: text('The kind of resource, such as `sqs-queue`.'),
  name: text('As AWS or Genesys Cloud shows it.'),
  group,
  action,
  fields: listOf(field),
  attributes: z
    .record(z.string(), json)
    .optional()
    .describe('Of what is created or replaced: what its calls ask for, by the names of the service.'),
  reason: text().optional(),
  notes: listOf(text()),
  after: listOf(text()).describe('Ids of the changes that are made before.'),
  origin: z.literal('outside').optional(),
  mayBeProtected: z.literal(true).optional(),
});

/** What `gcx plan --json` prints. */
export const planSchema = objectOf<PlanDocument>()({
  schemaVersion: z.literal(1),
  intent: z.enum(['apply', 'destroy']),
  subject,
  changes: listOf(change),
  counts: objectOf<PlanCounts>()({
    create: count,
    update: count,
    replace: count,
    delete: count,
    adopt: count,
    release: count.optional(),
    none: count,
  }),
  warnings: listOf(notice),
  pending: listOf(notice).describe('What is left to people.'),
  refusals: listOf(objectOf<Refusal>()({ ...notice.shape, change: text().optional(), fix: text() })).describe(
    'Why the plan may not be applied as it is; empty where it may.',
  ),
  newerMarks: listOf(
    objectOf<NewerMark>()({ on: text(), format: text(), gcx: text().optional() }),
  ).optional(),
  missingPermissions: listOf(text()).optional(),
  digest: text('SHA-256 of what was read and of what was asked for.'),
});
