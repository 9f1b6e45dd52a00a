import { describe } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { type BadFile, fileWith } from './marked-file.js';

/** A file with one more target that the route uses, so that only its own problem is told. */
function target(text: string): string {
  return fileWith({ targets: text }).replace('targets: [inbox]', 'targets: [inbox, it]');
}

const ROLE = 'role: arn:aws:iam::111122223333:role/r';
/** The ARN of a target, with the role that it needs. */
const ECS = `"arn:aws:ecs:eu-west-1:111122223333:cluster/c", ${ROLE}`;
const REDSHIFT = `arn: "arn:aws:redshift:eu-west-1:111122223333:cluster:c", ${ROLE}`;

describe('names that AWS will not take', () => {
  expectBadFiles([
    {
      what: 'a space in the name of an SQS queue',
      file: target('it: { sqs: { create: «"sales inbox" } }'),
      code: 'name-invalid',
      words: ['a space', 'sales-inbox'],
    },
    {
      what: 'a dot in the name of an SNS topic',
      file: target('it: { sns: { create: «sales.ended } }'),
      code: 'name-invalid',
      words: ['"."', 'sales-ended'],
    },
    {
      what: 'an SQS queue with too long a name',
      file: target(`it: { sqs: { create: «${'q'.repeat(81)} } }`),
      code: 'name-too-long',
      words: ['80', 'sqsQueueNameCharacters', 'Shorten it by 1.'],
    },
    {
      what: 'an SNS topic with too long a name',
      file: target(`it: { sns: { create: «${'t'.repeat(257)} } }`),
      code: 'name-too-long',
      words: ['256', 'snsTopicNameCharacters'],
    },
    {
      what: 'an SNS topic whose name is too long once {eventType} is filled in',
      file: target(`it: { sns: { create: «"${'t'.repeat(240)}-{eventType}" } }`),
      code: 'name-too-long',
      words: ['conversation.acd.end', 'snsTopicNameCharacters'],
    },
    {
      what: '{eventType} in the name of an SQS queue',
      file: target('it: { sqs: { create: «"it-{eventType}" } }'),
      code: 'placeholder',
      words: ['Only an SNS topic that gcx creates'],
    },
    {
      what: '{eventType} in the name of an existing SNS topic',
      file: target('it: { sns: { existing: «"it-{eventType}" } }'),
      code: 'placeholder',
      words: ['Only an SNS topic that gcx creates'],
    },
    {
      what: 'an unknown placeholder',
      file: target('it: { sns: { create: «"it-{queue}" } }'),
      code: 'placeholder',
      words: ['{queue}', 'only placeholder is {eventType}'],
    },
    {
      what: 'a project name with a space',
      file: fileWith({}).replace('project: pipe', 'project: «My Pipe'),
      code: 'name-invalid',
      words: ['project', 'My-Pipe'],
    },
    {
      what: 'too long a project name',
      file: fileWith({}).replace('project: pipe', `project: «${'p'.repeat(33)}`),
      code: 'name-too-long',
      words: ['at most 32'],
    },
    {
      what: 'too long a route name',
      file: fileWith({}).replace('  sales:', `  «${'r'.repeat(41)}:`),
      code: 'name-too-long',
      words: ['at most 40'],
    },
    {
      what: 'a route name with an umlaut',
      file: fileWith({}).replace('  sales:', '  «verkäufe:'),
      code: 'name-invalid',
      words: ['"ä"', 'verkaufe'],
    },
    {
      what: 'an integration suffix with a slash',
      file: fileWith({
        genesys:
          '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: «a/b } }',
      }),
      code: 'name-invalid',
      words: ['"/"', 'a-b'],
    },
    {
      what: 'a FIFO topic',
      file: target('it: { sns: { create: «it.fifo } }'),
      code: 'sns-fifo',
      words: ['FIFO topics', 'messageGroup'],
    },
    {
      what: 'a FIFO queue without message group',
      file: target('it: { «sqs: { create: it.fifo } }'),
      code: 'message-group',
      words: ['needs a message group'],
    },
    {
      what: 'a message group of a standard queue that is no path',
      file: target('it: { sqs: { create: it, messageGroup: «"<x>" } }'),
      code: 'message-group',
      words: ['neither a word nor a path'],
    },
  ]);
});

describe('a target says one thing that is there, in its region', () => {
  expectBadFiles([
    {
      what: 'nothing',
      file: target('«it: {}'),
      code: 'target-kind',
      words: ['sns, sqs, lambda, processor, kinesis, firehose, stateMachine, bus, logGroup, http or arn'],
    },
    {
      what: 'a mailbox, which is a subscriber',
      file: target('it: { «email: someone@example.com }'),
      code: 'target-kind',
      words: [
        'through an SNS topic, not directly',
        'it: { sns: { create: it }, subscribers: [{ email: someone@example.com }] }',
      ],
    },
    {
      what: 'a mailbox, over several lines',
      file: target('it:\n  «email: someone@example.com'),
      code: 'target-kind',
      words: ['it: { sns: { create: it }, subscribers: [{ email: someone@example.com }] }'],
    },
    {
      what: 'a mailbox beside an SNS topic',
      file: target('it: { sns: { create: it }, «email: someone@example.com }'),
      code: 'target-kind',
      words: ['subscribers: [{ email: someone@example.com }]'],
    },
    {
      what: 'a mailbox beside an SQS queue',
      file: target('it: { sqs: { create: it }, «email: someone@example.com }'),
      code: 'target-kind',
      words: ['{ sns: { create: NAME }, subscribers: [{ email: someone@example.com }] }'],
    },
    {
      what: 'an address, by the key that many write for it',
      file: target('it: { «webhook: "https://example.com/x" }'),
      code: 'target-kind',
      words: ['a target of the kind "http"', 'it: { http: { url: "https://example.com/x", auth: {'],
    },
    {
      what: 'an address beside a dead-letter queue',
      file: target('it: { «url: "https://example.com/x", deadLetter: inbox }'),
      code: 'target-kind',
      words: ['Write http: { url: "https://example.com/x", auth: {'],
    },
    {
      what: 'subscribers of nothing',
      file: target('«it: { subscribers: [{ email: someone@example.com }] }'),
      code: 'target-kind',
      words: ['sns: { create: NAME }'],
    },
    {
      what: 'two things',
      file: target('it: { sns: { create: a }, «sqs: { create: a } }'),
      code: 'target-kind',
      words: ['sns and sqs'],
    },
    {
      what: 'create and existing',
      file: target('it: { sqs: { create: a, «existing: b } }'),
      code: 'create-or-existing',
      words: ['both "create" and "existing"'],
    },
    {
      what: 'neither',
      file: target('it: { «sqs: {} }'),
      code: 'create-or-existing',
      words: ['create: NAME'],
    },
    {
      what: 'a name where a map belongs',
      file: target('it: { sqs: «wall }'),
      code: 'wrong-type',
      words: ['sqs: { create: wall }', 'sqs: { existing: wall }'],
    },
    {
      what: 'a function that gcx should create',
      file: target('it: { lambda: { «create: f } }'),
      code: 'unknown-key',
      words: ['does not create Lambda functions', 'existing: NAME'],
    },
    {
      what: 'an SNS topic in another region',
      file: target('it: { sns: { existing: "arn:aws:sns:«us-east-1:111122223333:it" } }'),
      code: 'other-region',
      words: ['us-east-1', 'eu-west-1', 'event bus'],
    },
    {
      what: 'a state machine in another region',
      file: target(
        'it:\n  arn: arn:aws:states:«eu-central-1:111122223333:stateMachine:a\n  role: arn:aws:iam::111122223333:role/r',
      ),
      code: 'other-region',
      words: ['eu-central-1'],
    },
    {
      what: 'the ARN of another kind of thing',
      file: target('it: { sqs: { existing: «"arn:aws:sns:eu-west-1:111122223333:it" } }'),
      code: 'arn-invalid',
      words: ['something of sns', 'arn:aws:sqs:'],
    },
    {
      what: 'an incomplete ARN',
      file: target('it: { lambda: { existing: «"arn:aws:lambda:eu-west-1:function:f" } }'),
      code: 'arn-invalid',
      words: ['arn:aws:lambda:eu-west-1:111122223333:function:NAME'],
    },
    {
      what: 'the address of an SQS queue',
      file: target('it: { sqs: { existing: «"https://sqs.eu-west-1.amazonaws.com/111122223333/inbox2" } }'),
      code: 'form',
      words: ['Write inbox2'],
    },
    {
      what: 'no ARN',
      file: target('it: { arn: «stateMachine:audit, role: arn:aws:iam::111122223333:role/r }'),
      code: 'arn-invalid',
      words: ['six parts'],
    },
    {
      what: 'an SQS queue by "arn"',
      file: target('it: { arn: «"arn:aws:sqs:eu-west-1:111122223333:q" }'),
      code: 'arn-own-key',
      words: ['sqs: { existing: arn:aws:sqs:eu-west-1:111122223333:q }'],
    },
    {
      what: 'a service that needs more than an ARN',
      file: target(`it: { «arn: ${ECS} }`),
      code: 'parameters-missing',
      words: ['an Amazon ECS cluster', 'only with EcsParameters'],
    },
    {
      what: 'parameters of another service',
      file: target(
        `it: { arn: ${ECS}, parameters: { «BatchParameters: { JobDefinition: a, JobName: b }, EcsParameters: { TaskDefinitionArn: t } } }`,
      ),
      code: 'parameters-refused',
      words: ['no BatchParameters for an Amazon ECS cluster', 'It takes EcsParameters'],
    },
    {
      what: 'parameters where no service takes any',
      file: target('it: { sqs: { create: q }, «parameters: { EcsParameters: { TaskDefinitionArn: t } } }'),
      code: 'misplaced-key',
      words: ['Only a target with "arn" takes parameters'],
    },
    {
      what: 'Fargate without a network',
      file: target(
        `it: { arn: ${ECS}, parameters: { EcsParameters: { TaskDefinitionArn: t, LaunchType: «FARGATE } } }`,
      ),
      code: 'parameters-missing',
      words: ['NetworkConfiguration'],
    },
    {
      what: 'more placement strategies than AWS takes',
      file: target(
        `it: { arn: ${ECS}, parameters: { EcsParameters: { TaskDefinitionArn: t, «PlacementStrategy: [{ type: random }, { type: random }, { type: random }, { type: random }, { type: random }, { type: random }] } } }`,
      ),
      code: 'out-of-range',
      words: ['0 to 5 placement strategies (ecsPlacementStrategies); here are 6'],
    },
    {
      what: 'two ways to say what runs',
      file: target(
        `it: { ${REDSHIFT}, parameters: { «RedshiftDataParameters: { Database: d, Sql: a, Sqls: [b] } } }`,
      ),
      code: 'parameters-refused',
      words: ['either Sql or Sqls'],
    },
    {
      what: 'a parameter that no event has',
      file: target(
        `it: { ${REDSHIFT}, parameters: { RedshiftDataParameters: { Database: d, Sql: «$.detail.eventBody.nothing } } }`,
      ),
      code: 'path-finds-nothing',
      severity: 'warning',
      words: ['nothing'],
    },
    ...[
      'states:eu-west-1:111122223333:stateMachine:a',
      'kinesis:eu-west-1:111122223333:stream/s',
      'firehose:eu-west-1:111122223333:deliverystream/d',
      'events:eu-central-1:111122223333:event-bus/b',
      'events:eu-west-1:111122223333:api-destination/a/1',
    ].map(
      (rest): BadFile => ({
        what: `no role for ${rest.split(':')[0]} ${rest.split(':').at(-1)}`,
        file: target(`it: { «arn: "arn:aws:${rest}" }`),
        code: 'role-missing',
        words: ['needs a role', 'arn:aws:iam::111122223333:role/NAME'],
      }),
    ),
    {
      what: 'no role for a bus by its ARN, where gcx would make one',
      file: target('it: { «arn: "arn:aws:events:eu-central-1:111122223333:event-bus/b" }'),
      code: 'role-missing',
      words: ['bus: { existing: ARN }', 'gcx creates the role'],
    },
    {
      what: 'a state machine that gcx is to create',
      file: target('it: { stateMachine: { «create: flow } }'),
      code: 'unknown-key',
      words: ['gcx does not create Step Functions state machines', 'stateMachine: { existing: NAME }'],
    },
    {
      what: 'a state machine as one word',
      file: target('it: { stateMachine: «flow }'),
      code: 'wrong-type',
      words: ['stateMachine: { existing: flow }'],
    },
    {
      what: 'a state machine of another account',
      file: target(
        'it: { stateMachine: { existing: "arn:aws:states:eu-west-1:«444455556666:stateMachine:flow" } }',
      ),
      code: 'other-account',
      words: ['does not send to a Step Functions state machine of another account'],
    },
    {
      what: 'a state machine of another region',
      file: target(
        'it: { stateMachine: { existing: "arn:aws:states:«us-east-1:111122223333:stateMachine:flow" } }',
      ),
      code: 'other-region',
      words: ['EventBridge sends only to targets in its own region'],
    },
    {
      what: 'an execution instead of a state machine',
      file: target(
        'it: { stateMachine: { existing: «"arn:aws:states:eu-west-1:111122223333:execution:flow:1" } }',
      ),
      code: 'arn-invalid',
      words: ['arn:aws:states:eu-west-1:111122223333:stateMachine:NAME'],
    },
    {
      what: 'a state machine whose name has signs that AWS does not take',
      file: target('it: { stateMachine: { existing: «"calls ended" } }'),
      code: 'name-invalid',
      words: ['calls-ended'],
    },
    {
      what: 'a bus that gcx is to create',
      file: target('it: { bus: { «create: far } }'),
      code: 'unknown-key',
      words: ['gcx does not create event buses for targets', 'bus: { existing: NAME }'],
    },
    {
      what: 'an input of a bus',
      file: target('it: { bus: { existing: far }, «input: { path: $.detail } }'),
      code: 'input-of-bus',
      words: ['Another event bus gets the event as it is', 'Remove "input"'],
    },
    {
      what: 'a retry policy of a bus',
      file: target('it: { bus: { existing: far }, «retry: { attempts: 3 } }'),
      code: 'retry-refused',
      words: ['Retry policy is not supported for Event bus targets.'],
    },
    {
      what: 'the bus that the events are on',
      file: target(
        'it: { bus: { existing: «aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod } }',
      ),
      code: 'own-bus',
      words: ['would come back to its rule'],
    },
    {
      what: 'a role of a log group by "logGroup"',
      file: target('it: { logGroup: { create: calls }, «role: "arn:aws:iam::111122223333:role/r" }'),
      code: 'role-refused',
      words: ['AWS takes no role for a log group', 'which gcx writes'],
    },
    {
      what: 'a template of a log group without a message',
      file: target('it: { logGroup: { create: calls }, input: { template: «\'{"a": 1}\' } }'),
      code: 'log-template',
      words: ['{"timestamp": <t>, "message": <m>}'],
      severity: 'warning',
    },
    {
      what: 'an input of "logGroup" that AWS refuses',
      file: target('it: { logGroup: { create: calls }, «input: { path: $.detail } }'),
      code: 'input-of-log-group',
      words: ['but a template'],
    },
    {
      what: 'a log group below the names of AWS',
      file: target('it: { logGroup: { create: «/aws/lambda/calls } }'),
      code: 'name-reserved',
      words: ['those of AWS services', '/aws/events/calls'],
    },
    {
      what: 'a retention of a log group that exists',
      file: target('it: { logGroup: { existing: calls, «retention: 30d } }'),
      code: 'misplaced-key',
      words: ['it does not change one that exists'],
    },
    {
      what: 'a retention that CloudWatch does not have',
      file: target('it: { logGroup: { create: calls, retention: «10d } }'),
      code: 'out-of-range',
      words: ['Write 14d'],
    },
    {
      what: 'an alias as the key of a log group',
      file: target(
        'it: { logGroup: { create: calls, key: «"arn:aws:kms:eu-west-1:111122223333:alias/calls" } }',
      ),
      code: 'arn-invalid',
      words: ['CloudWatch Logs takes no alias'],
    },
    {
      what: 'a stream of a log group by "logGroup"',
      file: target(
        'it: { logGroup: { existing: «"arn:aws:logs:eu-west-1:111122223333:log-group:calls:log-stream:s" } }',
      ),
      code: 'arn-invalid',
      words: ['arn:aws:logs:eu-west-1:111122223333:log-group:NAME'],
    },
    {
      what: 'a log group of another account',
      file: target('it: { logGroup: { existing: "arn:aws:logs:eu-west-1:«444455556666:log-group:calls" } }'),
      code: 'other-account',
      words: ['does not send to a log group of another account'],
    },
    {
      what: 'a rule by "bus"',
      file: target('it: { bus: { existing: «"arn:aws:events:eu-west-1:111122223333:rule/far" } }'),
      code: 'arn-invalid',
      words: ['arn:aws:events:eu-west-1:111122223333:event-bus/NAME'],
    },
    {
      what: 'a role of a Kinesis stream that is no role',
      file: target('it: { kinesis: { existing: calls }, role: «my-role }'),
      code: 'role-invalid',
      words: ['not an ARN of an IAM role', 'arn:aws:iam::111122223333:role/NAME'],
    },
    {
      what: 'a Kinesis stream that gcx is to create',
      file: target('it: { kinesis: { «create: calls }, role: "arn:aws:iam::111122223333:role/r" }'),
      code: 'unknown-key',
      words: ['gcx does not create Kinesis streams', 'kinesis: { existing: NAME }'],
    },
    {
      what: 'a Firehose stream that gcx is to create',
      file: target('it: { firehose: { «create: calls } }'),
      code: 'unknown-key',
      words: ['gcx does not create Firehose streams', 'firehose: { existing: NAME }'],
    },
    {
      what: 'a Firehose stream of another account',
      file: target(
        'it: { firehose: { existing: "arn:aws:firehose:eu-west-1:«444455556666:deliverystream/calls" } }',
      ),
      code: 'other-account',
      words: ['does not send to a Firehose stream of another account'],
    },
    {
      what: 'a consumer of a Kinesis stream',
      file: target(
        'it: { kinesis: { existing: «"arn:aws:kinesis:eu-west-1:111122223333:stream/calls/consumer/c:1" }, role: "arn:aws:iam::111122223333:role/r" }',
      ),
      code: 'arn-invalid',
      words: ['not a complete ARN', 'arn:aws:kinesis:eu-west-1:111122223333:stream/NAME'],
    },
    {
      what: 'a partition key that is no path',
      file: target(
        'it: { kinesis: { existing: calls, partitionKey: «conversationId }, role: "arn:aws:iam::111122223333:role/r" }',
      ),
      code: 'form',
      words: ['is not a path into the event', 'Write $.detail.eventBody.conversationId.'],
    },
    {
      what: 'too long a partition key',
      file: target(
        `it: { kinesis: { existing: calls, partitionKey: «$.${'k'.repeat(255)} }, role: "arn:aws:iam::111122223333:role/r" }`,
      ),
      code: 'too-long',
      words: ['at most 256', 'targetPartitionKeyPathCharacters', 'Shorten it by 1.'],
    },
    {
      what: 'a stream of a log group',
      file: target(
        'it: { arn: «"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x:log-stream:s" }',
      ),
      code: 'arn-invalid',
      words: ['not one of its streams', 'Write arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x.'],
    },
    {
      what: 'a role for a log group',
      file: target(
        'it: { arn: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x", «role: "arn:aws:iam::111122223333:role/r" }',
      ),
      code: 'role-refused',
      words: ['no role for a log group', 'resource policy', 'Remove "role"'],
    },
    {
      what: 'a role that is no role',
      file: target('it: { arn: "arn:aws:states:eu-west-1:111122223333:stateMachine:a", role: «my-role }'),
      code: 'role-invalid',
      words: ['IAM role'],
    },
    {
      what: 'a role of another account',
      file: target(
        'it: { arn: "arn:aws:states:eu-west-1:111122223333:stateMachine:a", role: "arn:aws:iam::«444455556666:role/r" }',
      ),
      code: 'role-account',
      words: ['444455556666', '111122223333'],
    },
    {
      what: 'a role for an SQS queue',
      file: target('it: { sqs: { create: it }, «role: "arn:aws:iam::111122223333:role/r" }'),
      code: 'misplaced-key',
      words: ['Only a target with "arn"'],
    },
    {
      what: 'subscribers of an SQS queue',
      file: target('it: { sqs: { create: it }, «subscribers: [{ email: a@example.com }] }'),
      code: 'misplaced-key',
      words: ['Only an SNS topic'],
    },
  ]);
});

describe('two targets that would be the same thing', () => {
  expectBadFiles([
    {
      what: 'two log groups',
      file: target(
        'it: { logGroup: { create: /aws/events/w } }\nother: { logGroup: { create: «/aws/events/w, retention: 7d } }',
      ).replace('[inbox, it]', '[inbox, it, other]'),
      code: 'same-thing',
      words: ['"other" and "it"', 'would both create the log group /aws/events/w'],
    },
    {
      what: 'a created and an existing log group, by its ARN',
      file: target(
        'it: { logGroup: { create: /aws/events/w } }\nother: { logGroup: { existing: «"arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/w:*" } }',
      ).replace('[inbox, it]', '[inbox, it, other]'),
      code: 'same-thing',
      words: ['the log group /aws/events/w', 'one creates it, one calls it existing'],
    },
    {
      what: 'two SQS queues',
      file: target('it: { sqs: { create: «inbox } }'),
      code: 'same-thing',
      words: ['"it" and "inbox"', 'would both create the SQS queue inbox'],
    },
    {
      what: 'a created and an existing one',
      file: target('it: { sqs: { existing: «inbox } }'),
      code: 'same-thing',
      words: ['one creates it, one calls it existing'],
    },
    {
      what: 'an existing one by its ARN',
      file: target('it: { sqs: { existing: «"arn:aws:sqs:eu-west-1:111122223333:inbox" } }'),
      code: 'same-thing',
      words: ['inbox'],
    },
    {
      what: 'an SNS topic and one that {eventType} makes',
      file: fileWith({
        targets:
          'each: { sns: { create: "g-{eventType}" } }\nit: { sns: { create: «g-conversation-acd-end } }',
      }).replace('targets: [inbox]', 'targets: [inbox, each, it]'),
      code: 'same-thing',
      words: ['g-conversation-acd-end'],
    },
  ]);
});

describe('filters of subscribers', () => {
  const filtered = (filter: string, more = '') =>
    target(`it: { sns: { create: it }, subscribers: [{ email: a@example.com, ${filter} }]${more} }`);
  expectBadFiles([
    {
      what: 'a field that no event type has',
      file: filtered('filter: { «mediaTyp: VOICE }'),
      code: 'unknown-field',
      words: ['mediaType'],
    },
    {
      what: 'a value that the field never has',
      file: filtered('filter: { mediaType: «VOIC }'),
      code: 'unknown-value',
      words: ['VOICE'],
    },
    {
      what: 'a value that no route lets through',
      file: filtered('filter: { «mediaType: EMAIL }').replace(
        'targets: [inbox, it]',
        'where: { mediaType: [VOICE] }\n    targets: [inbox, it]',
      ),
      code: 'filter-never',
      words: ['"VOICE"'],
    },
    {
      what: 'an operator that SNS does not have',
      file: filtered('filter: { «dnis: { wildcard: "a*b" } }'),
      code: 'filter-operator',
      words: ['wildcard'],
    },
    {
      what: 'more combinations than SNS takes',
      file: filtered(
        '«filter: { mediaType: [VOICE, EMAIL, CHAT, MESSAGE], conversationId: [a, b, c, d, e] }',
      ),
      code: 'filter-complex',
      words: ['180', 'snsFilterCombinations'],
    },
    {
      what: 'a filter of what an input makes',
      file: filtered('«filter: { mediaType: VOICE }', ', input: { path: $.detail }'),
      code: 'filter-input',
      words: ['input'],
    },
    { what: 'no field', file: filtered('«filter: {}'), code: 'empty', words: ['every event'] },
  ]);
});

describe('retries, dead letters, input and subscribers', () => {
  expectBadFiles([
    {
      what: 'too long a retry',
      file: target('it: { sqs: { create: it }, retry: { maxAge: «2d } }'),
      code: 'out-of-range',
      words: ['1m to 1d', 'retryMaxAgeSecondsMax'],
    },
    {
      what: 'too short a retry',
      file: target('it: { sqs: { create: it }, retry: { maxAge: «59 } }'),
      code: 'out-of-range',
      words: ['retryMaxAgeSecondsMin'],
    },
    {
      what: 'no duration',
      file: target('it: { sqs: { create: it }, retry: { maxAge: «6 hours } }'),
      code: 'form',
      words: ['90s, 15m, 6h, 1d'],
    },
    {
      what: 'a retry for an event bus',
      file: target(
        'it: { arn: "arn:aws:events:eu-west-1:111122223333:event-bus/other", role: "arn:aws:iam::111122223333:role/r", «retry: { attempts: 2 } }',
      ),
      code: 'retry-refused',
      words: ['Retry policy is not supported', 'Remove "retry"'],
    },
    {
      what: 'too many attempts, in the defaults',
      file: fileWith({ top: 'defaults: { retry: { attempts: «186 } }' }),
      code: 'out-of-range',
      words: ['0 to 185', 'retryAttempts'],
    },
    {
      what: 'half an attempt',
      file: target('it: { sqs: { create: it }, retry: { attempts: «1.5 } }'),
      code: 'out-of-range',
      words: ['whole number'],
    },
    {
      what: 'a dead-letter queue that is not there',
      file: target('it: { sqs: { create: it }, deadLetter: «inbux }'),
      code: 'unknown-target',
      words: ['"inbox"'],
    },
    {
      what: 'a dead-letter queue that is a topic',
      file: target('it: { sns: { create: it }, deadLetter: «it }'),
      code: 'dead-letter-kind',
      words: ['not an SQS queue'],
    },
    {
      what: 'a FIFO dead-letter queue',
      file: fileWith({
        targets: 'it: { sqs: { create: it.fifo, messageGroup: a } }',
        top: 'defaults: { deadLetter: «it }',
      }),
      code: 'dead-letter-fifo',
      words: ['standard'],
    },
    {
      what: 'a dead-letter queue of another account',
      file: fileWith({
        targets: 'it: { sqs: { existing: "arn:aws:sqs:eu-west-1:444455556666:dead" } }',
        top: 'defaults: { deadLetter: «it }',
      }),
      code: 'dead-letter-account',
      words: ['444455556666', 'same account and region'],
    },
    {
      what: 'a target that is its own dead-letter queue',
      file: target('it: { sqs: { create: it }, deadLetter: «it }'),
      code: 'dead-letter-self',
      words: ['deadLetter: false'],
    },
    {
      what: 'a placeholder without path',
      file: target('it: { sqs: { create: it }, input: { template: \'{"a": «<id>}\' } }'),
      code: 'placeholder',
      words: ['<id>', 'paths: { id:'],
    },
    {
      what: 'a path without placeholder',
      file: target('it: { sqs: { create: it }, input: { template: \'"a"\', paths: { «id: $.detail } } }'),
      code: 'unused-path',
      severity: 'warning',
      words: ['<id>'],
    },
    {
      what: 'a path that is none',
      file: target('it: { sqs: { create: it }, input: { path: «detail.eventBody } }'),
      code: 'form',
      words: ['$.detail.eventBody'],
    },
    {
      what: 'two inputs',
      file: target('it: { sqs: { create: it }, input: { path: $.detail, «constant: 1 } }'),
      code: 'input-kind',
      words: ['path and constant'],
    },
    {
      what: 'too long a template',
      file: target(`it: { sqs: { create: it }, input: { template: «'"${'x'.repeat(8_191)}"' } }`),
      code: 'too-long',
      words: ['inputTemplateCharacters', '8192', '8193'],
    },
    {
      what: 'a template that is no JSON once filled in',
      file: target(
        'it: { sqs: { create: it }, input: { template: «\'{"a": <id>\', paths: { id: $.detail.id } } }',
      ),
      code: 'template-json',
      words: ['JSON'],
    },
    {
      what: 'no e-mail address',
      file: target('it: { sns: { create: it }, subscribers: [{ email: «team }] }'),
      code: 'form',
      words: ['team@example.com'],
    },
    {
      what: 'an http address',
      file: target('it: { sns: { create: it }, subscribers: [{ https: «"http://example.com/a" }] }'),
      code: 'form',
      words: ['https://example.com/a'],
    },
    {
      what: 'a subscriber that is two',
      file: target('it: { sns: { create: it }, subscribers: [«{ email: a@example.com, sqs: inbox }] }'),
      code: 'subscriber-kind',
      words: ['email and sqs'],
    },
    {
      what: 'a subscriber that is no SQS queue',
      file: target('it: { sns: { create: it }, subscribers: [{ sqs: «it }] }'),
      code: 'subscriber-kind',
      words: ['not an SQS queue'],
    },
    {
      what: 'a subscriber that is not there',
      file: target('it: { sns: { create: it }, subscribers: [{ lambda: «inbx }] }'),
      code: 'unknown-target',
      words: ['"inbox"'],
    },
    {
      what: 'a subscriber that is there twice',
      file: target('it: { sns: { create: it }, subscribers: [{ sqs: inbox }, { sqs: «inbox }] }'),
      code: 'repeated',
      words: ['twice'],
    },
    {
      what: 'raw e-mail',
      file: target('it: { sns: { create: it }, subscribers: [{ email: a@example.com, «raw: true }] }'),
      code: 'misplaced-key',
      words: ['sqs and https only'],
    },
    {
      what: 'a target that nothing sends to',
      file: fileWith({ targets: '«it: { sqs: { create: it } }' }),
      code: 'unused-target',
      severity: 'warning',
      words: ['"it"'],
    },
  ]);
});

describe('dead letters of subscribers', () => {
  const board = (subscriber: string, more = '') =>
    target(`it: { sns: { create: it }, subscribers: [${subscriber}] }${more}`);
  expectBadFiles([
    {
      what: 'dead letters of a subscriber into a target that is no SQS queue',
      file: board('{ email: a@example.com, deadLetter: «it }'),
      code: 'dead-letter-kind',
      words: ['"it" is not an SQS queue'],
    },
    {
      what: 'dead letters of a subscriber into a FIFO queue',
      file: board(
        '{ email: a@example.com, deadLetter: «fifo }',
        '\nfifo: { sqs: { create: calls.fifo, messageGroup: all } }',
      ),
      code: 'dead-letter-fifo',
      words: ['"fifo" is a FIFO queue'],
    },
    {
      what: 'a subscriber that is its own dead-letter queue',
      file: board('{ sqs: inbox, deadLetter: «inbox }'),
      code: 'dead-letter-self',
      words: ['its own dead-letter queue'],
    },
    {
      what: 'dead letters of a subscriber into another account',
      file: board(
        '{ email: a@example.com, deadLetter: «far }',
        '\nfar: { sqs: { existing: "arn:aws:sqs:eu-west-1:999999999999:far" } }',
      ),
      code: 'dead-letter-account',
      words: ['account 999999999999', 'same account and region'],
    },
  ]);
});

describe('settings of SQS queues', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  expectBadFiles([
    {
      what: 'a retention above what SQS takes',
      file: target('it: { sqs: { create: it, retention: «15d } }'),
      code: 'out-of-range',
      words: ['1m to 14d', 'sqsRetentionSeconds'],
    },
    {
      what: 'a message size below what SQS takes',
      file: target('it: { sqs: { create: it, maxMessageSize: «1000 } }'),
      code: 'out-of-range',
      words: ['1024 to 1048576', 'sqsMessageBytes'],
    },
    {
      what: 'a setting of a queue that exists',
      file: target('it: { sqs: { existing: it, «delay: 10s } }'),
      code: 'misplaced-key',
      words: ['does not change one that exists', 'Remove "delay"'],
    },
    {
      what: 'throughput of a standard queue',
      file: target('it: { sqs: { create: it, «throughput: perMessageGroup } }'),
      code: 'misplaced-key',
      words: ['Only a FIFO queue', '.fifo'],
    },
    {
      what: 'two encryptions',
      file: target(`it: { sqs: { create: it, key: "${key}", «encryption: none } }`),
      code: 'two-encryptions',
      words: ['encrypted in one way'],
    },
    {
      what: 'the time of data keys without a key',
      file: target('it: { sqs: { create: it, «keyReuse: 5m } }'),
      code: 'misplaced-key',
      words: ['Remove "keyReuse"'],
    },
    {
      what: 'dead letters into a target that is no SQS queue',
      file: target(
        'it: { sqs: { create: it, redrive: { maxReceives: 3, deadLetter: «topic } } }\ntopic: { sns: { create: topic } }',
      ),
      code: 'dead-letter-kind',
      words: ['"topic" is not an SQS queue'],
    },
    {
      what: 'dead letters of a FIFO queue into a standard queue',
      file: target(
        'it: { sqs: { create: it.fifo, messageGroup: all, redrive: { maxReceives: 3, deadLetter: «inbox } } }',
      ),
      code: 'redrive-type',
      words: ['"inbox" is a standard queue, "it" is a FIFO queue'],
    },
    {
      what: 'a queue that is its own dead-letter queue',
      file: target('it: { sqs: { create: it, redrive: { maxReceives: 3, deadLetter: «it } } }'),
      code: 'redrive-circle',
      words: ['its own dead-letter queue'],
    },
    {
      what: 'a redrive that does not say how often',
      file: target('it: { sqs: { create: it, «redrive: { deadLetter: inbox } } }'),
      code: 'missing-key',
      words: ['maxReceives'],
    },
  ]);
});
