import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const arn = (name: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

let aws: AwsServer;

beforeAll(async () => {
  aws = await startAws();
});

afterAll(async () => {
  await aws.close();
});

async function topic(Name: string): Promise<string> {
  const { TopicArn = '' } = await aws.sns.send(new CreateTopicCommand({ Name }));
  return TopicArn;
}

describe('topics', () => {
  it('are made once, with equal or fewer tags', async () => {
    const tags = [
      { Key: 'project', Value: 'pipe' },
      { Key: 'environment', Value: 'test' },
    ];
    const create = (Tags = tags) => aws.sns.send(new CreateTopicCommand({ Name: 'tagged', Tags }));
    expect((await create()).TopicArn).toBe(arn('tagged'));
    expect((await create(tags.slice(0, 1))).TopicArn).toBe(arn('tagged'));
    expect(await topic('tagged')).toBe(arn('tagged'));
    expect(await failure(create([{ Key: 'project', Value: 'other' }]))).toEqual({
      code: 'InvalidParameter',
      message: 'Invalid parameter: Tags Reason: Topic already exists with different tags',
      status: 400,
    });
    const attributes = { Name: 'tagged', Attributes: { DisplayName: 'x' } };
    expect(await failure(aws.sns.send(new CreateTopicCommand(attributes)))).toMatchObject({
      message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    });
    await aws.sns.send(
      new TagResourceCommand({ ResourceArn: arn('tagged'), Tags: [{ Key: 'x', Value: 'ä @' }] }),
    );
    await aws.sns.send(new UntagResourceCommand({ ResourceArn: arn('tagged'), TagKeys: ['project'] }));
    const { Tags } = await aws.sns.send(new ListTagsForResourceCommand({ ResourceArn: arn('tagged') }));
    expect(Tags).toEqual([
      { Key: 'environment', Value: 'test' },
      { Key: 'x', Value: 'ä @' },
    ]);
  });

  it('have the policy of their account until another is set, and get it back rewritten', async () => {
    const TopicArn = await topic('policy');
    const policyOf = async () => {
      const { Attributes } = await aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
      return JSON.parse(Attributes?.['Policy'] ?? '');
    };
    expect(await policyOf()).toMatchObject({ Statement: [{ Sid: '__default_statement_ID' }] });
    const statement = {
      Sid: 'a',
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT },
      Action: ['sns:Publish'],
      Resource: TopicArn,
    };
    await aws.sns.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify({ Statement: [statement] }),
      }),
    );
    expect(await policyOf()).toEqual({
      Statement: [
        { ...statement, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sns:Publish' },
      ],
    });
  });

  it('refuse policies over the quotas and out of scope', async () => {
    const TopicArn = await topic('quota');
    const set = (statements: readonly object[]) =>
      aws.sns.send(
        new SetTopicAttributesCommand({
          TopicArn,
          AttributeName: 'Policy',
          AttributeValue: JSON.stringify({ Statement: statements }),
        }),
      );
    const statements = (count: number, more = {}) =>
      Array.from({ length: count }, (_, at) => ({
        Sid: String(at),
        Effect: 'Allow',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: TopicArn,
        ...more,
      }));
    await set(statements(100));
    expect(await failure(set(statements(101)))).toMatchObject({ code: 'InvalidParameter' });
    expect(await failure(set(statements(10, { Note: 'x'.repeat(3_100) })))).toMatchObject({
      code: 'InvalidParameter',
    });
    expect(await failure(set(statements(1, { Action: 'sqs:SendMessage' })))).toMatchObject({
      message: 'Invalid parameter: Policy statement action out of service scope!',
    });
    expect(await failure(set(statements(1, { Resource: arn('other') })))).toMatchObject({
      code: 'InvalidParameter',
    });
  });

  it('are listed in pages of 100', async () => {
    for (let at = 0; at < 101; at += 1) await topic(`many-${at}`);
    const first = await aws.sns.send(new ListTopicsCommand({}));
    expect(first.Topics).toHaveLength(100);
    const second = await aws.sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    expect(second.Topics?.length).toBeGreaterThan(0);
    expect(second.NextToken).toBeUndefined();
  });

  it('answer errors as AWS was recorded to', async () => {
    const get = (TopicArn: string) => aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(await failure(get(arn('none')))).toEqual({
      code: 'NotFound',
      message: 'Topic does not exist',
      status: 404,
    });
    expect(await failure(get('none'))).toEqual({
      code: 'InvalidParameter',
      message: 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
      status: 400,
    });
    expect(await failure(topic('bad name'))).toMatchObject({ message: 'Invalid parameter: Topic Name' });
    expect(await failure(topic('n'.repeat(257)))).toMatchObject({ message: 'Invalid parameter: Topic Name' });
    const set = { TopicArn: await topic('errors'), AttributeName: 'Nonsense', AttributeValue: 'x' };
    expect(await failure(aws.sns.send(new SetTopicAttributesCommand(set)))).toMatchObject({
      message: 'Invalid parameter: AttributeName',
    });
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ];
    expect(await failure(aws.sns.send(new CreateTopicCommand({ Name: 'twice', Tags })))).toMatchObject({
      message: 'Invalid parameter: Duplicated keys are not allowed.',
    });
  });
});

describe('subscriptions', () => {
  const subscribe = (
    TopicArn: string,
    Protocol: string,
    Endpoint: string,
    Attributes?: Record<string, string>,
  ) =>
    aws.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol,
        Endpoint,
        ...(Attributes === undefined ? {} : { Attributes }),
      }),
    );

  it('of e-mail wait for the person to confirm', async () => {
    const TopicArn = await topic('mail');
    const { SubscriptionArn } = await subscribe(TopicArn, 'email', 'wallboard@example.com');
    expect(SubscriptionArn).toBe('pending confirmation');
    await subscribe(TopicArn, 'email', 'wallboard@example.com');
    const listed = async () => {
      const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      return Subscriptions.map((subscription) => subscription.SubscriptionArn);
    };
    expect(await listed()).toEqual(['PendingConfirmation']);
    const pending = aws.cloud.inspect().pendingSubscriptions.find((one) => one.topicArn === TopicArn);
    expect(pending?.endpoint).toBe('wallboard@example.com');

    expect(
      await failure(aws.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'wrong' }))),
    ).toMatchObject({
      message: 'Invalid token',
    });
    const confirmation = new ConfirmSubscriptionCommand({ TopicArn, Token: pending?.token });
    const { SubscriptionArn: confirmed } = await aws.sns.send(confirmation);
    expect(await listed()).toEqual([confirmed]);
  });

  it('are confirmed by the link in the message, unsigned', async () => {
    const TopicArn = await topic('link');
    await subscribe(TopicArn, 'https', 'https://example.com/hook');
    const { token = '' } =
      aws.cloud.inspect().pendingSubscriptions.find((one) => one.topicArn === TopicArn) ?? {};
    const link = `${aws.endpoint}/?Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${token}`;
    expect((await fetch(link)).status).toBe(200);
    const { Attributes } = await aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes?.['SubscriptionsConfirmed']).toBe('1');
  });

  it('are the same when subscribed again, unless the attributes differ', async () => {
    const TopicArn = await topic('again');
    const raw = { RawMessageDelivery: 'true' };
    const first = await subscribe(TopicArn, 'sqs', queueArn('a'), raw);
    expect(first.SubscriptionArn).toMatch(new RegExp(`^${TopicArn}:[\\da-f-]{36}$`));
    expect((await subscribe(TopicArn, 'sqs', queueArn('a'), raw)).SubscriptionArn).toBe(
      first.SubscriptionArn,
    );
    expect((await subscribe(TopicArn, 'sqs', queueArn('a'))).SubscriptionArn).toBe(first.SubscriptionArn);
    expect(await failure(subscribe(TopicArn, 'sqs', queueArn('a'), { RawMessageDelivery: 'false' }))).toEqual(
      {
        code: 'InvalidParameter',
        message:
          'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
        status: 400,
      },
    );
    const { SubscriptionArn } = first;
    const read = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(read.Attributes).toMatchObject({ ...raw, PendingConfirmation: 'false', Endpoint: queueArn('a') });
    await aws.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await aws.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect(await failure(aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })))).toEqual({
      code: 'NotFound',
      message: 'Subscription does not exist',
      status: 404,
    });
  });

  it('go with their topic', async () => {
    const TopicArn = await topic('gone');
    await subscribe(TopicArn, 'lambda', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`);
    await aws.sns.send(new DeleteTopicCommand({ TopicArn }));
    await aws.sns.send(new DeleteTopicCommand({ TopicArn }));
    const { Subscriptions } = await aws.sns.send(new ListSubscriptionsCommand({}));
    expect(Subscriptions?.filter((one) => one.TopicArn === TopicArn)).toEqual([]);
  });

  it.each<[string, string, string, Record<string, string> | undefined, string]>([
    [
      'an unknown protocol',
      'test-protocol',
      'x',
      undefined,
      'Amazon SNS does not support this protocol string: test-protocol',
    ],
    ['the URL of a queue', 'sqs', 'http://localhost/1/q', undefined, 'SQS endpoint ARN'],
    ['no e-mail address', 'email', 'wallboard', undefined, 'Email address'],
    [
      'a URL of another protocol',
      'https',
      'http://example.com',
      undefined,
      'Endpoint must match the specified protocol',
    ],
    ['an unknown attribute', 'sqs', queueArn('a'), { Nonsense: 'x' }, 'AttributeName'],
    [
      'raw delivery that is neither',
      'sqs',
      queueArn('a'),
      { RawMessageDelivery: 'wrongvalue' },
      'Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.',
    ],
    [
      'a bad filter policy',
      'sqs',
      queueArn('a'),
      { FilterPolicy: '{"key":[]}' },
      'Attributes Reason: FilterPolicy: Empty arrays are not allowed\n at [Source: (String)"{"key":[]}"; line: 1, column: 10]',
    ],
  ])('are refused with %s', async (_what, protocol, endpoint, attributes, message) => {
    const TopicArn = await topic('refused');
    expect(await failure(subscribe(TopicArn, protocol, endpoint, attributes))).toEqual({
      code: 'InvalidParameter',
      message: `Invalid parameter: ${message}`,
      status: 400,
    });
  });

  it('receive what their filter policy lets through', async () => {
    const TopicArn = await topic('filter');
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: '*',
        },
      ],
    });
    const { QueueUrl } = await aws.sqs.send(
      new CreateQueueCommand({ QueueName: 'filtered', Attributes: { Policy } }),
    );
    const { SubscriptionArn } = await subscribe(TopicArn, 'sqs', queueArn('filtered'), {
      RawMessageDelivery: 'true',
      FilterPolicy: '{"kind":["a"],"size":[{"numeric":[">",5]}]}',
    });
    const publish = (Message: string, kind: string, size: string) =>
      aws.sns.send(
        new PublishCommand({
          TopicArn,
          Message,
          MessageAttributes: {
            kind: { DataType: 'String', StringValue: kind },
            size: { DataType: 'Number', StringValue: size },
          },
        }),
      );
    await publish('no', 'b', '9');
    await publish('small', 'a', '5');
    await publish('yes', 'a', '9');
    const set = (AttributeName: string, AttributeValue: string) =>
      aws.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    await set('FilterPolicyScope', 'MessageBody');
    await set('FilterPolicy', '{"a":{"b":[1]}}');
    await publish('{"a":{"b":2}}', 'a', '9');
    await publish('{"a":{"b":1}}', 'x', '1');
    await publish('plain text', 'a', '9');
    await aws.cloud.settle();
    const { Messages } = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['yes', '{"a":{"b":1}}']);
  });

  it('are not served by an empty message', async () => {
    const TopicArn = await topic('empty');
    expect(await failure(aws.sns.send(new PublishCommand({ TopicArn, Message: '' })))).toMatchObject({
      message: 'Invalid parameter: Empty message',
    });
  });
});

describe('a subscription that nobody confirmed', () => {
  it('cannot be removed, and is dropped after 48 hours', async () => {
    let now = Date.now();
    const { sns, close } = await startAws({ now: () => now });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'pending' }));
    const { SubscriptionArn = '' } = await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'email',
        Endpoint: 'kim@example.com',
        ReturnSubscriptionArn: true,
      }),
    );
    const unsubscribe = () => sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    const listed = async () =>
      (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.length;
    expect(await failure(unsubscribe())).toMatchObject({
      code: 'InvalidParameter',
      message: expect.stringContaining('pending confirmation'),
    });
    now += 48 * 3_600_000 - 1;
    expect(await listed()).toBe(1);
    now += 1;
    expect(await listed()).toBe(0);
    await unsubscribe();
    await close();
  });
});
