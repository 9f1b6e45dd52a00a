import * as z from 'zod';
import type { JsonValue } from '../../base/json.js';
import type { Notice } from '../../base/notice.js';
import type { Config } from '../../language/config/model.js';
import type { Change, FieldChange, NewerMark, Plan, PlanSubject, Refusal } from '../change/model.js';
import type { StepData } from '../change/step.js';
import { type Allowed, parseStep, RESOURCE_KINDS } from '../kinds/index.js';

const texts = z.array(z.string());
const json: z.ZodType<JsonValue> = z.json();

const setItem = z.strictObject({
  value: z.string(),
  label: z.string().exactOptional(),
  note: z.string().exactOptional(),
});

const origin = z.enum(['outside', 'file', 'both', 'unknown']);
const valueWords = z.strictObject({
  label: z.string().exactOptional(),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
});
const changedValue = z.strictObject({
  kind: z.literal('value'),
  field: z.string(),
  targets: texts.exactOptional(),
  everyTarget: z.literal(true).exactOptional(),
  origin: origin.exactOptional(),
});

const fieldChange: z.ZodType<FieldChange> = z.union([
  z.strictObject({
    kind: z.literal('set'),
    field: z.string(),
    added: z.array(setItem),
    removed: z.array(setItem),
    origin: origin.exactOptional(),
  }),
  changedValue.extend({
    before: z.string().exactOptional(),
    after: z.string().exactOptional(),
    words: valueWords.exactOptional(),
  }),
  changedValue.extend({
    before: json.exactOptional(),
    after: json.exactOptional(),
    words: valueWords,
  }),
]);

/** A step is what its kind says: the schemas stand with the kinds. */
const step = z.custom<StepData>((value) => parseStep(value) !== undefined);

const change = z.strictObject({
  id: z.string(),
  kind: z.enum(RESOURCE_KINDS.map(({ kind }) => kind)),
  name: z.string(),
  group: z.strictObject({
    kind: z.enum(['integration', 'event-type-subscriptions', 'bus', 'route', 'target']),
    name: z.string(),
  }),
  action: z.enum(['create', 'update', 'replace', 'delete', 'adopt', 'none']),
  fields: z.array(fieldChange),
  reason: z.string().exactOptional(),
  notes: texts,
  after: texts,
  steps: z.array(step),
  origin: z.literal('outside').exactOptional(),
  links: z
    .strictObject({ on: z.union([z.string(), texts]).exactOptional(), narrows: z.string().exactOptional() })
    .exactOptional(),
});
const changes: z.ZodType<readonly Change[]> = z.array(change);

const notice = z.strictObject({
  code: z.string(),
  message: z.string(),
  drift: z.boolean().exactOptional(),
  thing: z.string().exactOptional(),
  finding: z.string().exactOptional(),
});
const notices: z.ZodType<readonly Notice[]> = z.array(notice);
const refusal = notice.extend({ change: z.string().exactOptional(), fix: z.string() });
const refusals: z.ZodType<readonly Refusal[]> = z.array(refusal);

const newerMark: z.ZodType<NewerMark> = z.strictObject({
  on: z.string(),
  format: z.string(),
  gcx: z.string().exactOptional(),
});

const subject: z.ZodType<PlanSubject> = z.strictObject({
  file: z.string(),
  project: z.string(),
  environment: z.string(),
  genesys: z
    .strictObject({ organizationId: z.string(), organizationName: z.string(), environment: z.string() })
    .exactOptional(),
  aws: z.strictObject({ account: z.string(), region: z.string(), bus: z.string() }),
  formats: texts.exactOptional(),
  variables: z.array(z.strictObject({ name: z.string(), from: z.string() })).exactOptional(),
  sandbox: z.boolean(),
});

const count = z.int().min(0);

const plan = z.strictObject({
  schemaVersion: z.literal(1),
  intent: z.enum(['apply', 'destroy']),
  subject,
  changes,
  counts: z.strictObject({
    create: count,
    update: count,
    replace: count,
    delete: count,
    adopt: count,
    none: count,
  }),
  warnings: notices,
  pending: notices,
  refusals,
  newerMarks: z.array(newerMark).exactOptional(),
  missingPermissions: texts.exactOptional(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A plan as it is saved, each step by the schema of its kind. */
const planSchema: z.ZodType<Plan> = plan;

/** A plan that was refused: it is kept without its steps. */
const refusedSchema = plan.extend({ changes: z.array(change.omit({ steps: true })) });

/** A flag that was not given is saved as absent. */
const allowSchema = z.strictObject({
  adopt: z.boolean().exactOptional(),
  force: z.boolean().exactOptional(),
  eventLoss: z.boolean().exactOptional(),
  releaseEventTypes: z.boolean().exactOptional(),
  deletions: z.boolean().exactOptional(),
  noTarget: z.boolean().exactOptional(),
});

/** The head of the file that a plan was made from; the rest is planned again, and compared with what was saved. */
const configSchema = z.looseObject({
  file: z.string(),
  project: z.string(),
  environment: z.string(),
  sharesBus: z.boolean(),
  genesys: z.looseObject({ environment: z.string(), organization: z.string() }),
  aws: z.looseObject({ account: z.string(), region: z.string() }),
  targets: z.record(z.string(), z.looseObject({ kind: z.string(), name: z.string() })),
  routes: z.record(z.string(), z.looseObject({ name: z.string() })),
});

/** What a saved plan's document holds beside its head. */
export type SavedParts =
  | { readonly kind: 'refused'; readonly plan: Omit<Plan, 'changes'> }
  | { readonly kind: 'ready'; readonly plan: Plan; readonly config: Config; readonly allow: Allowed };

/** Reads what a saved plan holds; undefined where it does not fit what this gcx writes. */
export function parseSavedParts(document: {
  readonly plan?: unknown;
  readonly config?: unknown;
  readonly allow?: unknown;
}): SavedParts | undefined {
  const refused = refusedSchema.safeParse(document.plan);
  if (refused.success && refused.data.refusals.length > 0) return { kind: 'refused', plan: refused.data };
  const ready = planSchema.safeParse(document.plan);
  const config = configSchema.safeParse(document.config);
  const allow = allowSchema.safeParse(document.allow);
  if (!ready.success || !config.success || !allow.success || ready.data.refusals.length > 0) return undefined;
  // The file keeps the order of its keys, and what was allowed is as the digest was bound to it: no copies by the schema.
  return {
    kind: 'ready',
    plan: ready.data,
    config: document.config as Config,
    allow: document.allow as Allowed,
  };
}
