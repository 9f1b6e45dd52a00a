import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import {
  alarmAttributes,
  pipeAlarmAttributes,
} from '../../../../src/lib/engine/kinds/alarm/alarm-attributes.js';
import { archiveAttributes } from '../../../../src/lib/engine/kinds/archive/archives-reading.js';
import { busTable, eventSourceAttributes } from '../../../../src/lib/engine/kinds/bus/bus-attributes.js';
import {
  deliveryAttributes,
  destinationAttributes,
  sourceAttributes,
} from '../../../../src/lib/engine/kinds/bus-log/bus-log-attributes.js';
import type { Attribute } from '../../../../src/lib/engine/kinds/door/attributes.js';
import { eventSourceMappingAttributes } from '../../../../src/lib/engine/kinds/event-source-mapping/event-source-mappings-reading.js';
import { functionAttributes } from '../../../../src/lib/engine/kinds/function/function-attributes.js';
import { integrationAttributes } from '../../../../src/lib/engine/kinds/integration/integrations-reading.js';
import {
  busLogGroupAttributes,
  logGroupAttributes,
} from '../../../../src/lib/engine/kinds/log-group/log-groups-reading.js';
import { roleTable } from '../../../../src/lib/engine/kinds/role/roles-reading.js';
import { ruleAttributes, targetAttributes } from '../../../../src/lib/engine/kinds/rule/rules-reading.js';
import { snsSubscriptionAttributes } from '../../../../src/lib/engine/kinds/sns-subscription/sns-subscription-attributes.js';
import { snsTopicAttributes } from '../../../../src/lib/engine/kinds/sns-topic/sns-topic-attributes.js';
import { queueTable } from '../../../../src/lib/engine/kinds/sqs-queue/sqs-queue-attributes.js';
import { tableAttributes } from '../../../../src/lib/engine/kinds/table/tables-reading.js';
import { diagnosisOf } from '../../../../src/lib/features/doctor/diagnose.js';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { loadConfig } from '../../../../src/lib/language/config/index.js';
import { head } from '../../../e2e/gcx.js';
import { type Alteration, type AnswerPlace, alteredAnswer } from '../../../harness/altered-answers.js';
import { type Trial, trial } from '../../../harness/trial.js';

/** An attribute as botocore has it. */
interface Known {
  readonly path: string;
  readonly type: string;
  readonly enum?: readonly string[];
}

const BOTOCORE: Readonly<Record<string, readonly Known[]>> = JSON.parse(
  readFileSync('test/fixtures/aws-attributes.json', 'utf8'),
).attributes;

const ACCOUNT = '111122223333';
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const file = `${head()}archive: { retention: 30d }
logging: { level: error, detail: none, retention: 7d }
alarms: { to: ops }
targets:
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead, retry: { attempts: 5 } }
  inorder: { sqs: { create: shop.fifo, messageGroup: all } }
  dead: { sqs: { create: shop-dead } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }] }
  sales: { processor: { handler: ./sales.ts, deduplicate: { for: 1h }, alarms: ops } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board, sales, inorder] }
`;
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

type Table = Readonly<Record<string, Attribute>>;

/** One thing of the file's, with where AWS tells of it and the change of the plan that it belongs to. */
interface Thing {
  readonly table: Table;
  readonly known: readonly Known[];
  readonly place: AnswerPlace;
  readonly change: string;
  /** What the message calls it. */
  readonly called: string;
  /** What stands before its attributes in the table, and not in the answer. Absent: nothing. */
  readonly inTable?: string;
}

const whole = (answer: JsonObject): readonly JsonObject[] => [answer];
const listIn =
  (key: string, fits: (item: JsonObject) => boolean = () => true) =>
  (answer: JsonObject): readonly JsonObject[] => {
    const list = answer[key];
    return Array.isArray(list)
      ? list.filter((item: JsonValue): item is JsonObject => isJsonObject(item) && fits(item))
      : [];
  };
const objectIn = (key: string) => (answer: JsonObject) => {
  const inner = answer[key];
  return isJsonObject(inner) ? [inner] : [];
};
const named = (table: Table, above = ''): readonly Known[] =>
  Object.entries(table).flatMap(([name, attribute]) =>
    attribute.of === 'parts'
      ? named(attribute.parts, `${above}${name}.`)
      : [{ path: `${above}${name}`, type: 'string' }],
  );
const known = (kind: string): readonly Known[] => BOTOCORE[kind] ?? [];
const under = (prefix: string, kind: string): readonly Known[] =>
  known(kind).map((each) => ({ ...each, path: `${prefix}.${each.path}` }));

const queue = (name: string, table: Table, target: string): readonly [string, Thing] => [
  `sqs-queue ${name}`,
  {
    table,
    known: known('sqs-queue'),
    place: { action: /GetQueueAttributes/, within: objectIn('Attributes'), about: `:${name}"` },
    change: `sqs-queue:arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`,
    called: `SQS queue ${name} (target ${target})`,
  },
];
const ofProcessor = {
  deadLetter: false,
  attributes: { MessageRetentionPeriod: '', VisibilityTimeout: '', RedrivePolicy: '' },
};
const deadOfProcessor = {
  deadLetter: true,
  attributes: { MessageRetentionPeriod: '', RedriveAllowPolicy: '' },
};
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:shop-board`;
const LOG_GROUP = '/aws/vendedlogs/events/shop';
const groupNamed = (name: string) => (group: JsonObject) => group['logGroupName'] === name;
const PIPE_ALARM = 'shop-rule-ended-1-failed';
const LOG_SOURCE = 'shop-prod-error';
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:shop-inbox`;

const THINGS: ReadonlyMap<string, Thing> = new Map<string, Thing>([
  [
    'alarm',
    {
      table: alarmAttributes,
      known: known('alarm'),
      change: 'alarm:shop-sales-failures',
      called: 'alarm shop-sales-failures',
      place: {
        action: /DescribeAlarms/,
        within: listIn('MetricAlarms', ({ AlarmName }) => AlarmName === 'shop-sales-failures'),
      },
    },
  ],
  [
    'pipe-alarm',
    {
      table: pipeAlarmAttributes,
      known: known('alarm'),
      change: `alarm:${PIPE_ALARM}`,
      called: `alarm ${PIPE_ALARM}`,
      place: {
        action: /DescribeAlarms/,
        within: listIn('MetricAlarms', ({ AlarmName }) => AlarmName === PIPE_ALARM),
      },
    },
  ],
  [
    'integration',
    {
      table: integrationAttributes,
      known: named(integrationAttributes),
      change: 'integration:prod',
      called: 'integration prod',
      place: { action: /^GET \/api\/v2\/integrations\?/, within: listIn('entities') },
    },
  ],
  [
    'delivery-source',
    {
      table: sourceAttributes,
      known: known('delivery-source'),
      change: `delivery-source:${LOG_SOURCE}`,
      called: `delivery source ${LOG_SOURCE}`,
      place: { action: /DescribeDeliverySources/, within: listIn('deliverySources') },
    },
  ],
  [
    'delivery-destination',
    {
      table: destinationAttributes,
      known: known('delivery-destination'),
      change: 'delivery-destination:shop',
      called: 'delivery destination shop',
      place: { action: /GetDeliveryDestination$/, within: objectIn('deliveryDestination') },
    },
  ],
  [
    'log-delivery',
    {
      table: deliveryAttributes,
      known: known('log-delivery'),
      change: `log-delivery:${LOG_SOURCE}`,
      called: `delivery of ${LOG_SOURCE}`,
      place: { action: /DescribeDeliveries/, within: listIn('deliveries') },
    },
  ],
  [
    'archive',
    {
      table: archiveAttributes,
      known: known('archive'),
      change: 'archive:shop-default',
      called: 'archive shop-default',
      place: { action: /DescribeArchive/, within: whole },
    },
  ],
  [
    'bus',
    {
      table: busTable({ log: true, key: false }),
      known: known('bus').filter(({ path }) => !path.startsWith('LogConfig')),
      change: `bus:${BUS}`,
      called: `event bus ${BUS}`,
      place: { action: /DescribeEventBus/, within: whole },
    },
  ],
  [
    'bus-log',
    {
      table: busTable({ log: true, key: false }),
      known: known('bus').filter(({ path }) => path.startsWith('LogConfig')),
      change: `bus-log:${BUS}`,
      called: `event bus ${BUS}`,
      place: { action: /DescribeEventBus/, within: whole },
    },
  ],
  [
    'partner-source',
    {
      table: eventSourceAttributes,
      known: known('partner-source'),
      change: `bus:${BUS}`,
      called: `event source ${BUS}`,
      place: { action: /DescribeEventSource/, within: whole },
    },
  ],
  [
    'event-source-mapping',
    {
      table: eventSourceMappingAttributes,
      known: known('event-source-mapping'),
      change: 'event-source-mapping:shop-sales',
      called: 'event source mapping of shop-sales',
      place: { action: /^GET .*event-source-mappings/, within: listIn('EventSourceMappings') },
    },
  ],
  [
    'function',
    {
      table: functionAttributes,
      known: known('function'),
      change: 'function:shop-sales',
      called: 'Lambda function shop-sales',
      place: { action: /^GET .*functions\/shop-sales\/configuration/, within: whole },
    },
  ],
  [
    'function-concurrency',
    {
      table: { Concurrency: functionAttributes.Concurrency },
      known: under('Concurrency', 'function-concurrency'),
      change: 'function:shop-sales',
      called: 'Lambda function shop-sales',
      place: {
        action: /^GET .*functions\/shop-sales\/concurrency/,
        within: whole,
      },
      inTable: 'Concurrency.',
    },
  ],
  [
    'log-group',
    {
      table: logGroupAttributes,
      known: known('log-group'),
      change: 'log-group:shop-sales',
      called: 'log group of shop-sales',
      place: {
        action: /DescribeLogGroups/,
        within: listIn('logGroups', groupNamed('/aws/lambda/shop-sales')),
      },
    },
  ],
  [
    'bus-log-group',
    {
      table: busLogGroupAttributes,
      known: known('log-group'),
      change: `log-group:${LOG_GROUP}`,
      called: `log group ${LOG_GROUP}`,
      place: { action: /DescribeLogGroups/, within: listIn('logGroups', groupNamed(LOG_GROUP)) },
    },
  ],
  [
    'role',
    {
      table: roleTable(undefined),
      known: known('role'),
      change: 'role:shop-sales',
      called: 'IAM role of shop-sales',
      place: { action: /GetRole$/, within: ['Role'] },
    },
  ],
  [
    'rule',
    {
      table: ruleAttributes,
      known: known('rule'),
      change: 'rule:shop-ended-1',
      called: 'rule shop-ended-1',
      place: { action: /ListRules/, within: listIn('Rules', ({ Name }) => Name === 'shop-ended-1') },
    },
  ],
  [
    'target',
    {
      table: targetAttributes,
      known: known('target'),
      change: 'rule:shop-ended-1',
      called: 'target inbox of rule shop-ended-1',
      place: { action: /ListTargetsByRule/, within: listIn('Targets', ({ Id }) => Id === 'inbox') },
    },
  ],
  [
    'table',
    {
      table: tableAttributes,
      known: known('table'),
      change: 'table:shop-sales',
      called: 'DynamoDB table of shop-sales',
      place: { action: /DescribeTable/, within: objectIn('Table') },
    },
  ],
  [
    'table-ttl',
    {
      table: { TimeToLiveDescription: tableAttributes.TimeToLiveDescription },
      known: under('TimeToLiveDescription', 'table-ttl'),
      change: 'table:shop-sales',
      called: 'DynamoDB table of shop-sales',
      place: { action: /DescribeTimeToLive/, within: whole },
    },
  ],
  [
    'sns-topic',
    {
      table: snsTopicAttributes,
      known: named(snsTopicAttributes),
      change: `sns-topic:${TOPIC}`,
      called: 'SNS topic shop-board (target board)',
      place: { action: /GetTopicAttributes/, within: ['entry'], about: `<value>${TOPIC}</value>` },
    },
  ],
  [
    'sns-subscription',
    {
      table: snsSubscriptionAttributes,
      known: named(snsSubscriptionAttributes),
      change: `sns-subscription:${TOPIC}:sqs:${QUEUE}`,
      called: `subscription ${QUEUE} of SNS topic shop-board (target board)`,
      place: { action: /GetSubscriptionAttributes/, within: ['entry'], about: `<value>${QUEUE}</value>` },
    },
  ],
  queue('shop-inbox', queueTable({ deadLetter: false }), 'inbox'),
  queue('shop-dead', queueTable({ deadLetter: true }), 'dead'),
  queue('shop.fifo', queueTable({ deadLetter: false }), 'inorder'),
  queue('shop-sales', queueTable(ofProcessor), 'sales'),
  queue('shop-sales-dead-letters', queueTable(deadOfProcessor), 'sales'),
]);

/** Attributes that say which thing it is, or whether it is there: another value is about another thing. */
const IDENTITY = new Set(
  `alarm AlarmName AlarmArn|archive ArchiveName ArchiveArn|bus Name Arn|partner-source Name Arn
  |pipe-alarm AlarmName AlarmArn|bus-log Name Arn
  |integration id integrationType config.id config.current.id
  |delivery-source name arn|delivery-destination name arn|log-delivery id arn deliverySourceName deliveryDestinationArn
  |event-source-mapping UUID EventSourceMappingArn EventSourceArn FunctionArn|function FunctionName FunctionArn
  |log-group logGroupName arn logGroupArn|bus-log-group logGroupName arn logGroupArn|role RoleName Arn Path Tags[].Key Tags[].Value|rule Name Arn EventBusName|target Id
  |table TableName TableArn|sns-topic TopicArn|sns-subscription SubscriptionArn TopicArn Protocol Endpoint PendingConfirmation
  |sqs-queue QueueArn FifoQueue`
    .split('|')
    .flatMap((line) => {
      const [kind = '', ...paths] = line.trim().split(/\s+/);
      return paths.map((path) => `${kind} ${path}`);
    }),
);

/** Of no account because gcx leaves a rule alone that has one: it says so (others-on-bus.test.ts, rule-targets.test.ts). */
const LEAVES_ALONE =
  /^rule (?:ScheduleExpression|ManagedBy|RoleArn)$|^target (?:Kinesis|RunCommand|Ecs|Batch|Http|RedshiftData|SageMakerPipeline|AppSync)Parameters/;

/** Only where the file says it: a key, which is looked at as well (encryption.test.ts). */
const NOT_HERE = /KmsMasterKeyId$/;

/** Values by hand where a type's other value would not do. `CURRENT` stands for what it was. */
const OURS: Readonly<Record<string, JsonValue>> = {
  'archive EventSourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/altered`,
  'archive EventPattern': '{"source":["altered"]}',
  'archive Description': 'altered [genesys-gcx shop/default 6513270e-269e-4d37-b2a7-4de452e6b438]',
  'event-source-mapping State': 'Disabled',
  'event-source-mapping FunctionResponseTypes': [],
  'event-source-mapping FilterCriteria.Filters[].Pattern': '{"body":["altered"]}',
  'function Architectures': ['x86_64'],
  'function Role': `arn:aws:iam::${ACCOUNT}:role/altered`,
  'role AssumeRolePolicyDocument': encodeURIComponent(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
  ),
  'rule EventPattern': '{"source":["altered"]}',
  'rule State': 'DISABLED',
  'partner-source State': 'PENDING',
  'table AttributeDefinitions[].AttributeType': 'N',
  'table KeySchema[].KeyType': 'RANGE',
  'table BillingModeSummary.BillingMode': 'PROVISIONED',
  'table-ttl TimeToLiveDescription.TimeToLiveStatus': 'DISABLED',
  'target Arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:altered`,
  'target RoleArn': `arn:aws:iam::${ACCOUNT}:role/altered`,
  'target InputPath': '$.detail',
  'target Input': '{"altered":true}',
  'target InputTransformer.InputTemplate': '"altered"',
  'target DeadLetterConfig.Arn': `arn:aws:sqs:eu-west-1:${ACCOUNT}:altered`,
  'target RetryPolicy.MaximumEventAgeInSeconds': 60,
  'sns-subscription RawMessageDelivery': 'true',
  'sqs-queue ContentBasedDeduplication': 'false',
  'sqs-queue RedriveAllowPolicy': '{"redrivePermission":"denyAll"}',
  'sqs-queue RedrivePolicy': `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:${ACCOUNT}:altered","maxReceiveCount":3}`,
};

const everybody = (action: string, resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Open', Effect: 'Allow', Principal: '*', Action: action, Resource: resource }],
  });

/** A value that harms, for each attribute of people's that has a rule. */
const HARMFUL: Readonly<Record<string, JsonValue>> = {
  'archive State': 'DISABLED',
  'bus Policy': everybody('events:PutEvents', '*'),
  'event-source-mapping ScalingConfig.MaximumConcurrency': 2,
  'function VpcConfig.SubnetIds': ['subnet-1'],
  'function Layers[].Arn': `arn:aws:lambda:eu-west-1:${ACCOUNT}:layer:spy:1`,
  'function LoggingConfig.ApplicationLogLevel': 'ERROR',
  'function LoggingConfig.LogGroup': '/elsewhere',
  'function-concurrency Concurrency.ReservedConcurrentExecutions': 0,
  'log-group logGroupClass': 'INFREQUENT_ACCESS',
  'table OnDemandThroughput.MaxReadRequestUnits': 1,
  'table OnDemandThroughput.MaxWriteRequestUnits': 1,
  'table SSEDescription.InaccessibleEncryptionDateTime': 1_700_000_000,
  'sns-topic Policy': everybody('sns:Publish', TOPIC),
  'sns-topic DataProtectionPolicy': '{"Statement":[{"Operation":{"Deny":{}}}]}',
  'sns-subscription FilterPolicy': '{"a":["b"]}',
  'sns-subscription RedrivePolicy': `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:${ACCOUNT}:altered"}`,
  'sqs-queue Policy': everybody('sqs:SendMessage', QUEUE),
  'sqs-queue SqsManagedSseEnabled': 'false',
  'sqs-queue MessageRetentionPeriod': '60',
  'sqs-queue VisibilityTimeout': '1',
  'sqs-queue DelaySeconds': '900',
  'sqs-queue MaximumMessageSize': '1024',
  'sqs-queue RedrivePolicy': `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:${ACCOUNT}:altered","maxReceiveCount":3}`,
};

/** Values that harm nothing, where the type's other value would harm or be refused. */
const HARMLESS: Readonly<Record<string, JsonValue>> = {
  'sqs-queue KmsDataKeyReusePeriodSeconds': '600',
  'table SSEDescription.KMSMasterKeyArn': `arn:aws:kms:eu-west-1:${ACCOUNT}:key/altered`,
};

/** What of no account needs a value that its type does not give: one that gcx waits for would keep a plan. */
const NONE: Readonly<Record<string, JsonValue>> = {
  'table TableStatus': 'UPDATING',
  'sns-topic EffectiveDeliveryPolicy': '{"altered":true}',
};

/** The table's word on a path: that of the attribute, or of what it is a part of. */
function wordOn(table: Table, path: string): Attribute | undefined {
  let here: Table = table;
  for (const step of path.split('.')) {
    const attribute = Object.hasOwn(here, step.replace('[]', '')) ? here[step.replace('[]', '')] : undefined;
    if (attribute === undefined || attribute.of !== 'parts') return attribute;
    here = attribute.parts;
  }
  return undefined;
}

const kindOf = (name: string) => name.split(' ')[0] ?? '';

/** Every attribute of every thing, with the table's word on it. */
const ALL = [...THINGS].flatMap(([name, thing]) =>
  thing.known.map((attribute) => ({
    name,
    thing,
    attribute,
    key: `${kindOf(name)} ${attribute.path}`,
    word: wordOn(thing.table, attribute.path),
  })),
);
type One = (typeof ALL)[number];

function otherOf({ attribute, key }: One): JsonValue {
  const { type, enum: values = [] } = attribute;
  if (values.length > 0) return values.at(-1) ?? 'altered';
  if (key.startsWith('sqs-queue') && /Seconds|Timeout|Period|Size|Approximate|Timestamp/.test(key))
    return '7777';
  switch (type) {
    case 'integer':
    case 'long':
    case 'double':
      return 77;
    case 'boolean':
      return !key.endsWith('alarm ActionsEnabled');
    case 'timestamp':
      return key.startsWith('role') ? '2020-01-01T00:00:00Z' : 1_577_836_800;
    case 'list':
      return ['altered'];
    case 'map':
      return { altered: 'altered' };
    default:
      return 'altered';
  }
}

const alteration = (one: One, value: JsonValue): Alteration => ({
  place: one.thing.place,
  path: one.attribute.path.slice(one.thing.inTable?.length ?? 0),
  value,
});

async function applied(): Promise<Trial> {
  const all = await trial(file, {}, { 'sales.ts': handler });
  const plan = await all.plan();
  expect(plan.refusals).toEqual([]);
  expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
  return all;
}

async function planWith(all: Trial, alterations: readonly Alteration[]): Promise<Plan> {
  all.wire.alter = (action, body) => alteredAnswer(action, body, alterations);
  const plan = await all.plan();
  all.wire.alter = (_action, body) => body;
  return plan;
}

/** The attributes of a round whose tables say that they harm, and that doctor does not find in what the last plan read. */
async function unfoundBy(all: Trial, plan: Plan, round: readonly One[]): Promise<readonly string[]> {
  const { config } = await loadConfig({ cwd: all.folder, env: {} });
  const beside = { findings: [], unseen: [] };
  const { findings } = diagnosisOf({ config, plan, live: all.live(), failed: [], unresolved: [], beside });
  return round.flatMap(({ name, word, thing: { change, called }, attribute: { path } }) => {
    if ((word?.of !== 'ours' && word?.of !== 'people') || word.harm === undefined) return [];
    const [kind = ''] = change.split(':');
    const own = change.slice(change.lastIndexOf(':') + 1);
    const isFound = findings.some(({ code, what, why }) =>
      word.of === 'ours'
        ? (code.startsWith(`${kind}-`) || code === 'name-taken') && what.includes(own) && why !== ''
        : what
            .toLowerCase()
            .includes(
              `${called.replace(/ \(target \w+\)/, '').toLowerCase()}: people set ${path.replace('[]', '').toLowerCase()}`,
            ),
    );
    return isFound ? [] : [`${name} ${path}: ${findings.map((each) => each.what).join(' | ')}`];
  });
}

/** In rounds of one attribute a thing, so that a round is one plan. */
function rounds(some: readonly One[]): readonly (readonly One[])[] {
  const byChange = new Map<string, readonly One[]>();
  for (const one of some) byChange.set(one.thing.change, [...(byChange.get(one.thing.change) ?? []), one]);
  const most = Math.max(0, ...[...byChange.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => [...byChange.values()].flatMap((list) => list[at] ?? []));
}

const told = ({ changes, refusals, warnings }: Plan) => ({
  changes: changes.filter(({ action }) => action !== 'none').map(({ id }) => id),
  refusals: refusals.map(({ code }) => code),
  findings: warnings.flatMap(({ code, thing, finding }) =>
    code === 'harms-delivery' ? [`${thing}: ${finding}`] : [],
  ),
});
const NOTHING = { changes: [], refusals: [], findings: [] };
const fits = ({ name, key }: One) =>
  !IDENTITY.has(key) &&
  !LEAVES_ALONE.test(key) &&
  !NOT_HERE.test(key) &&
  !(key === 'sqs-queue ContentBasedDeduplication' && name !== 'sqs-queue shop.fifo');

it('no attribute that AWS answers with is missing in the tables', () => {
  expect(ALL.filter(({ word }) => word === undefined).map(({ key }) => key)).toEqual([]);
  expect(ALL.length).toBeGreaterThan(400);
});

it('each rule of harm has a value here that it is shown by', () => {
  const ruled = ALL.filter(({ word }) => word?.of === 'people' && word.harm !== undefined);
  expect([...new Set(ruled.map(({ key }) => key))].filter((key) => !(key in HARMFUL))).toEqual([]);
});

it('each attribute changed by hand: ours is mended, people’s is kept and shown where it harms, the rest is not shown', async () => {
  const all = await applied();
  const base = await planWith(all, []);
  expect(told(base)).toEqual(NOTHING);
  const harming = ALL.filter(({ word }) => word?.of === 'ours' && word.harm !== undefined);
  expect(await unfoundBy(all, base, harming)).toHaveLength(harming.length);
  const of = (whose: Attribute['of']) => ALL.filter((one) => one.word?.of === whose && fits(one));

  const none = of('none').map((one) => alteration(one, NONE[one.key] ?? otherOf(one)));
  const unexpected = (plan: Plan) =>
    plan.changes.flatMap(({ id, fields }) => fields.map((field) => ({ id, field })));
  const { attributes: _, ...still } = await planWith(all, none);
  const { attributes: __, ...before } = base;
  expect(unexpected({ ...base, ...still })).toEqual([]);
  expect({ ...still, digest: '' }).toEqual({ ...before, digest: '' });

  for (const round of rounds(of('ours'))) {
    const plan = await planWith(
      all,
      round.map((one) => alteration(one, OURS[one.key] ?? otherOf(one))),
    );
    const ids = new Set([...told(plan).changes, ...plan.refusals.flatMap(({ change = '' }) => change)]);
    const unseen = round
      .filter(({ thing }) => !ids.has(thing.change))
      .map(({ name, attribute }) => `${name} ${attribute.path}`);
    expect(unseen).toEqual([]);
    // Nothing else than a change outside gcx can have made it: the file is as it was applied.
    const drifted = new Set(driftOf(plan).changed.map(({ id }) => id));
    const untold = round
      .filter(({ thing }) => !drifted.has(thing.change))
      .map(({ name, attribute }) => `${name} ${attribute.path}`);
    expect(untold).toEqual([]);
    expect(await unfoundBy(all, plan, round)).toEqual([]);
  }

  // An altered policy lacks our statements, too: those are put back.
  const other = (ids: readonly string[]) => ids.filter((id) => !/^(?:sqs|sns)-policy:/.test(id));
  const harmless = of('people').map((one) => alteration(one, HARMLESS[one.key] ?? otherOf(one)));
  const kept = told(await planWith(all, harmless));
  expect([other(kept.changes), kept.refusals]).toEqual([[], []]);
  for (const round of rounds(of('people').filter(({ key }) => key in HARMFUL))) {
    const altered = round.map((one) => alteration(one, HARMFUL[one.key] ?? null));
    const plan = await planWith(all, altered);
    const { findings, changes } = told(plan);
    expect(await unfoundBy(all, plan, round)).toEqual([]);
    const names = round.map(
      ({ thing, attribute }) =>
        `${thing.called.replace(/ \(target \w+\)/, '')}: ${attribute.path.replace('[]', '')}`,
    );
    expect([...findings].sort()).toEqual(names.sort());
    expect(other(changes)).toEqual([]);
  }
}, 600_000);
