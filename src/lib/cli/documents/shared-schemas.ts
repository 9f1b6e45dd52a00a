import * as z from 'zod';
import type { Notice } from '../../base/notice.js';
import type {
  ChangeGroup,
  FieldChange,
  PlanSubject,
  SetItem,
  ValueChange,
} from '../../engine/change/model.js';
import type { UsedVariable } from '../../language/config/model.js';
import { flag, listOf, objectOf, text } from './object-of.js';

/** Any JSON value. */
export const json: z.ZodType = z.json();

/** Of a notice. */
export const notice = objectOf<Notice>()({
  code: text('Stable machine-readable word.'),
  message: text(),
  drift: z
    .boolean()
    .optional()
    .describe('True where events do not flow as the file says until people have seen to it.'),
  thing: text().optional(),
  finding: text('Its name in `accept` of the file.').optional(),
});

/** Of the heading of a plan. */
export const subject = objectOf<PlanSubject>()({
  file: text(),
  project: text(),
  environment: text('`default` where the file has none.'),
  genesys: objectOf<NonNullable<PlanSubject['genesys']>>()({
    organizationId: text(),
    organizationName: text(),
    environment: text('The region of Genesys Cloud, such as `mypurecloud.ie`.'),
  }).optional(),
  aws: objectOf<PlanSubject['aws']>()({ account: text(), region: text(), bus: text() }),
  formats: listOf(text()).optional(),
  variables: listOf(objectOf<UsedVariable>()({ name: text(), from: text() })).optional(),
  sandbox: z.boolean(),
});

/** Where a change is shown. */
export const group = objectOf<ChangeGroup>()({
  kind: z.enum(['integration', 'event-type-subscriptions', 'bus', 'route', 'target']),
  name: text(),
});

/** What a plan does with one resource. */
export const action = z.enum(['create', 'update', 'replace', 'delete', 'adopt', 'release', 'none']);

const origin = z
  .enum(['outside', 'file', 'both', 'unknown'])
  .describe(
    'Who made it differ from what is live: somebody outside gcx, the file, both, or gcx cannot tell.',
  );

const item = objectOf<SetItem>()({
  value: text('What is stored, such as the id of a queue.'),
  label: text('What a person calls it.').optional(),
  note: text('Why it comes or goes.').optional(),
});

/** One field of a resource that changes. */
export const field = z.discriminatedUnion('kind', [
  objectOf<Extract<FieldChange, { kind: 'set' }>>()({
    kind: z.literal('set'),
    field: text(),
    added: listOf(item),
    removed: listOf(item),
    origin: origin.optional(),
  }),
  objectOf<ValueChange>()({
    kind: z.literal('value'),
    field: text(),
    before: json.optional(),
    after: json.optional(),
    words: z
      .object({ label: text().optional(), before: text().optional(), after: text().optional() })
      .optional()
      .describe('How a person calls the setting and its values.'),
    targets: listOf(text()).optional().describe('Of a rule: the targets whose setting it is.'),
    everyTarget: flag,
    origin: origin.optional(),
  }),
]);
