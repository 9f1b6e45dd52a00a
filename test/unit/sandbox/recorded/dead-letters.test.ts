import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteResourcePolicyCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateEventBusCommand, DescribeEventBusCommand, type Target } from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  type MessageAttributeValue,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  DeleteQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { failure } from '../aws/aws-server.js';
import { seededRole } from '../aws/roles.js';
import { forLines, proveRecording, range } from './recording.js';
import { ACCOUNT, EAST, errorCode, eventIn, openStage, type Stage, WEST } from './stage.js';

/** A dead letter, or what becomes one. */
interface DeadLetter {
  readonly from: string;
  readonly situation?: string;
  readonly body?: string | JsonObject;
  readonly refused?: string;
  readonly codes?: readonly string[] | Readonly<Record<string, string>>;
  readonly texts?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue: string }>
  > | null;
}

const RULE = `arn:aws:events:${EAST}:${ACCOUNT}:rule/bus/all`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const DISABLED = '00000000-0000-4000-8000-000000000001';
const GROUP = '/aws/events/my-group';
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

let stage: Stage;
let logs: CloudWatchLogsClient;
let now = Date.parse('2026-01-01T00:00:00Z');

const letting = (service: string, action: string): JsonObject => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: action,
  Resource: '*',
});
const policy = (...statements: JsonObject[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const services = policy(
  letting('events.amazonaws.com', 'sqs:SendMessage'),
  letting('sns.amazonaws.com', 'sqs:SendMessage'),
);

beforeAll(async () => {
  stage = await openStage({
    now: () => now,
    seed: {
      keys: [{ key: DISABLED, enabled: false }],
      functions: [
        {
          name: 'throws',
          behaviour: { kind: 'throws' },
          statements: [letting('events.amazonaws.com', 'lambda:InvokeFunction')],
        },
        {
          name: 'busy',
          behaviour: { kind: 'throttles' },
          statements: [letting('events.amazonaws.com', 'lambda:InvokeFunction')],
        },
      ],
      roles: [seededRole('all', 'events.amazonaws.com'), seededRole('powerless', 'events.amazonaws.com', [])],
    },
  });
  logs = stage.server.open(CloudWatchLogsClient, { region: EAST });
  for (const name of ['dead', 'inbox']) await stage.queue(name, { Policy: services });
  await stage.queue('closed', {});
  await stage.queue('locked', { Policy: services, KmsMasterKeyId: stage.arn('kms', `key/${DISABLED}`) });
  await stage.queue('o.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true', Policy: services });
  await stage.queue('od.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true', Policy: services });
  await stage.bus('bus', []);
  await stage.bus('next', []);
  for (const Name of ['my-topic', 'board']) await sns().send(new CreateTopicCommand({ Name }));
  await sns().send(
    new CreateTopicCommand({
      Name: 'encrypted',
      Attributes: {
        KmsMasterKeyId: stage.arn('kms', `key/${DISABLED}`),
        Policy: policy(letting('events.amazonaws.com', 'sns:Publish')),
      },
    }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
});

afterAll(() => stage.server.close());

const sns = () => stage.in(EAST).sns;
const sqs = () => stage.in(EAST).sqs;
const url = (name: string) => `${stage.server.endpoint}/${ACCOUNT}/${name}`;
const queueArn = (name: string) => stage.arn('sqs', name);
const put = (target: Partial<Target>, bus = 'bus') =>
  stage.targets(bus, [
    { Id: 'X', Arn: queueArn('inbox'), DeadLetterConfig: { Arn: queueArn('dead') }, ...target },
  ]);

/** What comes to the dead-letter queue of a target, and how delivery ended. */
async function letters(target: Partial<Target>, entry = {}) {
  await put(target);
  const before = stage.server.cloud.deliveries().length;
  const id = await stage.put('bus', { Detail: '{"n":1,"value":"hello"}', ...entry });
  const told = stage.server.cloud.deliveries().slice(before);
  return { id, dead: await stage.take('dead'), told };
}

const code = (wanted: string, target: () => Partial<Target>) => async (): Promise<void> => {
  expect((await letters(target())).dead.map(errorCode)).toEqual([wanted]);
};

/** A dead letter as it was recorded: its body, and its attributes with ids of requests of ours. */
const letter =
  (target: () => Partial<Target>, names: Readonly<Record<string, string>> = {}) =>
  async ({ body, attributes }: DeadLetter): Promise<void> => {
    const { id, dead } = await letters(target());
    const [message] = dead;
    if (body === '<the event>') expect(eventIn(message)).toMatchObject({ id, detail: { n: 1 } });
    else expect(message?.Body).toBe(body);
    if (!attributes) return;
    const neutral = JSON.parse(
      JSON.stringify(message?.MessageAttributes).replaceAll(
        /Request ID: [\da-f-]{36}/g,
        'Request ID: 00000000-0000-5000-8000-000000000001',
      ),
    );
    const ours = Object.entries({ ...names, 'rule/my-bus/my-rule': 'rule/bus/all' }).reduce(
      (text, [name, our]) => text.replaceAll(name, our),
      JSON.stringify(attributes),
    );
    expect(neutral).toEqual(JSON.parse(ours));
  };

/** What a subscription's dead-letter queue gets once its endpoint is gone. */
async function undelivered(
  topic: string,
  Protocol: string,
  Endpoint: string,
  more: Record<string, string> = {},
  content: { MessageGroupId?: string; MessageAttributes?: Record<string, MessageAttributeValue> } = {},
): Promise<Message | undefined> {
  const dead = topic.endsWith('.fifo') ? 'od.fifo' : 'dead';
  const TopicArn = stage.arn('sns', topic);
  const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(dead) }), ...more };
  await sns().send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
  await sns().send(new PublishCommand({ TopicArn, Message: 'a message', ...content }));
  await stage.server.cloud.settle();
  return (await stage.take(dead))[0];
}

const ATTRIBUTES = {
  attr1: { DataType: 'Number', StringValue: '111' },
  attr2: { DataType: 'Binary', BinaryValue: Buffer.from([2, 3, 4]) },
} as const;

const LAMBDA =
  'of functions: their destinations the sandbox does not know, and says so; their DeadLetterConfig it keeps and does not carry out (docs/sandbox.md)';

proveRecording<DeadLetter>(
  'dead-letters',
  {
    3: async () => {
      const target = (RetryPolicy: object) => ({ Arn: stage.arn('lambda', 'function:busy'), RetryPolicy });
      const condition = async (retry: object) =>
        (await letters(target(retry))).dead.map(
          ({ MessageAttributes }) => MessageAttributes?.['EXHAUSTED_RETRY_CONDITION']?.StringValue,
        );
      expect(await condition({ MaximumRetryAttempts: 2 })).toEqual(['MaximumRetryAttempts']);
      expect(await condition({ MaximumEventAgeInSeconds: 60 })).toEqual(['MaximumEventAgeInSeconds']);
    },
    4: code('NO_PERMISSIONS', () => ({ Arn: queueArn('closed') })),
    5: async () => {
      const RoleArn = role('all');
      for (const target of [
        { Arn: queueArn('not-there') },
        { Arn: stage.arn('kinesis', 'stream/not-there'), RoleArn },
        { Arn: stage.arn('firehose', 'deliverystream/not-there'), RoleArn },
        { Arn: stage.arn('states', 'stateMachine:not-there'), RoleArn },
        { Arn: stage.arn('logs', 'log-group:not-there') },
      ]) {
        const { dead, told } = await letters(target);
        expect(dead.map(errorCode), target.Arn).toEqual(['NO_RESOURCE']);
        expect(told).toMatchObject([{ outcome: 'dead-lettered' }]);
        expect(told[0]).not.toHaveProperty('attempts');
      }
    },
    7: async () => {
      const Arn = stage.arn('lambda', 'function:busy');
      const { dead, told } = await letters({ Arn, RetryPolicy: { MaximumRetryAttempts: 3 } });
      expect(dead.map(errorCode)).toEqual(['THROTTLING']);
      expect(told).toMatchObject([{ outcome: 'dead-lettered', attempts: 4 }]);
    },
    8: async () => {
      const { dead, told } = await letters({ Arn: stage.arn('lambda', 'function:throws') });
      expect(dead).toEqual([]);
      expect(told).toMatchObject([
        { outcome: 'delivered', why: expect.stringContaining('failed each time') },
      ]);
    },
    9: async () => {
      const { id, dead } = await letters({ Arn: stage.arn('lambda', 'function:not-there') });
      expect(dead.map(eventIn)).toMatchObject([{ id, source: 'my.source', detail: { n: 1 } }]);
    },
    12: async () => {
      // It is kept, and told again; without a key that cannot be used nothing goes there.
      const { events } = stage.in(EAST);
      const DeadLetterConfig = { Arn: queueArn('dead') };
      await events.send(new CreateEventBusCommand({ Name: 'keyed', DeadLetterConfig }));
      expect(await events.send(new DescribeEventBusCommand({ Name: 'keyed' }))).toMatchObject({
        DeadLetterConfig,
      });
    },
    13: async ({ refused = '' }) => {
      for (const [service, resource] of [
        ['sns', 'board'],
        ['lambda', 'function:busy'],
      ] as const) {
        const found = await failure(put({ DeadLetterConfig: { Arn: stage.arn(service, resource) } }));
        expect(found.message).toBe(refused.replace('<service>', service));
      }
    },
    14: async ({ refused }) => {
      const found = await failure(put({ DeadLetterConfig: { Arn: queueArn('o.fifo') } }));
      expect(found.message).toBe(refused);
    },
    15: async () => {
      const found = await failure(put({ DeadLetterConfig: { Arn: stage.arn('sqs', 'dead', WEST) } }));
      expect(found.code).toBe('ValidationException');
    },
    16: async () => {
      const message = await undelivered(
        'board',
        'sqs',
        queueArn('gone-raw'),
        { RawMessageDelivery: 'true' },
        {
          MessageAttributes: ATTRIBUTES,
        },
      );
      expect(message?.Body).toBe('a message');
      expect(message?.MessageAttributes).toEqual({
        attr1: ATTRIBUTES.attr1,
        attr2: { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) },
      });
    },
    17: async ({ body }) => {
      await sns().send(new CreateTopicCommand({ Name: 'wrapped' }));
      const message = await undelivered(
        'wrapped',
        'sqs',
        queueArn('gone'),
        {},
        { MessageAttributes: ATTRIBUTES },
      );
      expect(Object.keys(eventIn(message)).sort()).toEqual(
        Object.keys(typeof body === 'object' ? body : {}).sort(),
      );
      expect(eventIn(message)['MessageAttributes']).toEqual({
        attr1: { Type: 'Number', Value: '111' },
        attr2: { Type: 'Binary', Value: 'AgME' },
      });
      expect(message?.MessageAttributes).toBeUndefined();
    },
    18: async () => {
      await sns().send(new CreateTopicCommand({ Name: 'to-function' }));
      const message = await undelivered('to-function', 'lambda', stage.arn('lambda', 'function:gone'));
      expect(eventIn(message)).toMatchObject({ Type: 'Notification', Message: 'a message' });
    },
    19: async () => {
      await sns().send(
        new CreateTopicCommand({
          Name: 'ordered.fifo',
          Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'true' },
        }),
      );
      const message = await undelivered(
        'ordered.fifo',
        'sqs',
        queueArn('gone.fifo'),
        { RawMessageDelivery: 'true' },
        { MessageGroupId: 'g' },
      );
      expect(message?.Attributes).toMatchObject({
        MessageGroupId: 'g',
        MessageDeduplicationId: expect.any(String),
        SequenceNumber: expect.stringMatching(/^\d{20}$/),
        SenderId: expect.any(String),
      });
    },
    29: async () => {
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 1 });
      await stage.queue('source', { RedrivePolicy });
      await sqs().send(
        new SendMessageCommand({
          QueueUrl: url('source'),
          MessageBody: 'x',
          MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: TRACE } },
        }),
      );
      const receive = async (name: string) =>
        (
          await sqs().send(
            new ReceiveMessageCommand({
              QueueUrl: url(name),
              VisibilityTimeout: 1,
              MessageSystemAttributeNames: ['All'],
            }),
          )
        ).Messages?.[0];
      const first = await receive('source');
      now += 2_000;
      expect(await receive('source')).toBeUndefined();
      const dead = await receive('dead');
      expect(dead?.MessageId).toBe(first?.MessageId);
      expect(dead?.Attributes).toMatchObject({
        ApproximateReceiveCount: '2',
        SentTimestamp: first?.Attributes?.SentTimestamp,
        AWSTraceHeader: TRACE,
        DeadLetterQueueSourceArn: queueArn('source'),
      });
      await sqs().send(new DeleteQueueCommand({ QueueUrl: url('source') }));
      now += 2_000;
      await stage.take('dead');
    },
    30: letter(() => ({ Arn: queueArn('closed'), Input: '{"attempted":"static"}' }), {
      'my-queue': 'closed',
    }),
    31: letter(
      () => ({
        Arn: queueArn('closed'),
        InputTransformer: {
          InputPathsMap: { value: '$.detail.value' },
          InputTemplate: '{"attempted":<value>}',
        },
      }),
      { 'my-queue': 'closed' },
    ),
    32: letter(() => ({ Arn: queueArn('not-there'), Input: '{"attempted":"missing"}' }), {
      'my-queue': 'not-there',
    }),
    33: async (line) => {
      const InputTransformer = {
        InputPathsMap: { value: '$.detail.quoted' },
        InputTemplate: '"prefix <value> suffix"',
      };
      await put({ Arn: queueArn('inbox'), InputTransformer });
      await stage.put('bus', { Detail: JSON.stringify({ quoted: 'say "hello"' }) });
      const [message] = await stage.take('dead');
      expect(message?.Body).toBe(line.body);
      expect(message?.MessageAttributes?.['ERROR_MESSAGE']).toEqual(line.attributes?.['ERROR_MESSAGE']);
    },
    34: letter(() => ({ Arn: queueArn('closed') })),
    35: letter(() => ({ Arn: stage.arn('sns', 'my-topic') })),
    36: async (line) => {
      const Arn = stage.arn('logs', `log-group:${GROUP}`);
      const policyDocument = policy(letting('events.amazonaws.com', 'logs:*'));
      await logs.send(new PutResourcePolicyCommand({ policyName: 'p', policyDocument }));
      expect((await letters({ Arn })).dead).toEqual([]);
      await logs.send(new DeleteResourcePolicyCommand({ policyName: 'p' }));
      await letter(() => ({ Arn }))(line);
    },
    37: async () => {
      const wanted = ['ERROR_CODE', 'ERROR_MESSAGE', 'RULE_ARN', 'TARGET_ARN'];
      for (const MaximumRetryAttempts of [0, 1])
        for (const target of [
          { Arn: queueArn('closed') },
          { Arn: queueArn('not-there') },
          { Arn: queueArn('inbox'), RoleArn: role('not-there') },
        ]) {
          const { dead } = await letters({ ...target, RetryPolicy: { MaximumRetryAttempts } });
          const attributes = dead[0]?.MessageAttributes ?? {};
          expect(Object.keys(attributes).sort()).toEqual(wanted);
          expect(new Set(Object.values(attributes).map(({ DataType }) => DataType))).toEqual(
            new Set(['String']),
          );
        }
    },
    38: async () => {
      const bus = (name: string) => stage.arn('events', `event-bus/${name}`);
      for (const Arn of [queueArn('inbox'), stage.arn('sns', 'board'), stage.arn('lambda', 'function:busy')])
        await code('FAILED_TO_ASSUME_ROLE', () => ({ Arn, RoleArn: role('not-there') }))();
      for (const name of ['not-there', 'powerless'])
        await code('NO_PERMISSIONS', () => ({ Arn: bus('next'), RoleArn: role(name) }))();
      await code('NO_RESOURCE', () => ({ Arn: queueArn('locked') }))();
      await code('NO_PERMISSIONS', () => ({ Arn: stage.arn('sns', 'encrypted') }))();
      const { dead, told } = await letters({ Arn: bus('not-there'), RoleArn: role('all') });
      expect([dead.length, told[0]?.outcome]).toEqual([0, 'dropped']);
    },
    39: async () => {
      const { dead } = await letters({ Arn: queueArn('closed') }, { TraceHeader: TRACE });
      expect(dead[0]?.Attributes).toMatchObject({ AWSTraceHeader: TRACE, SenderId: 'AIDAJXNJGGKNS7OSV23OI' });
      expect(dead[0]?.MessageAttributes?.['RULE_ARN']?.StringValue).toBe(RULE);
    },
  },
  {
    1: 'a page of AWS; what was recorded of it is in lines 30 to 39',
    2: 'a page of AWS that lists codes; those with a cause that the sandbox knows are in the other lines',
    6: 'a code that nobody recorded; the sandbox has no target whose address could be invalid',
    10: 'another’s log, which does not say whether there was a transformer; line 36 is of log groups',
    11: 'refuted by recordings (line 31)',
    20: 'a page of AWS: in the sandbox SQS and Lambda never fail on their own side',
    ...forLines(range(21, 28), LAMBDA),
  },
);
