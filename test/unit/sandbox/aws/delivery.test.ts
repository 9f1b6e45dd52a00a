import {
  CreateEventBusCommand,
  DescribeEventSourceCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import {
  CreateTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, REGION, startAws } from './aws-server.js';

const SOURCE = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const RULE_ARN = `arn:aws:events:${REGION}:${ACCOUNT}:rule/${SOURCE}/calls`;
const EVENT = {
  'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
  detail: { eventBody: { queueId: 'q1', mediaType: 'VOICE' } },
};

const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const topicArn = (name: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

let aws: AwsServer;

beforeEach(async () => {
  aws = await startAws({ seed: { sources: [{ name: SOURCE }] } });
});

afterEach(async () => {
  await aws.close();
});

/** A policy that lets a service in for one source. */
function policy(service: string, action: string, resource: string, source: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'pipe',
        Effect: 'Allow',
        Principal: { Service: [service] },
        Action: action,
        Resource: resource,
        Condition: { ArnLike: { 'aws:SourceArn': source } },
      },
    ],
  });
}

async function queue(name: string, letIn?: { service: string; source: string }): Promise<string> {
  const { QueueUrl = '' } = await aws.sqs.send(new CreateQueueCommand({ QueueName: name }));
  if (letIn !== undefined) {
    const Policy = policy(letIn.service, 'sqs:SendMessage', queueArn(name), letIn.source);
    await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  }
  return QueueUrl;
}

async function rule(...targets: Target[]): Promise<void> {
  await aws.events.send(new CreateEventBusCommand({ Name: SOURCE, EventSourceName: SOURCE }));
  const EventPattern = JSON.stringify({
    'detail-type': [EVENT['detail-type']],
    detail: { eventBody: { queueId: ['q1'] } },
  });
  await aws.events.send(new PutRuleCommand({ EventBusName: SOURCE, Name: 'calls', EventPattern }));
  if (targets.length === 0) return;
  await aws.events.send(new PutTargetsCommand({ EventBusName: SOURCE, Rule: 'calls', Targets: targets }));
}

async function bodies(QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body = '' }) => Body);
}

const outcomes = () => aws.cloud.deliveries().map(({ outcome }) => outcome);

describe('partner sources', () => {
  it('drop events until a bus is made of them', async () => {
    const { State } = await aws.events.send(new DescribeEventSourceCommand({ Name: SOURCE }));
    expect(State).toBe('PENDING');
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(false);
    expect(aws.cloud.inspect().droppedPartnerEvents).toBe(1);

    await rule();
    const { State: later } = await aws.events.send(new DescribeEventSourceCommand({ Name: SOURCE }));
    expect(later).toBe('ACTIVE');
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(true);
    expect(aws.cloud.inspect().droppedPartnerEvents).toBe(1);
  });

  it('leave their rules asleep when the partner takes them back', async () => {
    const url = await queue('inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule({ Id: 'inbox', Arn: queueArn('inbox') });
    aws.cloud.partner.deleteSource(SOURCE);
    expect(aws.cloud.partner.sourceState(SOURCE)).toBe('DELETED');
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(false);
    aws.cloud.partner.createSource(SOURCE);
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(true);
    await aws.cloud.settle();
    expect(await bodies(url)).toHaveLength(1);
  });

  it('refuse events of the account itself', async () => {
    await rule();
    const entry = { EventBusName: SOURCE, Source: SOURCE, DetailType: 'x', Detail: '{}' };
    const { FailedEntryCount, Entries } = await aws.events.send(new PutEventsCommand({ Entries: [entry] }));
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]?.ErrorCode).toBe('NotAuthorizedForSourceException');
  });
});

describe('rules', () => {
  it('deliver what matches, and only that', async () => {
    const url = await queue('inbox', {
      service: 'events.amazonaws.com',
      source: `arn:aws:events:*:*:rule/${SOURCE}/c*`,
    });
    await rule({ Id: 'inbox', Arn: queueArn('inbox') });
    const { id } = aws.cloud.partner.putEvent(SOURCE, EVENT);
    aws.cloud.partner.putEvent(SOURCE, { ...EVENT, detail: { eventBody: { queueId: 'q2' } } });
    await aws.cloud.settle();
    const received = await bodies(url);
    expect(received).toHaveLength(1);
    expect(JSON.parse(received[0] ?? '')).toMatchObject({
      ...EVENT,
      id,
      source: SOURCE,
      account: ACCOUNT,
      region: REGION,
    });
  });

  it('drop what a queue has no policy for, and say so', async () => {
    const url = await queue('inbox');
    await rule({ Id: 'inbox', Arn: queueArn('inbox') });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(await bodies(url)).toEqual([]);
    expect(aws.cloud.deliveries()).toEqual([
      expect.objectContaining({
        rule: 'calls',
        target: queueArn('inbox'),
        outcome: 'dropped',
        why: expect.stringContaining('policy of SQS queue inbox does not let the rule in'),
      }),
    ]);
  });

  it('put what a target refuses into its dead-letter queue, with the reason', async () => {
    await queue('inbox');
    const dead = await queue('dead', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule({ Id: 'inbox', Arn: queueArn('inbox'), DeadLetterConfig: { Arn: queueArn('dead') } });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const { Messages } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: dead, MessageAttributeNames: ['All'] }),
    );
    const attributes = Messages?.[0]?.MessageAttributes ?? {};
    expect(attributes['ERROR_CODE']?.StringValue).toBe('NO_PERMISSIONS');
    expect(attributes['RULE_ARN']?.StringValue).toBe(RULE_ARN);
    expect(attributes['TARGET_ARN']?.StringValue).toBe(queueArn('inbox'));
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject(EVENT);
    expect(outcomes()).toEqual(['dead-lettered']);
  });

  it('drop it where the dead-letter queue does not let the rule in either', async () => {
    await queue('inbox');
    await queue('dead');
    await rule({ Id: 'inbox', Arn: queueArn('inbox'), DeadLetterConfig: { Arn: queueArn('dead') } });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.deliveries()[0]).toMatchObject({
      outcome: 'dropped',
      why: expect.stringContaining('not dead-lettered'),
    });
  });

  it('fill a template from the event', async () => {
    const url = await queue('inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule({
      Id: 'inbox',
      Arn: queueArn('inbox'),
      InputTransformer: {
        InputPathsMap: { queue: '$.detail.eventBody.queueId', body: '$.detail.eventBody' },
        InputTemplate:
          '{"queue": <queue>, "said": "in <queue> by <aws.events.rule-name>", "all": <body>, "none": ""}',
      },
    });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const [body = ''] = await bodies(url);
    expect(JSON.parse(body)).toEqual({
      queue: 'q1',
      said: 'in q1 by calls',
      all: EVENT.detail.eventBody,
      none: '',
    });
  });

  it('do nothing while they are disabled', async () => {
    const url = await queue('inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule({ Id: 'inbox', Arn: queueArn('inbox') });
    await aws.events.send(
      new PutRuleCommand({
        EventBusName: SOURCE,
        Name: 'calls',
        EventPattern: '{"source":[{"exists":true}]}',
        State: 'DISABLED',
      }),
    );
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(await bodies(url)).toEqual([]);
    const { Rules } = await aws.events.send(new ListRulesCommand({ EventBusName: SOURCE }));
    expect(Rules?.[0]?.State).toBe('DISABLED');
    const { Targets } = await aws.events.send(
      new ListTargetsByRuleCommand({ EventBusName: SOURCE, Rule: 'calls' }),
    );
    expect(Targets).toHaveLength(1);
  });

  it('hand events on to other buses, with a role', async () => {
    const url = await queue('inbox', {
      service: 'events.amazonaws.com',
      source: `arn:aws:events:*:*:rule/other/all`,
    });
    const { EventBusArn = '' } = await aws.events.send(new CreateEventBusCommand({ Name: 'other' }));
    await aws.events.send(
      new PutRuleCommand({
        EventBusName: 'other',
        Name: 'all',
        EventPattern: JSON.stringify({ source: [SOURCE] }),
      }),
    );
    await aws.events.send(
      new PutTargetsCommand({
        EventBusName: 'other',
        Rule: 'all',
        Targets: [{ Id: 'inbox', Arn: queueArn('inbox') }],
      }),
    );
    await rule({ Id: 'bus', Arn: EventBusArn, RoleArn: `arn:aws:iam::${ACCOUNT}:role/hand-over` });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(await bodies(url)).toHaveLength(1);
  });
});

describe('SNS topics', () => {
  async function topic(letRuleIn: boolean): Promise<string> {
    const { TopicArn = '' } = await aws.sns.send(new CreateTopicCommand({ Name: 'calls' }));
    if (letRuleIn) {
      const AttributeValue = policy('events.amazonaws.com', 'sns:Publish', TopicArn, RULE_ARN);
      await aws.sns.send(
        new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }),
      );
    }
    return TopicArn;
  }

  it('hand messages to subscribed queues, wrapped or raw', async () => {
    const TopicArn = await topic(true);
    const url = await queue('inbox', { service: 'sns.amazonaws.com', source: TopicArn });
    const { SubscriptionArn } = await aws.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }),
    );
    await rule({ Id: 'topic', Arn: TopicArn });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const [wrapped = ''] = await bodies(url);
    expect(JSON.parse(wrapped)).toMatchObject({ Type: 'Notification', TopicArn });
    expect(JSON.parse(JSON.parse(wrapped).Message)).toMatchObject(EVENT);

    await aws.sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'true',
      }),
    );
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const [raw = ''] = await bodies(url);
    expect(JSON.parse(raw)).toMatchObject(EVENT);
    expect(outcomes()).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
  });

  it('get nothing while their policy does not let the rule in', async () => {
    await rule({ Id: 'topic', Arn: await topic(false) });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.deliveries()).toEqual([
      expect.objectContaining({
        target: topicArn('calls'),
        outcome: 'dropped',
        why: expect.stringContaining('policy of SNS topic calls does not let rule calls in'),
      }),
    ]);
  });

  it('cannot deliver to a queue whose policy does not let them in', async () => {
    const TopicArn = await topic(true);
    await queue('inbox', { service: 'sns.amazonaws.com', source: topicArn('another') });
    await aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }));
    await rule({ Id: 'topic', Arn: TopicArn });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.deliveries().map(({ by, outcome }) => [by, outcome])).toEqual([
      ['events', 'delivered'],
      ['sns', 'dropped'],
    ]);
  });
});

describe('functions', () => {
  const permission = new AddPermissionCommand({
    FunctionName: 'crm-sync',
    StatementId: 'pipe',
    Action: 'lambda:InvokeFunction',
    Principal: 'events.amazonaws.com',
    SourceArn: RULE_ARN,
  });

  it('receive the event where their policy lets the rule in', async () => {
    aws.cloud.seed({ functions: [{ name: 'crm-sync' }] });
    await rule({ Id: 'crm', Arn: functionArn('crm-sync') });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.invocations('crm-sync')).toEqual([]);
    await aws.lambda.send(permission);
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.invocations('crm-sync').map((payload) => JSON.parse(payload))).toEqual([
      expect.objectContaining(EVENT),
    ]);
    expect(outcomes()).toEqual(['dropped', 'delivered']);
  });

  it('are tried again as the retry policy says, then the event is dead-lettered', async () => {
    aws.cloud.seed({ functions: [{ name: 'crm-sync', behaviour: { kind: 'throttles' } }] });
    await aws.lambda.send(permission);
    const dead = await queue('dead', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule({
      Id: 'crm',
      Arn: functionArn('crm-sync'),
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3_600 },
      DeadLetterConfig: { Arn: queueArn('dead') },
    });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const { Messages } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: dead, MessageAttributeNames: ['All'] }),
    );
    const attributes = Messages?.[0]?.MessageAttributes ?? {};
    expect(attributes['EXHAUSTED_RETRY_CONDITION']?.StringValue).toBe('MaximumRetryAttempts');
    expect(attributes['RETRY_ATTEMPTS']?.StringValue).toBe('3');
    expect(aws.cloud.deliveries()).toEqual([
      expect.objectContaining({ outcome: 'dead-lettered', attempts: 4 }),
    ]);
  });

  it('that recover in time get the event after all', async () => {
    aws.cloud.seed({ functions: [{ name: 'crm-sync', behaviour: { kind: 'throttles', times: 2 } }] });
    await aws.lambda.send(permission);
    await rule({ Id: 'crm', Arn: functionArn('crm-sync') });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.deliveries()).toEqual([expect.objectContaining({ outcome: 'retried', attempts: 3 })]);
    expect(aws.cloud.invocations('crm-sync')).toHaveLength(1);
  });
});
