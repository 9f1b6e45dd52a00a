import { describe } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { type BadFile, fileWith } from './marked-file.js';

const HANDLER = 'handler: ./handlers/it.ts';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdEf';

/** A file with one more target that the route uses. */
function target(text: string, parts: { readonly events?: string; readonly route?: string } = {}): string {
  return fileWith({ targets: `it: ${text}`, ...parts }).replace('targets: [inbox]', 'targets: [inbox, it]');
}

/** The same with a processor that has a handler. */
function processor(text: string, parts: { readonly events?: string; readonly route?: string } = {}): string {
  return target(`{ processor: { ${HANDLER}, ${text} } }`, parts);
}

describe('what a processor is', () => {
  expectBadFiles([
    {
      what: 'no handler',
      file: target('{ «processor: { memory: 512 } }'),
      code: 'missing-key',
      words: ['"handler"', 'gcx processor init'],
    },
    {
      what: 'the handler alone',
      file: target('{ processor: «./handlers/it.ts }'),
      code: 'wrong-type',
      words: ['processor: { handler: ./handlers/it.ts }'],
    },
    {
      what: 'two kinds',
      file: target(`{ sqs: { create: it }, «processor: { ${HANDLER} } }`),
      code: 'target-kind',
      words: ['sqs and processor'],
    },
    {
      what: 'input',
      file: target(`{ processor: { ${HANDLER} }, «input: { path: $.detail } }`),
      code: 'misplaced-key',
      words: ['whole event'],
    },
    {
      what: 'a role of EventBridge',
      file: target(`{ processor: { ${HANDLER} }, «role: "arn:aws:iam::111122223333:role/r" }`),
      code: 'misplaced-key',
      words: ['processor: { role: ARN }'],
    },
    {
      what: 'subscribers',
      file: target(`{ processor: { ${HANDLER} }, «subscribers: [{ email: a@example.com }] }`),
      code: 'misplaced-key',
      words: ['Only an SNS topic'],
    },
    ...(
      [
        ['memorySize: 512', 'memory'],
        ['dedupe: { for: 1d }', 'deduplicate'],
        ['env: { A_B: c }', 'environment'],
        ['enviroment: { A_B: c }', 'environment'],
        [`secret: { CRM: "${SECRET}" }`, 'secrets'],
        ['maxAge: 5m', 'maxEventAge'],
      ] as const
    ).map(
      ([written, meant]): BadFile => ({
        what: `the key of ${written}`,
        file: processor(`«${written}`),
        code: 'unknown-key',
        words: [`Did you mean "${meant}"?`],
      }),
    ),
    {
      what: 'a key of a processor at the target',
      file: target(`{ processor: { ${HANDLER} }, «concurrency: 5 }`),
      code: 'unknown-key',
      words: ['It belongs under targets.….processor'],
    },
    {
      what: 'a key of deduplicate',
      file: processor('deduplicate: { «ttl: 5d }'),
      code: 'unknown-key',
      words: ['Known here: for, key'],
    },
  ]);
});

describe('the handler of a processor', () => {
  expectBadFiles([
    {
      what: 'has a name that differs in a hyphen only',
      file: target('{ processor: { handler: «./handlers/i-t.ts } }'),
      code: 'handler-missing',
      words: ['Did you mean ./handlers/it.ts? It differs '],
    },
    {
      what: 'is not there',
      file: target('{ processor: { handler: «./handlers/sales.ts } }'),
      code: 'handler-missing',
      words: ['no file ./handlers/sales.ts', 'gcx processor init it'],
    },
    {
      what: 'has another ending',
      file: target('{ processor: { handler: «./handlers/it.mjs } }'),
      code: 'handler-missing',
      words: ['Did you mean ./handlers/it.ts?'],
    },
    {
      what: 'is a folder',
      file: target('{ processor: { handler: «./handlers } }'),
      code: 'handler-missing',
      also: ['handler-no-code'],
      words: ['is not a file', 'handlers/it.ts'],
    },
    {
      what: 'is no code',
      file: target('{ processor: { handler: «handlers/sales.zip } }'),
      code: 'handler-no-code',
      also: ['handler-missing'],
      words: ['.ts, .mts, .js, .mjs'],
    },
    {
      what: 'lies outside of the project',
      file: target('{ processor: { handler: «/etc/hostname } }'),
      code: 'handler-outside',
      also: ['handler-no-code'],
      words: ['/etc/hostname is outside of the project'],
    },
  ]);
});

describe('numbers and durations of a processor', () => {
  expectBadFiles([
    ...(
      [
        ['memory: «64', 'lambdaMemoryMbMin'],
        ['memory: «20000', 'lambdaMemoryMbMax'],
        ['timeout: «16m', 'lambdaTimeoutSeconds'],
        ['timeout: «0', '1s to 15m'],
        ['batch: { size: «10001 }', 'lambdaBatchSize'],
        ['batch: { window: «6m }', 'lambdaBatchWindowSeconds'],
        ['concurrency: «0', '1 to 10000'],
        ['maxEventAge: { of: «0s }', 'at least 1s'],
        ['deduplicate: { for: «0 }', 'at least 1s'],
        ['logs: { retention: «31d }', 'Write 60d, or forever'],
      ] as const
    ).map(
      ([written, word]): BadFile => ({
        what: written.replace('«', ''),
        file: processor(written),
        code: 'out-of-range',
        words: [word],
      }),
    ),
    {
      what: 'logs for a fortnight, without a unit',
      file: processor('logs: { retention: «"14" }'),
      code: 'form',
      words: ['30d, or forever'],
    },
    {
      what: 'an age that is no duration',
      file: processor('maxEventAge: { of: «soon }'),
      code: 'form',
      words: ['90s, 15m, 6h, 1d'],
    },
    {
      what: 'an age by itself',
      file: processor('maxEventAge: «5m'),
      code: 'wrong-type',
      words: ['maxEventAge: { of: 5m }'],
    },
    {
      what: 'a large batch without a window',
      file: processor('batch: { size: 11, window: «0s }'),
      code: 'batch-window',
      words: ['lambdaBatchSizeWithoutWindow', 'window: 1s', 'size: 10'],
    },
    {
      what: 'a larger batch than Lambda takes of a FIFO queue',
      file: processor('messageGroup: all, batch: { size: «11 }'),
      code: 'batch-size',
      words: ['lambdaFifoBatchSize', 'size: 10'],
    },
    {
      what: 'a window of a FIFO queue',
      file: processor('messageGroup: all, batch: { size: 10, «window: 1s }'),
      code: 'batch-window',
      words: ['FIFO', 'Remove "window"'],
    },
    {
      what: 'a message group that is no path',
      file: processor('messageGroup: «"<conversationId>"'),
      code: 'message-group',
      words: ['neither a word nor a path', '$.detail.eventBody.conversationId'],
    },
    {
      what: 'a message group that some of its events do not have',
      file: processor('messageGroup: «$.detail.eventBody.conversationId', {
        events: '[conversation.acd.end, users.presence]',
      }),
      code: 'path-finds-nothing',
      severity: 'warning',
      words: ['The events of users.presence have nothing', 'no message group'],
    },
    {
      what: 'the name of a field as a message group',
      file: processor('messageGroup: «conversationId'),
      severity: 'warning',
      code: 'message-group',
      words: ['all events are in one message group', '$.detail.eventBody.conversationId'],
    },
    {
      what: 'no window, and the default size',
      file: processor('batch: { window: «0 }'),
      code: 'batch-window',
      words: ['100 (the default)'],
    },
    {
      what: 'more invocations than can run',
      file: processor('maximumConcurrency: 20, reservedConcurrency: «10'),
      code: 'concurrency',
      words: ['for 20 invocations', 'maximumConcurrency: 10'],
    },
    {
      what: 'reserved invocations, and no limit of what is received',
      file: processor('reservedConcurrency: «10'),
      code: 'concurrency',
      severity: 'warning',
      words: ['Add maximumConcurrency: 10.'],
    },
    {
      what: 'one invocation at once',
      file: processor('maximumConcurrency: «1'),
      code: 'out-of-range',
      words: ['lambdaMappingConcurrencyMin', '2 to 1000'],
    },
    {
      what: 'less storage than a function has',
      file: processor('ephemeralStorage: «511'),
      code: 'out-of-range',
      words: ['lambdaStorageMbMin'],
    },
    {
      what: 'tracing that Lambda does not know',
      file: processor('tracing: «always'),
      code: 'wrong-type',
      words: ['active'],
    },
    {
      what: 'a namespace of AWS',
      file: processor('metrics: { namespace: «AWS/Lambda }'),
      code: 'form',
      words: ['reserved', 'ContactCenter/Sales'],
    },
    {
      what: 'a namespace that CloudWatch does not take',
      file: processor('metrics: { namespace: «":sales" }'),
      code: 'form',
      words: ['not a namespace of CloudWatch', 'cannot be a colon'],
    },
    {
      what: 'a long namespace',
      file: processor(`metrics: { namespace: «${'n'.repeat(256)} }`),
      code: 'form',
      words: ['256 characters', 'metricNamespaceCharacters'],
    },
    {
      what: 'a subnet by its name',
      file: processor('vpc: { subnets: [«private-a], securityGroups: [sg-1] }'),
      code: 'form',
      words: ['not the id of a subnet', 'describe-subnets'],
    },
    {
      what: 'a VPC without security groups',
      file: processor('«vpc: { subnets: [subnet-1] }'),
      code: 'missing-key',
      words: ['securityGroups'],
    },
    {
      what: 'more security groups than a function takes',
      file: processor('vpc: { subnets: [subnet-1], «securityGroups: [sg-1, sg-2, sg-3, sg-4, sg-5, sg-6] }'),
      code: 'invalid',
      words: ['lambdaSecurityGroups'],
    },
    {
      what: 'a runtime that is too old',
      file: processor('runtime: «nodejs18.x'),
      code: 'wrong-type',
      words: ['nodejs22.x'],
    },
    {
      what: 'a name that Lambda does not take',
      file: processor('name: «sales.support'),
      code: 'name-invalid',
      words: ['sales-support'],
    },
    {
      what: 'a name that is too long',
      file: processor(`name: «${'n'.repeat(65)}`),
      code: 'name-too-long',
      words: ['lambdaFunctionNameCharacters', 'Shorten it by 1.'],
    },
    {
      what: 'a name that is too short for its table',
      file: processor('name: «it'),
      code: 'name-too-short',
      words: ['at least 3 characters', 'dynamoTableNameCharactersMin', 'this one has 2'],
    },
    {
      what: 'a key with a JSONPath',
      file: processor('deduplicate: { key: [detail.id, «$.detail.eventBody.id] }'),
      code: 'form',
      words: [': detail.eventBody.id'],
    },
    {
      what: 'a key from within the body',
      file: processor('deduplicate: { key: «conversationId }'),
      code: 'form',
      words: ['detail.eventBody.conversationId'],
    },
  ]);
});

describe("a processor's role, environment and secrets", () => {
  const secrets = (text: string): string => processor(`secrets: { ${text} }`);
  const environment = (text: string): string => processor(`environment: { ${text} }`);
  expectBadFiles([
    {
      what: 'a role that is none',
      file: processor('role: «sales'),
      code: 'role-invalid',
      words: ['arn:aws:iam::111122223333:role/NAME'],
    },
    {
      what: 'a role of another account',
      file: processor('role: "arn:aws:iam::«444455556666:role/sales"'),
      code: 'role-account',
      words: ['only run as a role of its own account', 'gcx then makes one'],
    },
    {
      what: 'permissions for a role that gcx does not make',
      file: processor(
        'role: "arn:aws:iam::111122223333:role/sales", «permissions: [{ actions: [s3:GetObject], resources: ["*"] }]',
      ),
      code: 'misplaced-key',
      words: ['only to the role that it creates'],
    },
    ...(
      [
        ['«"*"', 'permission-too-wide', 'every AWS service'],
        ['«"*:*"', 'permission-too-wide', 'every AWS service'],
        ['«"iam:*"', 'permission-too-wide', 'any permission'],
        ['«"iam:Put*"', 'permission-too-wide', 'iam:GetUser'],
        ['«GetObject', 'form', 'dynamodb:PutItem'],
        ['«"arn:aws:s3:::calls/*"', 'form', '"resources"'],
      ] as const
    ).map(([action, code, words]) => ({
      what: `the action ${action}`,
      file: processor(`permissions: [{ actions: [${action}], resources: ["*"] }]`),
      code,
      words: [words],
    })),
    {
      what: 'everything of a service',
      file: processor('permissions: [{ actions: [«"s3:*"], resources: ["*"] }]'),
      code: 'permission-wide',
      severity: 'warning',
      words: ['everything in s3'],
    },
    {
      what: 'a resource by its name',
      file: processor('permissions: [{ actions: [s3:GetObject], resources: [«calls] }]'),
      code: 'arn-invalid',
      words: ['neither an ARN nor "*"'],
    },
    {
      what: 'more permissions than fit',
      file: processor(
        `«permissions: [{ actions: [s3:GetObject], resources: ["arn:aws:s3:::${'c'.repeat(3_600)}"] }]`,
      ),
      code: 'too-long',
      words: ['processorPermissionCharacters', 'role: ARN'],
    },
    {
      what: 'a secret with the alias of its key',
      file: processor(
        `secrets: { CRM: { arn: "${SECRET}", key: «"arn:aws:kms:eu-west-1:111122223333:alias/crm" } }`,
      ),
      code: 'arn-invalid',
      words: ['alias', 'describe-key --key-id alias/crm'],
    },
    {
      what: 'a secret with a key of another region',
      file: processor(
        `secrets: { CRM: { arn: "${SECRET}", key: "arn:aws:kms:«us-east-1:111122223333:key/1234abcd-12ab" } }`,
      ),
      code: 'other-region',
      words: ['us-east-1'],
    },
    {
      what: 'a secret of another region',
      file: secrets('CRM: "arn:aws:secretsmanager:«us-east-1:111122223333:secret:crm-AbCdEf"'),
      code: 'other-region',
      words: ['in us-east-1', 'replicate-secret-to-regions'],
    },
    {
      what: 'a parameter of Systems Manager',
      file: secrets('CRM: «"arn:aws:ssm:eu-west-1:111122223333:parameter/crm"'),
      code: 'arn-invalid',
      words: ['secretsmanager'],
    },
    {
      what: 'something else of Secrets Manager',
      file: secrets('CRM: «"arn:aws:secretsmanager:eu-west-1:111122223333:crm"'),
      code: 'arn-invalid',
      words: ['not an ARN of a secret'],
    },
    {
      what: 'the name of a secret',
      file: secrets(`«crm-key: "${SECRET}"`),
      code: 'name-invalid',
      words: ['crm_key'],
    },
    {
      what: "a variable of gcx's",
      file: environment('«GENESYS_GCX_TABLE: mine'),
      code: 'name-taken',
      words: ["gcx's own"],
    },
    {
      what: "a variable of AWS's",
      file: environment('«AWS_REGION: eu-west-1'),
      code: 'name-taken',
      words: ['Lambda sets it'],
    },
    {
      what: 'the handler of Lambda',
      file: environment('«_HANDLER: x'),
      code: 'name-taken',
      words: ['AWS keeps'],
    },
    {
      what: 'a variable that turns deduplication off',
      file: environment('«POWERTOOLS_IDEMPOTENCY_DISABLED: "true"'),
      code: 'name-taken',
      words: ['deduplicate: false'],
    },
    {
      what: 'a variable with a dash',
      file: environment('«crm-url: https://crm.example.com'),
      code: 'name-invalid',
      words: ['crm_url'],
    },
    {
      what: 'a variable of one letter',
      file: environment('«A: b'),
      code: 'name-invalid',
      words: ['two or more'],
    },
    {
      what: 'a number as a variable',
      file: environment('RETRIES: «3'),
      code: 'not-text',
      words: ['"3"'],
    },
    {
      what: 'more variables than fit',
      file: processor(`«environment: { TEXT: "${'word '.repeat(800)}" }`),
      code: 'too-long',
      words: ['4096', 'lambdaEnvironmentBytes', 'gcx needs'],
    },
  ]);
});

describe('migrations', () => {
  const migrations = (text: string): string => processor(`migrations: [${text}]`);
  expectBadFiles([
    {
      what: 'to itself',
      file: migrations('{ from: "1", to: «"1" }'),
      code: 'migration',
      words: ['to itself'],
    },
    {
      what: 'two from one version',
      file: migrations('{ from: "1", to: "2" }, { from: «"1", to: "3" }'),
      code: 'migration',
      words: ['one way only', '{ from: "2", to: "3" }'],
    },
    {
      what: 'in a circle',
      file: migrations('{ from: "1", to: "2" }, { from: "2", to: "3" }, { from: "3", to: «"1" }'),
      code: 'migration',
      words: ['3 → 1 → 2 → 3'],
    },
    {
      what: 'a version that is a number',
      file: migrations('{ from: «1, to: "2" }'),
      code: 'not-text',
      words: ['"1"'],
    },
    {
      what: 'two fields to one',
      file: migrations('{ from: "1", to: "2", move: { a: c, b: «c } }'),
      code: 'migration',
      words: ['would be lost'],
    },
    {
      what: 'a field to itself',
      file: migrations('{ from: "1", to: "2", move: { a: «a } }'),
      code: 'migration',
      words: ['where it is'],
    },
    {
      what: 'a JSONPath',
      file: migrations('{ from: "1", to: "2", move: { a: «$.b } }'),
      code: 'form',
      words: [': b'],
    },
  ]);
});

describe('the filter of a processor lies within its routes', () => {
  const QUEUES = 'queues: ["Sales Support", { glob: "Retail*" }]';
  expectBadFiles([
    {
      what: 'an event type that no route sends',
      file: processor('only: { events: [conversation.acd.end, «conversation.acw] }', {
        events: '[conversation.acd.end, conversation.user.end]',
      }),
      code: 'filter-event-type',
      words: ['never comes', 'sales'],
    },
    {
      what: 'a misspelt event type',
      file: processor('only: { events: [«conversation.acd.endd] }'),
      code: 'filter-event-type',
      words: ['Did you mean conversation.acd.end?'],
    },
    {
      what: 'an event type twice',
      file: processor(
        'only: { events: [conversation.acd.end, «"v2.detail.events.conversation.{id}.acd.end"] }',
      ),
      code: 'repeated',
      severity: 'warning',
      words: ['twice'],
    },
    {
      what: 'a queue that no route lets through',
      file: processor('only: { queues: ["Sales Support", «"Sales Suport"] }', { route: QUEUES }),
      code: 'filter-queue',
      words: ['Did you mean "Sales Support"?'],
    },
    {
      what: 'a pattern that no queue of the routes fits',
      file: processor('only: { queues: [«{ glob: "Ops*" }] }', { route: 'queues: ["Sales Support"]' }),
      code: 'filter-queue',
      words: ['"Ops*"', 'sales'],
    },
    {
      what: 'another division',
      file: processor('only: { queues: [«{ name: "A", division: "X" }] }', {
        route: 'queues: [{ name: "A", division: "Y" }]',
      }),
      code: 'filter-queue',
      words: ['"A"'],
    },
    {
      what: 'a queue twice',
      file: processor('only: { queues: ["Retail A", «"Retail A"] }', { route: QUEUES }),
      code: 'repeated',
      severity: 'warning',
      words: ['twice'],
    },
    {
      what: 'a list in place of a name',
      file: processor('only: { queues: [«[A, B]] }'),
      code: 'list-as-text',
      words: ['one queue', '"- " line'],
    },
    {
      what: 'no queues at all',
      file: processor('only: { «queues: [] }'),
      code: 'empty',
      words: ['Name the queues'],
    },
    {
      what: 'queues of event types without one',
      file: processor('only: { «queues: ["Sales Support"] }', {
        events: '[conversation.acd.end, conversation.customer.end]',
      }),
      code: 'event-type-without-queue',
      words: ['conversation.customer.end carries no queue', 'withoutQueue: true'],
    },
    {
      what: 'queues of a format that has none',
      file: fileWith({
        genesys: '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, format: relay }',
        aws: '{ account: "111122223333", region: eu-west-1, bus: calls }',
        top: 'formats: { relay: { source: com.acme, detailType: "{eventType}" } }',
        events: '[left]',
        targets: `it: { processor: { ${HANDLER}, only: { «queues: ["Sales"], withoutQueue: true } } }`,
      }).replace('targets: [inbox]', 'targets: [inbox, it]'),
      code: 'format-without-queue',
      words: ['the format relay do not say'],
    },
    {
      what: 'withoutQueue without queues',
      file: processor('only: { «withoutQueue: true }'),
      code: 'misplaced-key',
      severity: 'warning',
      words: ['every event is handled'],
    },
  ]);
});

describe('what a processor has to do with other targets', () => {
  const two = (one: string, other: string): string =>
    fileWith({ targets: `it: ${one}\nother: ${other}` }).replace('[inbox]', '[inbox, it, other]');
  expectBadFiles([
    {
      what: 'alarms to an SQS queue',
      file: processor('alarms: «inbox'),
      code: 'alarms-kind',
      words: ['not an SNS topic'],
    },
    {
      what: 'alarms to a target that is not there',
      file: processor('alarms: «inbx'),
      code: 'unknown-target',
      words: ['Did you mean "inbox"?'],
    },
    {
      what: 'alarms to a topic for each event type',
      file: two(`{ processor: { ${HANDLER}, alarms: «other } }`, '{ sns: { create: "t-{eventType}" } }'),
      code: 'alarms-kind',
      words: ['one SNS topic'],
    },
    {
      what: 'dead letters to a processor',
      file: two(`{ processor: { ${HANDLER} } }`, '{ sqs: { create: other }, deadLetter: «it }'),
      code: 'dead-letter-kind',
      words: ['its own'],
    },
    {
      what: 'a processor as a subscriber',
      file: two(`{ processor: { ${HANDLER} } }`, '{ sns: { create: t }, subscribers: [{ lambda: «it }] }'),
      code: 'subscriber-kind',
      words: ['gets its events from a route'],
    },
    {
      what: 'one that nothing sends to',
      file: fileWith({ targets: `«it: { processor: { ${HANDLER} } }` }),
      code: 'unused-target',
      severity: 'warning',
      words: ['Nothing sends'],
    },
    {
      what: 'two of one name',
      file: two(`{ processor: { ${HANDLER}, name: same } }`, `{ processor: { ${HANDLER}, name: «same } }`),
      code: 'same-thing',
      words: ['would both create the Lambda function same'],
    },
    {
      what: 'one called like the dead-letter queue of another',
      file: two(
        `{ processor: { ${HANDLER}, name: same } }`,
        `{ processor: { ${HANDLER}, name: «same-dead-letters } }`,
      ),
      code: 'same-thing',
      words: ['SQS queue same-dead-letters'],
    },
    {
      what: 'names that differ by capital letters only',
      file: two(`{ processor: { ${HANDLER}, name: same } }`, `{ processor: { ${HANDLER}, «name: Same } }`),
      code: 'same-thing',
      words: ['IAM takes them for one'],
    },
    {
      what: "an SQS queue of a processor's name",
      file: two(`{ processor: { ${HANDLER} } }`, '{ sqs: { create: «pipe-it } }'),
      code: 'same-thing',
      words: ['SQS queue pipe-it'],
    },
    {
      what: 'its dead-letter queue called existing',
      file: two(`{ processor: { ${HANDLER} } }`, '{ sqs: { existing: «pipe-it-dead-letters } }'),
      code: 'same-thing',
      words: ['one creates it'],
    },
    {
      what: 'its function called existing',
      file: two(
        `{ processor: { ${HANDLER}, name: sales } }`,
        '{ lambda: { existing: «"arn:aws:lambda:eu-west-1:111122223333:function:sales:live" } }',
      ),
      code: 'same-thing',
      words: ['Lambda function sales'],
    },
    {
      what: 'another name, and new things on AWS',
      file: target(`{ processor: { ${HANDLER} }, renamedFrom: «former }`),
      code: 'renamed-processor',
      words: ['name: pipe-former'],
    },
    {
      what: 'another name in an environment',
      file: `${target(`{ processor: { ${HANDLER} }, renamedFrom: «former }`)}environments: { test: {} }\n`,
      code: 'renamed-processor',
      words: ['name: "pipe-${env}-former"'],
    },
  ]);
});
