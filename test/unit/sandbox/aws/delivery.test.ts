import {
  CreateEventBusCommand,
  DescribeEventSourceCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';
import { bodies, EVENT, outcomes, policy, queue, queueArn, RULE_ARN, rule, SOURCE } from './delivery-pipe.js';
import { seededRole } from './roles.js';

let aws: AwsServer;

beforeEach(async () => {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  };
  const keys = [{ key: 'own', alias: 'alias/our-own', policy: { Statement: [statement] } }];
  aws = await startAws({
    seed: { sources: [{ name: SOURCE }], keys, roles: [seededRole('hand-over', 'events.amazonaws.com')] },
  });
});

afterEach(async () => {
  await aws.close();
});

describe('partner sources', () => {
  it('drop events until a bus is made of them', async () => {
    const { State } = await aws.events.send(new DescribeEventSourceCommand({ Name: SOURCE }));
    expect(State).toBe('PENDING');
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(false);
    expect(aws.cloud.inspect().droppedPartnerEvents).toBe(1);

    await rule(aws);
    const { State: later } = await aws.events.send(new DescribeEventSourceCommand({ Name: SOURCE }));
    expect(later).toBe('ACTIVE');
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(true);
    expect(aws.cloud.inspect().droppedPartnerEvents).toBe(1);
  });

  it('leave their rules asleep when the partner takes them back', async () => {
    const url = await queue(aws, 'inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
    aws.cloud.partner.deleteSource(SOURCE);
    expect(aws.cloud.partner.sourceState(SOURCE)).toBe('DELETED');
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(false);
    aws.cloud.partner.createSource(SOURCE);
    expect(aws.cloud.partner.putEvent(SOURCE, EVENT).accepted).toBe(true);
    await aws.cloud.settle();
    expect(await bodies(aws, url)).toHaveLength(1);
  });

  it('refuse events of the account itself', async () => {
    await rule(aws);
    const entry = { DetailType: 'x', Detail: '{}' };
    // The model itself refuses the name of a partner's bus, and with it the whole request.
    const onBus = new PutEventsCommand({ Entries: [{ ...entry, EventBusName: SOURCE, Source: 'me' }] });
    expect(await failure(aws.events.send(onBus))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("at 'entries.1.member.eventBusName' failed to satisfy constraint"),
    });
    const answer = await aws.events.send(new PutEventsCommand({ Entries: [{ ...entry, Source: SOURCE }] }));
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual(['NotAuthorizedForSourceException']);
  });
});

describe('rules', () => {
  it('deliver what matches, and only that', async () => {
    const url = await queue(aws, 'inbox', {
      service: 'events.amazonaws.com',
      source: `arn:aws:events:*:*:rule/${SOURCE}/c*`,
    });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
    const { id } = aws.cloud.partner.putEvent(SOURCE, EVENT);
    aws.cloud.partner.putEvent(SOURCE, { ...EVENT, detail: { eventBody: { queueId: 'q2' } } });
    await aws.cloud.settle();
    const received = await bodies(aws, url);
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
    const url = await queue(aws, 'inbox');
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(await bodies(aws, url)).toEqual([]);
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
    await queue(aws, 'inbox');
    const dead = await queue(aws, 'dead', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox'), DeadLetterConfig: { Arn: queueArn('dead') } });
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
    expect(outcomes(aws)).toEqual(['dead-lettered']);
  });

  it('drop it where the dead-letter queue does not let the rule in either', async () => {
    await queue(aws, 'inbox');
    await queue(aws, 'dead');
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox'), DeadLetterConfig: { Arn: queueArn('dead') } });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(aws.cloud.deliveries()[0]).toMatchObject({
      outcome: 'dropped',
      why: expect.stringContaining('not dead-lettered'),
    });
  });

  it('cannot use a queue that is encrypted with the key of AWS', async () => {
    const url = await queue(aws, 'inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
    const encrypt = async (KmsMasterKeyId: string) => {
      await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { KmsMasterKeyId } }));
      aws.cloud.partner.putEvent(SOURCE, EVENT);
      await aws.cloud.settle();
    };
    await encrypt('alias/aws/sqs');
    expect(aws.cloud.deliveries()).toEqual([
      expect.objectContaining({ outcome: 'dropped', why: expect.stringContaining('alias/aws/sqs') }),
    ]);
    await encrypt('alias/our-own');
    expect(outcomes(aws)).toEqual(['dropped', 'delivered']);
  });

  it('put events into the group of a FIFO queue, once each', async () => {
    const Attributes = {
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
      Policy: policy('events.amazonaws.com', 'sqs:SendMessage', queueArn('inbox.fifo'), RULE_ARN),
    };
    const { QueueUrl } = await aws.sqs.send(new CreateQueueCommand({ QueueName: 'inbox.fifo', Attributes }));
    const SqsParameters = { MessageGroupId: 'calls' };
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox.fifo'), SqsParameters, InputPath: '$.detail' });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages } = await aws.sqs.send(receive);
    expect(Messages?.map(({ Attributes: system }) => system?.['MessageGroupId'])).toEqual(['calls']);
  });

  it('fill a template from the event', async () => {
    const url = await queue(aws, 'inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, {
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
    const [body = ''] = await bodies(aws, url);
    expect(JSON.parse(body)).toEqual({
      queue: 'q1',
      said: 'in q1 by calls',
      all: EVENT.detail.eventBody,
      none: '',
    });
  });

  it('do nothing while they are disabled', async () => {
    const url = await queue(aws, 'inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
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
    expect(await bodies(aws, url)).toEqual([]);
    const { Rules } = await aws.events.send(new ListRulesCommand({ EventBusName: SOURCE }));
    expect(Rules?.[0]?.State).toBe('DISABLED');
    const { Targets } = await aws.events.send(
      new ListTargetsByRuleCommand({ EventBusName: SOURCE, Rule: 'calls' }),
    );
    expect(Targets).toHaveLength(1);
  });

  it('hand events on to other buses, with a role', async () => {
    const url = await queue(aws, 'inbox', {
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
    await rule(aws, { Id: 'bus', Arn: EventBusArn, RoleArn: `arn:aws:iam::${ACCOUNT}:role/hand-over` });
    aws.cloud.partner.putEvent(SOURCE, EVENT);
    await aws.cloud.settle();
    expect(await bodies(aws, url)).toHaveLength(1);
  });
});
