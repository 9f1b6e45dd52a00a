import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import {
  CreateTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsServer, startAws } from './aws-server.js';
import {
  bodies,
  EVENT,
  functionArn,
  outcomes,
  policy,
  queue,
  queueArn,
  RULE_ARN,
  rule,
  SOURCE,
  topicArn,
} from './delivery-pipe.js';

let aws: AwsServer;

beforeEach(async () => {
  aws = await startAws({ seed: { sources: [{ name: SOURCE }] } });
});

afterEach(async () => {
  await aws.close();
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
    const url = await queue(aws, 'inbox', { service: 'sns.amazonaws.com', source: TopicArn });
    const { SubscriptionArn } = await aws.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }),
    );
    await rule(aws, { Id: 'topic', Arn: TopicArn });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const [wrapped = ''] = await bodies(aws, url);
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
    const [raw = ''] = await bodies(aws, url);
    expect(JSON.parse(raw)).toMatchObject(EVENT);
    expect(outcomes(aws)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
  });

  it('get nothing while their policy does not let the rule in', async () => {
    await rule(aws, { Id: 'topic', Arn: await topic(false) });
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
    await queue(aws, 'inbox', { service: 'sns.amazonaws.com', source: topicArn('another') });
    await aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('inbox') }));
    await rule(aws, { Id: 'topic', Arn: TopicArn });
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
    await rule(aws, { Id: 'crm', Arn: functionArn('crm-sync') });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.invocations('crm-sync')).toEqual([]);
    await aws.lambda.send(permission);
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.invocations('crm-sync').map((payload) => JSON.parse(payload))).toEqual([
      expect.objectContaining(EVENT),
    ]);
    expect(outcomes(aws)).toEqual(['dropped', 'delivered']);
  });

  it('are tried again as the retry policy says, then the event is dead-lettered', async () => {
    aws.cloud.seed({ functions: [{ name: 'crm-sync', behaviour: { kind: 'throttles' } }] });
    await aws.lambda.send(permission);
    const dead = await queue(aws, 'dead', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, {
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
    await rule(aws, { Id: 'crm', Arn: functionArn('crm-sync') });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.deliveries()).toEqual([expect.objectContaining({ outcome: 'retried', attempts: 3 })]);
    expect(aws.cloud.invocations('crm-sync')).toHaveLength(1);
  });
});
