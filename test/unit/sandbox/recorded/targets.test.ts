import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteResourcePolicyCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  ListTargetsByRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';
import { seededRole } from '../aws/roles.js';
import { proveRecording, type Recorded } from './recording.js';
import { ACCOUNT, EAST, errorCode, eventIn, OPEN, openStage, type Stage, WEST } from './stage.js';

/** What a kind of target gets, or what PutTargets wants of it. */
interface OfTarget extends Omit<Recorded, 'error'> {
  readonly target: string;
  readonly error?: string;
  readonly example?: JsonObject;
  readonly delivered?: Readonly<Record<string, boolean>>;
  readonly required?: readonly string[];
  readonly none?: readonly string[];
  readonly allowed?: Readonly<Record<string, readonly string[]>>;
  readonly refused?: Readonly<Record<string, string>>;
}

const RoleArn = `arn:aws:iam::${ACCOUNT}:role/all`;
const GROUP = '/aws/events/all';
/** An ARN of each service that a recording names. */
const RESOURCES: Readonly<Record<string, string>> = {
  batch: 'job-queue/q',
  codebuild: 'project/p',
  codepipeline: 'p',
  ecs: 'cluster/c',
  events: 'event-bus/other',
  firehose: 'deliverystream/s',
  glue: 'workflow/w',
  inspector: 'target/0-x/template/0-y',
  kinesis: 'stream/s',
  redshift: 'cluster:c',
  'redshift-serverless': 'workgroup/w',
  sagemaker: 'pipeline/p',
  ssm: 'document/d',
  'ssm-incidents': 'response-plan/p',
  states: 'stateMachine:m',
  appsync: 'endpoints/graphql-api/a',
  'execute-api': 'abcdef/prod/POST/hook',
  lambda: 'function:sync',
  sns: 'board',
  sqs: 'inbox',
  logs: `log-group:${GROUP}`,
};

let stage: Stage;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  stage = await openStage({
    seed: {
      functions: [{ name: 'sync', statements: [letting('events.amazonaws.com', 'lambda:InvokeFunction')] }],
      roles: [seededRole('all', 'events.amazonaws.com')],
      receivers: ['kinesis', 'firehose', 'states'].map(
        (service) => `arn:aws:${service}:${EAST}:${ACCOUNT}:${RESOURCES[service]}`,
      ),
    },
  });
  logs = stage.server.open(CloudWatchLogsClient, { region: EAST });
  for (const name of ['inbox', 'dead']) await stage.queue(name);
  const Statement = ['events', 'sns'].map((name) => letting(`${name}.amazonaws.com`, 'sqs:SendMessage'));
  await stage.queue('heard', { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  await stage.queue('o.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true', Policy: OPEN });
  await stage.bus('bus', []);
  await stage.bus('other', [{ Id: 'heard', Arn: stage.arn('sqs', 'heard') }]);
  await stage.bus('other', [{ Id: 'heard', Arn: await stage.queue('heard', undefined, WEST) }], WEST);
  const { sns } = stage.in(EAST);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'board' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: stage.arn('sqs', 'heard') }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
});

afterAll(() => stage.server.close());

function letting(service: string, action: string): JsonObject {
  return { Effect: 'Allow', Principal: { Service: service }, Action: action, Resource: '*' };
}

const arnOf = (service: string) => stage.arn(service, RESOURCES[service] ?? 'x');
const DeadLetterConfig = () => ({ Arn: stage.arn('sqs', 'dead') });
const put = (target: Partial<Target>) => stage.targets('bus', [{ Id: 'X', Arn: '', ...target }]);
const refusal = (target: Partial<Target>) => failure(put(target));

/** What is wrong, in a line's words: `<id>` and `<arn>` stand for the target's. */
async function refusedWith(text: string, target: Partial<Target>): Promise<void> {
  const found = await refusal(target);
  expect(found.code).toBe('ValidationException');
  const wanted = text.replaceAll('<id>', 'X').replaceAll(/<(group )?[Aa][Rr][Nn]>/g, target.Arn ?? '');
  expect(found.message.startsWith(wanted), `${found.message}\n${wanted}`).toBe(true);
}

/** Sends an event to one target only. @returns what became of it */
async function send(target: Partial<Target>, entry = {}) {
  await put({ DeadLetterConfig: DeadLetterConfig(), ...target });
  const before = stage.server.cloud.deliveries().length;
  const id = await stage.put('bus', entry);
  return { id, told: stage.server.cloud.deliveries().slice(before), dead: await stage.take('dead') };
}

/** EventBridge sends to a service that the sandbox does not run, and the sandbox says so. */
const notRun =
  (service: string, more: Partial<Target> = {}) =>
  async (): Promise<void> => {
    const { told } = await send({ Arn: arnOf(service), RoleArn, ...more });
    expect(told).toMatchObject([{ outcome: 'delivered', why: expect.stringContaining('does not run this') }]);
  };

/** The condition of a statement, as a recorder wrote it down. */
function conditionOf(words: string): object {
  const rule = stage.arn('events', 'rule/bus/all');
  if (words === 'none') return {};
  if (words.includes('rule') && words.includes('another'))
    return { ArnEquals: { 'aws:SourceArn': `${rule}-2` } };
  if (words.includes('aws:SourceArn')) return { ArnEquals: { 'aws:SourceArn': rule } };
  if (words === 'another account') return { StringEquals: { 'aws:SourceAccount': '222222222222' } };
  const [, key = '', value = ''] = /(aws:\w+)(?: =)? (.*)$/.exec(words) ?? [];
  if (words.startsWith('Bool')) return { Bool: { [key]: value } };
  return { StringEquals: { [key]: value === 'own account' ? ACCOUNT : value.split(', ') } };
}

/** Whether EventBridge is let in under each condition of a line. */
const letIn =
  (service: 'sqs' | 'sns', action: string, set: (policy: string) => Promise<unknown>) =>
  async ({ delivered = {} }: OfTarget): Promise<void> => {
    const found: Record<string, boolean> = {};
    for (const words of Object.keys(delivered)) {
      const statement = {
        Sid: 'events',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: action,
        Resource: arnOf(service),
        Condition: conditionOf(words),
      };
      await set(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
      const { told } = await send({ Arn: arnOf(service) });
      found[words] = told[0]?.outcome === 'delivered';
      await stage.take(service === 'sqs' ? 'inbox' : 'heard');
    }
    expect(found).toEqual(delivered);
  };

const setQueue = (Policy: string) =>
  stage.in(EAST).sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: `${stage.server.endpoint}/${ACCOUNT}/inbox`,
      Attributes: { Policy },
    }),
  );
const setTopic = (AttributeValue: string) =>
  stage
    .in(EAST)
    .sns.send(
      new SetTopicAttributesCommand({ TopicArn: arnOf('sns'), AttributeName: 'Policy', AttributeValue }),
    );
const topicPolicy = () =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [letting('events.amazonaws.com', 'sns:Publish')].map((each) => ({
      ...each,
      Resource: arnOf('sns'),
    })),
  });

async function logPolicy(Condition: object): Promise<void> {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${arnOf('logs')}:*`,
    Condition,
  };
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await logs.send(new PutResourcePolicyCommand({ policyName: 'events', policyDocument }));
}

const TIME = '2024-06-11T08:33:00Z';

/** Makes an API destination at a host that nothing stands for. @returns its ARN */
async function apiDestination(): Promise<string> {
  const { events } = stage.in(EAST);
  const { ConnectionArn } = await events.send(
    new CreateConnectionCommand({
      Name: 'crm',
      AuthorizationType: 'BASIC',
      AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } },
    }),
  );
  const { ApiDestinationArn = '' } = await events.send(
    new CreateApiDestinationCommand({
      Name: 'crm',
      ConnectionArn,
      InvocationEndpoint: 'https://crm.example.com/*',
      HttpMethod: 'POST',
    }),
  );
  return ApiDestinationArn;
}

proveRecording<OfTarget>(
  'targets',
  {
    1: async ({ example }) => {
      const { id } = await send({ Arn: arnOf('sqs') });
      const [message] = await stage.take('inbox');
      expect(message?.MessageAttributes).toBeUndefined();
      expect(Object.keys(eventIn(message))).toEqual(Object.keys(example ?? {}));
      expect(eventIn(message)).toMatchObject({ id, account: ACCOUNT, region: EAST });
    },
    2: async () => {
      await setTopic(topicPolicy());
      const { id } = await send({ Arn: arnOf('sns') }, { Time: new Date(TIME) });
      const [message] = await stage.take('heard');
      const envelope = eventIn(message);
      expect(Object.keys(envelope).sort()).toEqual(
        [
          ...['Type', 'MessageId', 'TopicArn', 'Message', 'Timestamp', 'SignatureVersion', 'Signature'],
          ...['SigningCertURL', 'UnsubscribeURL'],
        ].sort(),
      );
      expect(envelope['Message']).toBe(
        `{"version":"0","id":"${id}","detail-type":"made","source":"my.source","account":"${ACCOUNT}","time":"${TIME}","region":"${EAST}","resources":[],"detail":{"n":1}}`,
      );
    },
    3: async () => {
      const { id } = await send({ Arn: arnOf('lambda') });
      const [payload = '{}'] = stage.server.cloud.invocations('sync');
      expect(JSON.parse(payload)).toMatchObject({ id, detail: { n: 1 } });
    },
    5: notRun('kinesis', { KinesisParameters: { PartitionKeyPath: '$.detail-type' } }),
    6: notRun('firehose'),
    7: async () => {
      await logPolicy({});
      const { told } = await send({ Arn: arnOf('logs') }, { Time: new Date(TIME) });
      expect(told).toMatchObject([{ outcome: 'delivered' }]);
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
      expect(JSON.parse(events.at(-1)?.message ?? '')).toMatchObject({ detail: { n: 1 } });
      expect(events.at(-1)?.timestamp).toBe(Date.parse(TIME));
      const { told: refused } = await send({ Arn: arnOf('logs'), RoleArn }).catch(() => ({ told: [] }));
      expect(refused).toEqual([]);
    },
    8: async ({ error = '' }) => {
      for (const form of [{ Input: '"x"' }, { InputPath: '$.detail' }])
        await refusedWith(error, { Arn: arnOf('logs'), ...form });
    },
    9: async () => {
      const { id } = await send({ Arn: arnOf('events'), RoleArn });
      const messages = await stage.take('heard');
      expect(messages.map(eventIn)).toMatchObject([{ id, region: EAST, account: ACCOUNT }]);
    },
    10: async () => {
      const { id } = await send({ Arn: stage.arn('events', 'event-bus/other', WEST), RoleArn });
      const [message] = await stage.take('heard', WEST);
      expect(eventIn(message)).toMatchObject({ region: EAST, account: ACCOUNT, detail: { n: 1 } });
      expect(eventIn(message)['id']).not.toBe(id);
    },
    11: async () => {
      const { told } = await send({ Arn: arnOf('execute-api') });
      expect(told).toMatchObject([{ why: expect.stringContaining('does not run') }]);
      await notRun('execute-api')();
    },
    12: notRun('states'),
    13: async () => {
      const Arn = await apiDestination();
      await refusedWith('RoleArn is required for target <arn>.', { Arn });
      // What is sent: test/unit/sandbox/aws/http.
      const { told } = await send({ Arn, RoleArn, HttpParameters: { PathParameterValues: ['$.detail.id'] } });
      expect(told).toMatchObject([{ outcome: 'not-sent', why: expect.stringContaining('crm.example.com') }]);
    },
    14: notRun('ecs', {
      EcsParameters: { TaskDefinitionArn: 'arn:aws:ecs:us-east-1:111111111111:task-definition/t' },
    }),
    15: async ({ required = [], none = [], error = '' }) => {
      for (const service of required) await refusedWith(error, { Arn: arnOf(service) });
      for (const service of none) await put({ Arn: arnOf(service) });
    },
    16: async () => {
      for (const service of ['sqs', 'sns', 'lambda']) await put({ Arn: arnOf(service), RoleArn });
      await refusedWith('RoleArn is not supported for target <arn>.', { Arn: arnOf('logs'), RoleArn });
    },
    17: async ({ error = '' }) => {
      for (const service of ['sns', 'sqs', 'lambda'])
        await refusedWith(error, { Arn: arnOf(service).replace(ACCOUNT, '222222222222') });
    },
    18: ({ error = '' }) => refusedWith(`${error.replace(/\.$/, '')}.`, { Arn: stage.arn('sqs', 'o.fifo') }),
    19: async () => {
      const SqsParameters = { MessageGroupId: 'tenant' };
      await send({ Arn: arnOf('sqs'), SqsParameters });
      expect((await stage.take('inbox'))[0]?.Attributes?.MessageGroupId).toBe('tenant');
      await put({ Arn: arnOf('lambda'), SqsParameters });
    },
    20: async ({ error = '', allowed = {} }) => {
      for (const [name, services] of Object.entries(allowed)) {
        const given = { [name]: PARAMETERS[name] ?? {} };
        await refusedWith(error.replace('EcsParameters', name), { Arn: arnOf('sqs'), ...given });
        for (const service of services) {
          if (name === 'HttpParameters' && service === 'events') continue;
          await put({ Arn: arnOf(service), RoleArn, ...given });
        }
      }
    },
    21: async ({ error = '' }) => {
      await refusedWith(error, { Arn: arnOf('ecs'), RoleArn });
      await refusedWith(error.replace('Ecs', 'Batch'), { Arn: arnOf('batch'), RoleArn });
    },
    22: async ({ error = '' }) => {
      const Arn = arnOf('sqs');
      for (const InputPath of ['$.a[0]', '$']) await put({ Arn, InputPath });
      for (const path of ["$.a['b']", 'detail']) {
        await refusedWith(error, { Arn, InputPath: path });
        await refusedWith(error, {
          Arn,
          InputTransformer: { InputPathsMap: { a: path }, InputTemplate: '{"a":<a>}' },
        });
      }
    },
    23: async ({ error = '' }) => {
      await refusedWith(error.replace(/\.$/, ''), { Arn: arnOf('sqs'), Input: 'hello' });
      await put({ Arn: arnOf('sqs'), Input: '"hello"' });
    },
    24: async () => {
      const with_ = (names: readonly string[]) => ({
        Arn: arnOf('sqs'),
        InputTransformer: {
          InputPathsMap: Object.fromEntries(names.map((name) => [name, '$.detail'])),
          InputTemplate: '{}',
        },
      });
      const many = Array.from({ length: 101 }, (_, index) => `p${index}`);
      for (const names of [many, ['aws.events.rule-name'], ['a.b']])
        await refusedWith('1 validation error detected', with_(names));
      await put(with_(['AWSx']));
    },
    25: async () => {
      await send({ Arn: arnOf('sqs'), SqsParameters: { MessageGroupId: '$.detail.n' } });
      expect((await stage.take('inbox'))[0]?.Attributes?.MessageGroupId).toBe('1');
    },
    28: letIn('sqs', 'sqs:SendMessage', setQueue),
    29: letIn('sns', 'sns:Publish', setTopic),
    30: async () => {
      await setQueue(OPEN);
      for (const service of ['sqs', 'sns']) {
        await put({ Arn: arnOf(service), RoleArn: `${RoleArn}-not-there` });
        await put({ Arn: arnOf(service) });
        const { Targets } = await stage
          .in(EAST)
          .events.send(new ListTargetsByRuleCommand({ EventBusName: 'bus', Rule: 'all' }));
        expect(Targets).toEqual([{ Id: 'X', Arn: arnOf(service) }]);
      }
    },
    31: async ({ refused = {} }) => {
      const Arn = arnOf('logs');
      await refusedWith(refused['RoleArn'] ?? '', { Arn, RoleArn });
      await refusedWith(refused['Input, InputPath'] ?? '', { Arn, InputPath: '$' });
      await refusedWith(refused['ARN with log-stream'] ?? '', { Arn: `${Arn}:log-stream:s` });
      await logPolicy({
        ArnEquals: { 'aws:SourceArn': stage.arn('events', 'rule/bus/all') },
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
      });
      const InputTemplate = '{"timestamp":"2025-01-01T00:00:00.500Z","message":"n is <n>"}';
      const InputTransformer = { InputPathsMap: { n: '$.detail.n' }, InputTemplate };
      await send({ Arn, InputTransformer });
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
      expect(events.find(({ message }) => message === 'n is 1')).toMatchObject({
        timestamp: Date.parse('2025-01-01T00:00:00.500Z'),
      });
      const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: GROUP }));
      expect(logStreams.map(({ logStreamName }) => logStreamName)).toEqual(
        events.map(() => expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)),
      );
      await logs.send(new DeleteResourcePolicyCommand({ policyName: 'events' }));
      const { dead } = await send({ Arn });
      expect(dead.map(errorCode)).toEqual(['NO_PERMISSIONS']);
    },
    33: async ({ refused = {} }) => {
      const Arn = arnOf('events');
      for (const form of [{ Input: '{}' }, { InputPath: '$' }, { InputTransformer: { InputTemplate: '{}' } }])
        await refusedWith(refused['Input, InputPath or InputTransformer (same account too)'] ?? '', {
          Arn,
          RoleArn,
          ...form,
        });
      await refusedWith(refused["the rule's own bus"] ?? '', {
        Arn: stage.arn('events', 'event-bus/bus'),
        RoleArn,
      });
      await refusedWith('RoleArn is required for target <arn>.', { Arn });
      await refusedWith(refused['unknown region'] ?? '', {
        Arn: stage.arn('events', 'event-bus/other', 'moon-1'),
        RoleArn,
      });
      await put({ Arn: stage.arn('events', 'event-bus/not-there'), RoleArn: `${RoleArn}-not-there` });
      await put({ Arn: Arn.replace(ACCOUNT, '999999999999'), RoleArn });
    },
    32: async () => {
      const KinesisParameters = { PartitionKeyPath: '$.detail.key' };
      const keys: readonly (readonly [JsonObject, string])[] = [
        [{ key: 'tenant-1' }, '"tenant-1"'],
        [{ key: '' }, '""'],
        [{}, '{}'],
        [{ key: null }, '{}'],
        [{ key: 42 }, '42'],
        [{ key: true }, 'true'],
        [{ key: { a: 1 } }, '{"a":1}'],
        [{ key: ['a', 'b'] }, '["a","b"]'],
      ];
      const target = { Arn: arnOf('kinesis'), RoleArn, KinesisParameters, Input: '{"key":"of the input"}' };
      for (const [detail, key] of keys) {
        const { told } = await send(target, { Detail: JSON.stringify(detail) });
        expect(told).toMatchObject([{ why: expect.stringContaining(`partition key ${key} with role`) }]);
      }
      const { id, told } = await send({ Arn: arnOf('kinesis'), RoleArn });
      expect(told).toMatchObject([{ why: expect.stringMatching(`partition key ${id}_[0-9a-f-]{36} with`) }]);
    },
    36: async () => {
      const target = { Id: 'X', Arn: arnOf('lambda'), SqsParameters: { MessageGroupId: 'g' } };
      await put(target);
      const { Targets } = await stage
        .in(EAST)
        .events.send(new ListTargetsByRuleCommand({ EventBusName: 'bus', Rule: 'all' }));
      expect(Targets).toEqual([target]);
    },
  },
  {
    4: 'AWS’s page says that AWS:SourceAccount keeps EventBridge out of a function; for SQS and SNS the contrary is recorded. gcx grants by the rule’s ARN, and never so',
    26: 'which paths there are is held line by line by recorded-inputs.test.ts',
    27: 'AWS’s page and public reports disagree; what keys let in is in kms.test.ts',
    34: 'a Firehose stream of another region, which PutTargets refuses here; otherwise line 6',
    35: 'ECS, which the sandbox does not run, and says so (line 14)',
  },
);

/** The least that the model wants of each. */
const PARAMETERS: Readonly<Record<string, object>> = {
  EcsParameters: { TaskDefinitionArn: `arn:aws:ecs:${EAST}:${ACCOUNT}:task-definition/t` },
  KinesisParameters: { PartitionKeyPath: '$.id' },
  BatchParameters: { JobDefinition: 'd', JobName: 'j' },
  HttpParameters: { HeaderParameters: { a: 'b' } },
  RedshiftDataParameters: { Database: 'd' },
  RunCommandParameters: { RunCommandTargets: [{ Key: 'tag:a', Values: ['b'] }] },
  SageMakerPipelineParameters: { PipelineParameterList: [] },
  AppSyncParameters: { GraphQLOperation: 'mutation' },
};
