import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { NameRules } from '../document/name-rules.js';
import { PER_EVENT_TYPE } from './gateway-format.js';
import { acceptSchema } from './schema-accept.js';
import { alarmsSchema, expectSchema } from './schema-alarms.js';
import { archiveSchema } from './schema-archive.js';
import { formatNameSchema, formatSchema } from './schema-format.js';
import { guardsSchema, leaseSchema, protectSchema } from './schema-guards.js';
import { loggingSchema } from './schema-logging.js';
import { filled, form, name, UUID } from './schema-parts.js';
import { queueSelectorSchema } from './schema-queue.js';
import { quotasSchema } from './schema-quotas.js';
import { deadLetterSchema, retrySchema, targetSchema } from './schema-target.js';

/** The id that a UUID without its hyphens, or within braces, stands for. */
function wholeUuid(text: string): string | undefined {
  const digits = text.replaceAll(/[\s{}-]/g, '');
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(digits);
  return parts?.slice(1).join('-');
}

const genesysSchema = z
  .strictObject({
    environment: filled(
      'Domain of your Genesys Cloud, such as mypurecloud.ie; or give region.',
      'environment',
    ).optional(),
    region: filled(
      'AWS region of your Genesys Cloud, such as eu-west-1; or give environment.',
      'region',
    ).optional(),
    organization: form(
      UUID,
      'Id of the organization, from Admin > Organization Settings in Genesys Cloud. gcx refuses to work on another one.',
      'This is not an organization id, which is a UUID such as 6513270e-269e-4d37-b2a7-4de452e6b438.',
      'Copy it from Genesys Cloud (Admin > Organization Settings), or from "gcx whoami".',
      wholeUuid,
    ),
    integration: z
      .strictObject({
        suffix: name(
          NameRules.suffix,
          'The last part of the event source on AWS; tells the integrations of an organization apart.',
        ),
        manage: z
          .boolean()
          .meta({
            description:
              'false: others look after the integration; gcx checks that it sends what the routes need, and never changes it.',
          })
          .optional(),
      })
      .meta({
        description:
          'The Amazon EventBridge integration that gcx looks after. Left out: none; then give aws.bus.',
      })
      .optional(),
    format: formatNameSchema.optional(),
    subscriptions: z
      .enum(['integration', PER_EVENT_TYPE])
      .meta({
        description:
          "How event types are subscribed: by the integration (Genesys Cloud's own way, and the default), or one by one at a gateway that offers PUT /api/v2/platform/eventbridge/events/{eventType}, which is not part of Genesys Cloud's published API.",
      })
      .optional(),
    exclusive: z
      .boolean()
      .meta({
        description:
          'With subscriptions: per-event-type: true disables event types that the routes do not need. Left out: none is ever disabled.',
      })
      .optional(),
  })
  .meta({ description: 'The Genesys Cloud organization that the events come from.' });

const awsSchema = z
  .strictObject({
    account: form(
      /^\d{12}$/,
      'The AWS account: 12 digits, in quotes. gcx refuses to work on another one.',
      'This is not an AWS account id, which has 12 digits.',
      'Copy it from the AWS console (top right), or from "aws sts get-caller-identity"; keep it in quotes.',
      // As the AWS console shows it.
      (text) => (/^\d{4}([- ]?)\d{4}\1\d{4}$/.test(text.trim()) ? text.replaceAll(/\D/g, '') : undefined),
    ),
    region: filled('The AWS region that the events go to, such as eu-west-1.', 'region'),
    bus: name(NameRules.bus, 'An existing event bus to use; gcx never creates or deletes it.').optional(),
    busKey: filled(
      'ARN of the KMS key that encrypts the event bus that gcx makes. Left out: a key that AWS owns.',
      'busKey',
    ).optional(),
    permissionsBoundary: form(
      /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
      'ARN of the IAM policy that bounds every role that gcx makes.',
      'This is not an ARN of an IAM policy.',
      'It looks like arn:aws:iam::111122223333:policy/NAME.',
    ).optional(),
    profile: filled(
      'Profile of the AWS configuration; credentials in the environment come first.',
      'profile',
    ).optional(),
    quotas: quotasSchema.optional(),
  })
  .meta({ description: 'The AWS account and region that the events go to.' });

const routeSchema = z
  .strictObject({
    description: z
      .string()
      .max(Limits.ruleDescriptionCharacters, {
        error: `A description has at most ${Limits.ruleDescriptionCharacters} characters (ruleDescriptionCharacters).`,
      })
      .meta({ description: 'What the route is for; shown on AWS.' })
      .optional(),
    events: z
      .array(
        filled('Event type: its short name or full template; see "gcx event-type list".', 'The event type'),
      )
      .min(1, { error: 'A route needs at least one event type; "events" is empty.' })
      .meta({ description: 'The event types that go this way; see "gcx event-type list".' })
      .optional(),
    pattern: z
      .record(z.string(), z.json())
      .meta({
        description:
          'An event pattern of EventBridge as it is, in place of events, queues and where; for what these cannot say.',
      })
      .optional(),
    queues: z
      .array(queueSelectorSchema)
      .min(1, { error: 'An empty list of queues would match nothing, ever.' })
      .meta({ description: 'Only events of these queues. Left out: of all queues.' })
      .optional(),
    where: z
      .record(z.string(), z.json())
      .meta({
        description:
          "Only events whose fields have these values: field of the event's body → value, list of values, or an EventBridge operator such as { prefix: sales }.",
      })
      .optional(),
    format: formatNameSchema.optional(),
    targets: z
      .array(filled('Name of a target of this file.', 'The name of the target'))
      .meta({ description: 'Names of the targets that the events go to.' }),
    expect: expectSchema.optional(),
    enabled: z
      .boolean()
      .meta({ description: 'false keeps all resources but lets no event through.' })
      .optional(),
    protect: protectSchema.optional(),
    renamedFrom: filled(
      'The name that this route had before; its rules stay as they are. May be removed once it is applied.',
      'renamedFrom',
    ).optional(),
  })
  .meta({
    description: 'Which events go to which targets.',
    oneOf: [{ required: ['events'] }, { required: ['pattern'] }],
  });

const defaultsSchema = z
  .strictObject({ deadLetter: deadLetterSchema.optional(), retry: retrySchema.optional() })
  .meta({ description: 'What holds for every target that does not say otherwise.' });

/** The file for one environment: overlay laid over, variables replaced. The single source of the JSON Schema, too. */
export const fileSchema = z
  .strictObject({
    $schema: z.string().meta({ description: 'Where editors find the JSON Schema of this file.' }).optional(),
    version: z.literal(1).meta({ description: 'Version of the file format: 1.' }),
    project: name(NameRules.project, 'Name of this project; what gcx makes on AWS is marked with it.'),
    genesys: genesysSchema,
    aws: awsSchema,
    defaults: defaultsSchema.optional(),
    archive: archiveSchema.optional(),
    logging: loggingSchema.optional(),
    alarms: alarmsSchema.optional(),
    lease: leaseSchema.optional(),
    guards: guardsSchema.optional(),
    formats: z
      .record(z.string(), formatSchema)
      .meta({ description: "Shapes that a relay gives to Genesys Cloud's events, each named once." })
      .optional(),
    tags: z
      .record(z.string(), z.string())
      .meta({
        description:
          "Your company's own tags, such as a cost center: everything that gcx creates on AWS has them.",
      })
      .optional(),
    accept: acceptSchema.optional(),
    targets: z
      .record(z.string(), targetSchema)
      .meta({ description: 'Where events can go, each named once.' }),
    routes: z.record(z.string(), routeSchema).meta({ description: 'Which events go to which targets.' }),
  })
  .meta({ title: 'gcx: the pipe from Genesys Cloud to Amazon EventBridge as code' });

/** The file for one environment, as zod gives it. */
export type FileContent = z.infer<typeof fileSchema>;
/** A target as zod gives it. */
export type TargetContent = z.infer<typeof targetSchema>;
/** A route as zod gives it. */
export type RouteContent = z.infer<typeof routeSchema>;
/** A retry policy as zod gives it. */
export type RetryContent = z.infer<typeof retrySchema>;
