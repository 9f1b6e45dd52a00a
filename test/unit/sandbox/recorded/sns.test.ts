import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  type MessageAttributeValue,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  RemovePermissionCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { proveRecording, type Recorded, refusedAs } from './recording.js';
import { ACCOUNT, EAST, errorCode, openStage, type Stage } from './stage.js';

const OPEN_TO_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }],
});
const key = (id: string) => `arn:aws:kms:${EAST}:${ACCOUNT}:key/${id}`;

let stage: Stage;
let now = Date.now();
let topics = 0;
let subscription = '';

beforeAll(async () => {
  stage = await openStage({
    now: () => now,
    seed: {
      functions: [{ name: 'sync', statements: [{ Effect: 'Allow', Principal: '*', Action: '*' }] }],
      keys: [
        { key: key('off'), enabled: false },
        {
          key: key('closed'),
          policy: {
            Statement: [{ Effect: 'Allow', Principal: { Service: 'x.amazonaws.com' }, Action: '*' }],
          },
        },
      ],
    },
  });
  await stage.queue('inbox', { Policy: OPEN_TO_ALL });
  await stage.queue('dead', { Policy: OPEN_TO_ALL });
  await stage.queue('order.fifo', {
    FifoQueue: 'true',
    ContentBasedDeduplication: 'true',
    Policy: OPEN_TO_ALL,
  });
  for (const TopicArn of [topic('board'), topic('raw'), topic('set')]) {
    await sns().send(new CreateTopicCommand({ Name: TopicArn.split(':').at(-1) }));
  }
  await sns().send(new CreateTopicCommand({ Name: 'order.fifo', Attributes: { FifoTopic: 'true' } }));
  subscription = await subscribe('board');
  await subscribe('raw', { RawMessageDelivery: 'true' });
  await subscribe('order.fifo', {}, 'order.fifo');
});

afterAll(() => stage.server.close());

const sns = () => stage.in(EAST).sns;
const topic = (name: string) => stage.arn('sns', name);

async function subscribe(name: string, Attributes: Record<string, string> = {}, queue = 'inbox') {
  const { SubscriptionArn = '' } = await sns().send(
    new SubscribeCommand({
      TopicArn: topic(name),
      Protocol: 'sqs',
      Endpoint: stage.arn('sqs', queue),
      Attributes,
      ReturnSubscriptionArn: true,
    }),
  );
  return SubscriptionArn;
}

const publish = (more: Partial<PublishCommandInput> = {}, name = 'board') =>
  sns().send(new PublishCommand({ TopicArn: topic(name), Message: 'hello', ...more }));
const setTopic = (name: string, AttributeName: string, AttributeValue: string) =>
  sns().send(new SetTopicAttributesCommand({ TopicArn: topic(name), AttributeName, AttributeValue }));
const topicAttributes = async (name: string): Promise<Record<string, string>> =>
  (await sns().send(new GetTopicAttributesCommand({ TopicArn: topic(name) }))).Attributes ?? {};
const shown = async (SubscriptionArn: string): Promise<Record<string, string>> =>
  (await sns().send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes ?? {};

async function arrived(queue = 'inbox') {
  await stage.server.cloud.settle();
  return await stage.take(queue);
}

const texts = (given: Record<string, string>): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(given).map(([name, StringValue]) => [
      name,
      { DataType: StringValue.startsWith('[') ? 'String.Array' : 'String', StringValue },
    ]),
  );

/** A topic of its own whose subscription has a filter policy. */
async function filtered(policy: object, scope = 'MessageAttributes') {
  topics += 1;
  const name = `filtered-${topics}`;
  await sns().send(new CreateTopicCommand({ Name: name }));
  await subscribe(name, { FilterPolicy: JSON.stringify(policy), FilterPolicyScope: scope });
  return async (attributes: Record<string, string>, Message = 'hello') => {
    await publish({ Message, MessageAttributes: texts(attributes) }, name);
    return (await arrived()).length === 1;
  };
}

const batch = (name: string, ...entries: readonly object[]) =>
  sns().send(
    new PublishBatchCommand({
      TopicArn: topic(name),
      PublishBatchRequestEntries: entries.map((entry, index) => ({ Id: `${index}`, Message: 'm', ...entry })),
    }),
  );
const ordered = (id: string, more: object = {}) => ({
  MessageGroupId: 'g',
  MessageDeduplicationId: id,
  ...more,
});

const number = (StringValue: string) => ({
  MessageAttributes: { numeric: { DataType: 'Number', StringValue } },
});

const contentBased = (value: string) => (line: Recorded) =>
  refusedAs(line, setTopic('order.fifo', 'ContentBasedDeduplication', value));

const policyOf = (Action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 's',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action,
        Resource: topic('set'),
      },
    ],
  });

const refusedAction = (action: string) => async (line: Recorded) => {
  const { Policy } = await topicAttributes('set');
  await refusedAs(line, setTopic('set', 'Policy', policyOf(action)));
  expect((await topicAttributes('set'))['Policy']).toBe(Policy);
};

async function refused(call: Promise<unknown>, code = 'InvalidParameter'): Promise<void> {
  expect((await failure(call)).code).toBe(code);
}

proveRecording(
  '2026-sns',
  {
    1: (line) =>
      refusedAs(
        line,
        sns().send(
          new SubscribeCommand({
            TopicArn: topic('order.fifo'),
            Protocol: 'lambda',
            Endpoint: stage.arn('lambda', 'function:sync'),
          }),
        ),
      ),
    2: async () => {
      const found = await topicAttributes('order.fifo');
      expect(found).toMatchObject({
        FifoTopic: 'true',
        ContentBasedDeduplication: 'false',
        DisplayName: '',
        Owner: ACCOUNT,
      });
      expect(found['Policy']).toContain('__default_policy_ID');
      expect(found['EffectiveDeliveryPolicy']).toContain('"headerContentType":"text/plain; charset=UTF-8"');
    },
    3: contentBased('1'),
    4: contentBased('yes'),
    5: contentBased('nonsense'),
    6: contentBased(''),
    7: () => setTopic('order.fifo', 'ContentBasedDeduplication', 'FALSE'),
    8: async () => {
      const { SequenceNumber } = await publish(ordered('first'), 'order.fifo');
      expect(SequenceNumber).toMatch(/^\d{20}$/);
    },
    9: async () => {
      const [first, again] = [
        await publish(ordered('same'), 'order.fifo'),
        await publish(ordered('same', { MessageGroupId: 'h' }), 'order.fifo'),
      ];
      expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    },
    10: (line) => refusedAs(line, batch('order.fifo', ordered('a'), { MessageGroupId: 'g' })),
    11: (line) => refusedAs(line, batch('order.fifo', ordered('b'), ordered('with space'))),
    12: (line) => refusedAs(line, batch('order.fifo', ordered('c'), ordered('d', { Message: '' }))),
    13: (line) => refusedAs(line, batch('order.fifo', ordered('e'), ordered('f', { Subject: '' }))),
    14: async () => {
      for (const FilterPolicy of [
        'no JSON',
        '["a"]',
        '{"a":"x"}',
        '{"a":[]}',
        '{"a":{"b":["x"]}}',
        '{"a":[{"numeric":[]}]}',
        '{"a":[{"unknown":"x"}]}',
        '{"a":[{"exists":"yes"}]}',
        '{"$or":[{"a":["x"]}]}',
        '{"$or":["x"]}',
      ])
        await refused(subscribe('set', { FilterPolicy }));
    },
    15: async () => {
      for (const policy of [
        { a: [{ 'anything-but': { suffix: 'x' } }] },
        { a: [{ prefix: { 'equals-ignore-case': 'x' } }] },
      ]) {
        const FilterPolicy = JSON.stringify(policy);
        const SubscriptionArn = subscription;
        await sns().send(
          new SetSubscriptionAttributesCommand({
            SubscriptionArn,
            AttributeName: 'FilterPolicy',
            AttributeValue: FilterPolicy,
          }),
        );
        expect(await shown(SubscriptionArn)).toMatchObject({ FilterPolicy });
      }
      await sns().send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn: subscription,
          AttributeName: 'FilterPolicy',
          AttributeValue: '{}',
        }),
      );
    },
    16: async () => {
      const made = await subscribe('set', { FilterPolicyScope: 'MessageAttributes', FilterPolicy: '{}' });
      expect(await shown(made)).not.toHaveProperty('FilterPolicy');
      expect(await shown(made)).not.toHaveProperty('FilterPolicyScope');
    },
    17: async () => {
      const send = await filtered({ quality: [{ 'anything-but': ['bad'] }] });
      expect(await send({ quality: '["bad","good"]' })).toBe(true);
    },
    18: async () => {
      const send = await filtered({ there: [{ exists: true }] });
      expect([
        await send({ there: 'x' }),
        await send({ other: 'x' }),
        await send({}),
        await send({ there: '[]' }),
      ]).toEqual([true, false, false, false]);
    },
    19: async () => {
      const send = await filtered({ there: [{ exists: false }] });
      expect([await send({ other: 'x' }), await send({ there: 'x' }), await send({})]).toEqual([
        true,
        false,
        false,
      ]);
    },
    20: (line) => refusedAs(line, publish({ MessageAttributes: texts({ a: '' }) })),
    21: async () => {
      const send = await filtered({ a: [{ exists: true }] }, 'MessageBody');
      const bodies = ['{"a":"x"}', '{"a":""}', '{"a":null}', '{"b":1}', '{"a":[]}', '{"a":{}}'];
      const found = [];
      for (const body of bodies) found.push(await send({}, body));
      expect(found).toEqual([true, true, true, false, false, false]);
    },
    22: async () => {
      const send = await filtered({ all: { a: [1], b: [2] } }, 'MessageBody');
      expect(await send({}, '{"all":[{"a":1,"b":2}]}')).toBe(true);
      expect(await send({}, '{"all":[{"a":1},{"b":2}]}')).toBe(false);
    },
    23: async () => {
      const send = await filtered({ kind: ['k'], $or: [{ a: [1] }, { b: [2] }] }, 'MessageBody');
      expect(await send({}, '{"kind":"k","a":1}')).toBe(true);
      expect(await send({}, '{"kind":"k","a":2}')).toBe(false);
      expect(await send({}, '{"kind":"x","b":2}')).toBe(false);
    },
    24: async () => {
      await publish({ MessageAttributes: texts({ a: 'x' }) });
      const [message] = await arrived();
      expect(message?.Attributes?.SenderId).toMatch(/^\w+:AWS-CLOUDCAST$/);
      expect(message?.Body).toMatch(/^\{\n {2}"Type" : "Notification",\n {2}"MessageId" : "[\da-f-]{36}",\n/);
      expect(JSON.parse(message?.Body ?? '')).toMatchObject({
        SignatureVersion: '1',
        MessageAttributes: { a: { Type: 'String', Value: 'x' } },
      });
    },
    25: refusedAction('sns:*'),
    26: refusedAction('SNS:*'),
    27: refusedAction('*'),
    28: async () => {
      for (const action of ['sns:Publish', 'SNS:Publish']) {
        await setTopic('set', 'Policy', policyOf(action));
        expect((await topicAttributes('set'))['Policy']).toBe(policyOf(action));
      }
    },
    29: (line) => refusedAs(line, setTopic('set', 'Policy', '{')),
    30: async () => {
      const found = await topicAttributes('board');
      expect(found).not.toHaveProperty('TracingConfig');
      expect(found).not.toHaveProperty('SignatureVersion');
    },
    31: async () => {
      await setTopic('set', 'KmsMasterKeyId', key('missing'));
      await refused(publish({}, 'set'), 'KMSNotFound');
    },
    32: async () => {
      await sns().send(
        new AddPermissionCommand({
          TopicArn: topic('board'),
          Label: 'label',
          AWSAccountId: ['222222222222'],
          ActionName: ['Publish'],
        }),
      );
      const { Policy = '' } = await topicAttributes('board');
      expect(JSON.parse(Policy).Statement.at(-1)).toEqual({
        Sid: 'label',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::222222222222:root' },
        Action: 'SNS:Publish',
        Resource: topic('board'),
      });
    },
    33: async () => {
      const { Policy } = await topicAttributes('board');
      await sns().send(
        new AddPermissionCommand({
          TopicArn: topic('board'),
          Label: 'label',
          AWSAccountId: ['222222222222'],
          ActionName: ['Publish'],
        }),
      );
      expect((await topicAttributes('board'))['Policy']).toBe(Policy);
    },
    34: async () => {
      for (const _ of ['once', 'again'])
        await sns().send(new RemovePermissionCommand({ TopicArn: topic('board'), Label: 'label' }));
      expect((await topicAttributes('board'))['Policy']).not.toContain('label');
    },
    35: async () => {
      await sns().send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn: subscription,
          AttributeName: 'FilterPolicy',
          AttributeValue: '{}',
        }),
      );
      expect(await shown(subscription)).not.toHaveProperty('FilterPolicy');
      expect(await shown(subscription)).not.toHaveProperty('FilterPolicyScope');
    },
    36: async (line) => {
      const set = (AttributeValue: string) =>
        sns().send(
          new SetSubscriptionAttributesCommand({
            SubscriptionArn: subscription,
            AttributeName: 'FilterPolicy',
            AttributeValue,
          }),
        );
      await set('{"a":["x"]}');
      await refusedAs(line, set('{"a":[]}'));
      expect(await shown(subscription)).toMatchObject({ FilterPolicy: '{"a":["x"]}' });
      await set('{}');
    },
    37: async () => {
      expect(await shown(subscription)).toMatchObject({
        SubscriptionPrincipal: expect.stringMatching(/^arn:aws:/),
        ConfirmationWasAuthenticated: 'true',
      });
    },
    39: (line) => refusedAs(line, publish(number('1e-100000'))),
    40: async () => {
      const written = ['0001.23000', '1.234567', '1000000000.00001', '1e3', '.5'];
      for (const text of written) {
        await publish(number(text));
        await publish(number(text), 'raw');
      }
      const [wrapped, raw] = [new Set<string>(), new Set<string | undefined>()];
      for (const { Body = '', MessageAttributes } of await arrived()) {
        if (MessageAttributes !== undefined) raw.add(MessageAttributes['numeric']?.StringValue);
        else wrapped.add(JSON.parse(Body).MessageAttributes.numeric.Value);
      }
      expect([...wrapped]).toEqual(written);
      expect([...raw]).toEqual(['1.23', '1.234567', '1000000000.00001', '1000', '0.5']);
    },
    41: (line) => refusedAs(line, publish({ Subject: 'a\nb' })),
    42: (line) => refusedAs(line, publish({ MessageAttributes: texts({ a: '😀' }) })),
    43: async (line) => {
      for (const MessageGroupId of ['', 'a b', 'ä', 'x'.repeat(129)])
        await refusedAs(line, publish({ MessageGroupId }));
    },
    44: async () => {
      for (const value of ['1', 'null']) {
        await publish({ MessageStructure: 'json', Message: `{"default":${value}}` });
        expect((await arrived()).map(({ Body = '' }) => JSON.parse(Body).Message)).toEqual([value]);
      }
    },
    45: async () => {
      const Message = 'x'.repeat(262_144 - 'aStringx'.length);
      await publish({ Message, MessageAttributes: texts({ a: 'x' }), Subject: 'a subject' });
      await refused(publish({ Message: `${Message}x`, MessageAttributes: texts({ a: 'x' }) }));
      await arrived();
    },
    46: () => refused(batch('board', {}, number('1e-100000')), 'ParameterValueInvalid'),
    47: async () => {
      const { Failed, Successful } = await batch('board', {}, { Subject: 'a\nb' });
      expect(Failed).toEqual([
        { Id: '1', Code: 'InvalidParameter', Message: 'Invalid parameter: Subject', SenderFault: true },
      ]);
      expect(Successful?.map(({ Id }) => Id)).toEqual(['0']);
      expect(await arrived()).toHaveLength(1);
    },
    48: async () => {
      const { Failed } = await batch('board', { Message: '' });
      expect(Failed).toMatchObject([{ Message: 'Invalid parameter: Empty message', SenderFault: true }]);
    },
    49: (line) => refusedAs(line, subscribe('board', {}, 'order.fifo')),
    50: (line) =>
      refusedAs(
        line,
        sns().send(
          new SubscribeCommand({
            TopicArn: topic('order.fifo'),
            Protocol: 'lambda',
            Endpoint: stage.arn('lambda', 'function:sync'),
          }),
        ),
      ),
    51: async () => {
      await arrived('order.fifo');
      now += 301_000;
      await publish(ordered('first'), 'order.fifo');
      const [message] = await arrived('order.fifo');
      expect(message?.Body).not.toContain('Signature');
    },
    52: async () => {
      await publish({ MessageGroupId: 'tenant' });
      expect((await arrived())[0]?.Attributes?.MessageGroupId).toBe('tenant');
    },
    53: async () => {
      const target = {
        Id: 'X',
        Arn: topic('board'),
        DeadLetterConfig: { Arn: stage.arn('sqs', 'dead') },
      };
      await stage.bus('bus', [target]);
      const letIn = async (Condition: object) => {
        const statement = {
          Sid: 'events',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic('board'),
          Condition,
        };
        const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
        await setTopic('board', 'Policy', Policy);
        await stage.put('bus');
        return [(await arrived()).length, ...(await stage.take('dead')).map(errorCode)];
      };
      const rule = stage.arn('events', 'rule/bus/all');
      expect(await letIn({ ArnEquals: { 'aws:SourceArn': rule } })).toEqual([1]);
      expect(await letIn({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })).toEqual([1]);
      expect(await letIn({ StringEquals: { 'aws:SourceOwner': ACCOUNT } })).toEqual([0, 'NO_PERMISSIONS']);
      expect(await letIn({ ArnEquals: { 'aws:SourceArn': `${rule}-2` } })).toEqual([0, 'NO_PERMISSIONS']);
    },
    54: async () => {
      await publish({ Subject: 'x'.repeat(100) });
      await refused(publish({ Subject: 'x'.repeat(101) }));
      await refused(publish({ Subject: 'a\u0007b' }));
      await arrived();
    },
    55: async () => {
      const send = await filtered({ good: ['x'] });
      expect(await send({ good: 'x', bad: '["ok"]' })).toBe(true);
      expect(await send({ good: 'x', bad: '[not JSON' })).toBe(false);
    },
    57: async () => {
      const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, 'x']));
      await sns().send(new CreateTopicCommand({ Name: 'eleven' }));
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: stage.arn('sqs', 'dead') });
      await subscribe('eleven', { RawMessageDelivery: 'true', RedrivePolicy });
      await publish({ MessageAttributes: texts(eleven) }, 'eleven');
      expect([await arrived(), await stage.take('dead')]).toEqual([[], []]);
    },
    58: async () => {
      await sns().send(new CreateTopicCommand({ Name: 'to-function' }));
      await sns().send(
        new SubscribeCommand({
          TopicArn: topic('to-function'),
          Protocol: 'lambda',
          Endpoint: stage.arn('lambda', 'function:sync'),
        }),
      );
      await publish({}, 'to-function');
      await stage.server.cloud.settle();
      const [payload = '{}'] = stage.server.cloud.invocations('sync');
      expect(JSON.parse(payload).Records[0].Sns).toMatchObject({
        SigningCertUrl: expect.any(String),
        UnsubscribeUrl: expect.any(String),
        Subject: null,
      });
    },
    59: async () => {
      for (const [id, code] of [
        ['off', 'KMSDisabled'],
        ['missing', 'KMSNotFound'],
        ['closed', 'KMSAccessDenied'],
      ] as const) {
        await setTopic('set', 'KmsMasterKeyId', key(id));
        await refused(publish({}, 'set'), code);
      }
    },
    60: async () => {
      await setTopic('board', 'KmsMasterKeyId', key('off'));
      await stage.put('bus');
      expect((await stage.take('dead')).map(errorCode)).toEqual(['NO_PERMISSIONS']);
      await setTopic('board', 'KmsMasterKeyId', '');
    },
    61: async () => {
      const DeadLetterConfig = { Arn: stage.arn('sqs', 'dead') };
      await stage.targets('bus', [{ Id: 'X', Arn: stage.arn('sqs', 'inbox'), DeadLetterConfig }]);
      const QueueUrl = `${stage.server.endpoint}/${ACCOUNT}/inbox`;
      await stage
        .in(EAST)
        .sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { KmsMasterKeyId: key('off') } }));
      await stage.put('bus');
      expect((await stage.take('dead')).map(errorCode)).toEqual(['NO_RESOURCE']);
    },
    62: async () => {
      const { SubscriptionArn } = await sns().send(
        new SubscribeCommand({
          TopicArn: topic('set'),
          Protocol: 'sqs',
          Endpoint: `arn:aws:sqs:${EAST}:222222222222:theirs`,
        }),
      );
      expect(SubscriptionArn).toMatch(/pending confirmation/i);
    },
    63: async () => {
      await sns().send(
        new SubscribeCommand({ TopicArn: topic('set'), Protocol: 'email', Endpoint: 'a@example.com' }),
      );
      const pending = stage.server.cloud
        .inspect()
        .pendingSubscriptions.find(({ endpoint }) => endpoint === 'a@example.com');
      now += 2 * 86_400_000;
      await refused(
        sns().send(new ConfirmSubscriptionCommand({ TopicArn: topic('set'), Token: pending?.token })),
      );
    },
  },
  {
    38: 'how long they are is not recorded; the sandbox drops them with their topic',
    56: 'what makes a combination and a point was not recorded; five keys are held in sns.test.ts',
  },
);
