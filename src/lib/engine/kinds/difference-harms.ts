import { alarmAttributes } from './alarm/alarm-attributes.js';
import { archiveAttributes } from './archive/archive-attributes.js';
import { eventSourceAttributes, loggedBusAttributes } from './bus/bus-attributes.js';
import type { Attribute } from './door/attributes.js';
import { eventSourceMappingAttributes } from './event-source-mapping/event-source-mapping-attributes.js';
import { functionAttributes } from './function/function-attributes.js';
import { integrationAttributes } from './integration/integration-attributes.js';
import { roleTable } from './role/role-attributes.js';
import { ruleAttributes, targetAttributes } from './rule/rule-attributes.js';
import { snsSubscriptionAttributes } from './sns-subscription/sns-subscription-attributes.js';
import { topicTable } from './sns-topic/sns-topic-attributes.js';
import { queueTable } from './sqs-queue/sqs-queue-attributes.js';
import { tableAttributes } from './table/table-attributes.js';

/**
 * How hard something hits: `stops`: what should get events gets none; `some`: some events do not arrive, come late or twice,
 * or are lost where something else fails; `later`: events flow, and it shows when something is looked for, or fails.
 */
export type Weight = 'stops' | 'some' | 'later';

/** What it does that a thing is not there, or a setting of it is another than the file asks for. */
export interface DifferenceHarm {
  readonly weight: Weight;
  /** A sentence or two. */
  readonly does: string;
}

/** What differences of one kind of resource do. */
interface HarmsOfKind {
  /** That there is none. */
  readonly missing: DifferenceHarm;
  /** By the field of a change; one that is not here does no harm. */
  readonly fields: Readonly<Record<string, DifferenceHarm>>;
  /** Of fields that have no names of their own: an alarm's other settings, conditions of a rule's pattern. Absent: none. */
  readonly others?: DifferenceHarm;
  /** Fields that do no harm though `others` is there. */
  readonly harmless?: RegExp;
}

type Table = Readonly<Record<string, Attribute>>;

/** The sentence of an attribute of ours, as its kind's table has it. Throws an Error where there is none. */
function said(table: Table, path: string): string {
  let here: Table = table;
  for (const step of path.split('.')) {
    const attribute = Object.hasOwn(here, step) ? here[step] : undefined;
    if (attribute?.of === 'ours' && attribute.harm !== undefined) return attribute.harm;
    if (attribute?.of !== 'parts') break;
    here = attribute.parts;
  }
  throw new Error(`no table says what another ${path} does`);
}

const by =
  (table: Table) =>
  (weight: Weight, path: string): DifferenceHarm => ({ weight, does: said(table, path) });
const does = (weight: Weight, text: string): DifferenceHarm => ({ weight, does: text });

const integration = by(integrationAttributes);
const source = by(eventSourceAttributes);
const archive = by(archiveAttributes);
const rule = by(ruleAttributes);
const target = by(targetAttributes);
const queue = by(
  queueTable({
    deadLetter: true,
    key: 'any',
    attributes: {
      MessageRetentionPeriod: '',
      VisibilityTimeout: '',
      RedrivePolicy: '',
      RedriveAllowPolicy: '',
    },
  }),
);
const topic = by(topicTable({ key: 'any' }));
const subscription = by(snsSubscriptionAttributes);
const fn = by(functionAttributes);
const mapping = by(eventSourceMappingAttributes);
const role = by(roleTable('any'));
const table = by(tableAttributes);
const alarm = by(alarmAttributes);
const bus = by(loggedBusAttributes);

const NOT_LET_IN =
  'What is sent there is refused: EventBridge and SNS tell nobody but the dead-letter queue.';

const UNLOGGED = does('later', 'What becomes of events is not logged: nobody can tell it afterwards.');
const NOT_LOGGED: HarmsOfKind = { missing: UNLOGGED, fields: {}, others: UNLOGGED, harmless: /^tag / };

/** By kind. A kind that is not here does not stand between Genesys Cloud and a target. */
const HARMS: Readonly<Record<string, HarmsOfKind>> = {
  integration: {
    missing: does('stops', 'Without it Genesys Cloud sends nothing to AWS.'),
    fields: {
      'event types': integration('stops', 'config.current.properties.eventFilter'),
      state: integration('stops', 'intendedState'),
      'event source': source('stops', 'State'),
      "gcx's record in the notes": integration('later', 'config.current.notes'),
    },
  },
  'event-type-subscriptions': {
    missing: does('stops', 'The gateway sends none of them.'),
    fields: { 'event types': does('stops', 'The gateway sends no event of a type that is not enabled.') },
  },
  bus: {
    missing: does(
      'stops',
      'AWS drops every event that Genesys Cloud sends: there is nothing that takes them.',
    ),
    fields: { 'event source': source('stops', 'State') },
  },
  rule: {
    missing: does('stops', 'Events of the route reach none of its targets by it, and nobody is told.'),
    fields: {
      state: rule('stops', 'State'),
      retry: target('some', 'RetryPolicy.MaximumRetryAttempts'),
      'dead letter': target('some', 'DeadLetterConfig.Arn'),
      role: target('stops', 'RoleArn'),
      'message group': target('stops', 'SqsParameters.MessageGroupId'),
      input: target('some', 'InputTransformer.InputTemplate'),
      targets: does('stops', 'The rule sends nothing to a target that it lacks.'),
    },
    others: rule('some', 'EventPattern'),
    harmless: /^(?:description|route tag|names of its queues|protect|set by others|tag )/,
  },
  'sqs-queue': {
    missing: does('stops', 'What is sent there is lost, or dead-lettered.'),
    fields: {
      KmsMasterKeyId: queue('stops', 'KmsMasterKeyId'),
      ContentBasedDeduplication: queue('stops', 'ContentBasedDeduplication'),
      FifoQueue: does('stops', 'What is sent there is refused: a rule sends otherwise to a FIFO queue.'),
      MessageRetentionPeriod: queue('some', 'MessageRetentionPeriod'),
      VisibilityTimeout: queue('some', 'VisibilityTimeout'),
      RedrivePolicy: queue('some', 'RedrivePolicy'),
      RedriveAllowPolicy: queue('some', 'RedriveAllowPolicy'),
    },
  },
  'sns-topic': {
    missing: does('stops', 'What is sent there is lost, or dead-lettered; its subscribers get nothing.'),
    fields: {
      KmsMasterKeyId: topic('stops', 'KmsMasterKeyId'),
      encryption: topic('stops', 'KmsMasterKeyId'),
    },
  },
  'sns-subscription': {
    missing: does('stops', 'SNS takes what is published to the topic, and hands it to the others only.'),
    fields: { raw: subscription('some', 'RawMessageDelivery') },
  },
  'sqs-policy': { missing: does('stops', NOT_LET_IN), fields: { 'may send': does('stops', NOT_LET_IN) } },
  'sns-policy': {
    missing: does('stops', NOT_LET_IN),
    fields: {
      'may send': does('stops', NOT_LET_IN),
      'may publish': does('later', 'Alarms go off, and nobody is told.'),
    },
  },
  'lambda-permission': {
    missing: does('stops', NOT_LET_IN),
    fields: { 'may invoke': does('stops', NOT_LET_IN) },
  },
  function: {
    missing: does(
      'stops',
      'Nothing handles what is in the SQS queue before it: events wait there until they expire.',
    ),
    fields: {
      role: fn('stops', 'Role'),
      runtime: fn('some', 'Runtime'),
      handler: fn('stops', 'Handler'),
      'memory (MB)': fn('some', 'MemorySize'),
      'time-out (s)': fn('some', 'Timeout'),
      code: fn('some', 'CodeSha256'),
      architecture: fn('stops', 'Architectures'),
      environment: fn('some', 'Environment.Variables'),
    },
  },
  'event-source': {
    missing: does('stops', 'Lambda takes nothing out of the SQS queue: events wait there until they expire.'),
    fields: {
      state: mapping('stops', 'State'),
      filters: mapping('some', 'FilterCriteria.Filters.Pattern'),
      reports: mapping('some', 'FunctionResponseTypes'),
      'batch size': mapping('some', 'BatchSize'),
      'batch window (s)': mapping('some', 'MaximumBatchingWindowInSeconds'),
    },
  },
  role: {
    missing: does('stops', 'The function cannot run without it: every event fails.'),
    fields: {
      trust: role('stops', 'AssumeRolePolicyDocument'),
      'permissions boundary': role('some', 'PermissionsBoundary.PermissionsBoundaryArn'),
      rights: does(
        'stops',
        'What the function may not do that it needs, such as taking from its SQS queue, fails.',
      ),
    },
  },
  table: {
    missing: does('stops', 'The processor cannot tell what it has handled already: every event fails.'),
    fields: {
      key: table('stops', 'KeySchema.AttributeName'),
      'billing mode': table('some', 'BillingModeSummary.BillingMode'),
      TTL: table('later', 'TimeToLiveDescription.TimeToLiveStatus'),
    },
  },
  'log-group': {
    missing: does('later', 'What is logged there is not kept as the file says.'),
    fields: {},
  },
  'bus-log': {
    missing: bus('later', 'LogConfig.Level'),
    fields: {},
    others: bus('later', 'LogConfig.Level'),
  },
  'log-policy': NOT_LOGGED,
  'delivery-source': NOT_LOGGED,
  'delivery-destination': NOT_LOGGED,
  'log-delivery': NOT_LOGGED,
  archive: {
    missing: does('later', 'Events are not kept, and cannot be replayed.'),
    fields: {
      'event bus': archive('later', 'EventSourceArn'),
      pattern: archive('later', 'EventPattern'),
      retention: archive('later', 'RetentionDays'),
      description: archive('later', 'Description'),
    },
  },
  alarm: {
    missing: does('later', 'Nobody is told when it should go off.'),
    fields: {
      actions: alarm('later', 'AlarmActions'),
      namespace: alarm('later', 'Namespace'),
      metric: alarm('later', 'MetricName'),
      dimensions: alarm('later', 'Dimensions.Name'),
      statistic: alarm('later', 'Statistic'),
      period: alarm('later', 'Period'),
      threshold: alarm('later', 'Threshold'),
      comparison: alarm('later', 'ComparisonOperator'),
    },
    others: alarm('later', 'Threshold'),
    harmless: /^(?:description|tag )/,
  },
};

/** What it does that a thing of a kind is not there; undefined where nothing hangs on it. */
export function harmOfMissing(kind: string): DifferenceHarm | undefined {
  return harmsOf(kind)?.missing;
}

/** What it does that a setting is another than the file asks for; undefined where it does no harm. */
export function harmOfDifference(kind: string, field: string): DifferenceHarm | undefined {
  const harms = harmsOf(kind);
  if (harms === undefined) return undefined;
  if (Object.hasOwn(harms.fields, field)) return harms.fields[field];
  return harms.harmless?.test(field) === true ? undefined : harms.others;
}

function harmsOf(kind: string): HarmsOfKind | undefined {
  return Object.hasOwn(HARMS, kind) ? HARMS[kind] : undefined;
}
