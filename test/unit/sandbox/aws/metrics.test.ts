import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import { PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteMessageCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsServer, failure, REGION, startAws } from './aws-server.js';
import {
  EVENT,
  functionArn,
  policy,
  queue,
  queueArn,
  RULE_ARN,
  rule,
  SOURCE,
  topicArn,
} from './delivery-pipe.js';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const OF_RULE = { EventBusName: SOURCE, RuleName: 'calls' };

let now: number;
let aws: AwsServer;
let watch: CloudWatchClient;

beforeEach(async () => {
  now = START;
  aws = await startAws({
    now: () => now,
    seed: {
      sources: [{ name: SOURCE }],
      functions: [
        { name: 'busy', behaviour: { kind: 'throttles' }, statements: [letIn('busy')] },
        { name: 'slow', behaviour: { kind: 'throttles', times: 2 }, statements: [letIn('slow')] },
        { name: 'broken', behaviour: { kind: 'throws' }, statements: [letIn('broken')] },
      ],
    },
  });
  watch = aws.open(CloudWatchClient);
});

afterEach(() => aws.close());

function letIn(name: string) {
  return JSON.parse(policy('events.amazonaws.com', 'lambda:InvokeFunction', functionArn(name), RULE_ARN))
    .Statement[0];
}

/** What GetMetricData says of a metric from the start on. */
async function data(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  { Stat = 'Sum', Period = 60 } = {},
): Promise<readonly (readonly [minute: number, value: number])[]> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const { MetricDataResults: [result] = [] } = await watch.send(
    new GetMetricDataCommand({
      StartTime: new Date(START - MINUTE),
      EndTime: new Date(now + MINUTE),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        { Id: 'm', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat } },
      ],
    }),
  );
  const times = result?.Timestamps ?? [];
  return times.map((time, index) => [
    (time.getTime() - START) / MINUTE,
    result?.Values?.[index] ?? Number.NaN,
  ]);
}

const ofRule = (name: string, Stat = 'Sum') => data('AWS/Events', name, OF_RULE, { Stat });

async function emit(count = 1): Promise<void> {
  for (let index = 0; index < count; index += 1) aws.cloud.partner.putEvent(SOURCE, EVENT);
  await aws.cloud.settle();
}

describe('EventBridge', () => {
  it('counts what a rule of a partner bus did, under bus and rule together', async () => {
    await queue(aws, 'inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
    expect(await ofRule('MatchedEvents')).toEqual([]);
    await emit(3);
    now += 2 * MINUTE;
    await emit(1);
    aws.cloud.partner.putEvent(SOURCE, { ...EVENT, detail: {} });
    for (const name of [
      'MatchedEvents',
      'TriggeredRules',
      'Invocations',
      'InvocationAttempts',
      'SuccessfulInvocationAttempts',
    ])
      expect(await ofRule(name), name).toEqual([
        [0, 3],
        [2, 1],
      ]);
    for (const name of [
      'FailedInvocations',
      'RetryInvocationAttempts',
      'InvocationsSentToDlq',
      'DeadLetterInvocations',
    ])
      expect(await ofRule(name), name).toEqual([]);
    expect(await data('AWS/Events', 'MatchedEvents', { RuleName: 'calls' })).toEqual([]);
    expect(await data('AWS/Events', 'MatchedEvents', { EventBusName: SOURCE })).toEqual([]);
    expect(await data('AWS/Events', 'Events', { EventSourceName: SOURCE })).toEqual([
      [0, 3],
      [2, 2],
    ]);
    expect(await data('AWS/Events', 'TriggeredRules', {})).toEqual([
      [0, 3],
      [2, 1],
    ]);
    expect(await ofRule('Invocations', 'Minimum')).toEqual([
      [0, 0],
      [2, 0],
    ]);
    expect(await ofRule('InvocationAttempts', 'Minimum')).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  it('counts one failure with its dead letter, as was measured on AWS', async () => {
    await queue(aws, 'dead', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'gone', Arn: queueArn('gone'), DeadLetterConfig: { Arn: queueArn('dead') } });
    await emit();
    for (const name of ['InvocationAttempts', 'Invocations', 'FailedInvocations', 'InvocationsSentToDlq'])
      expect(await ofRule(name), name).toEqual([[0, 1]]);
    for (const name of [
      'SuccessfulInvocationAttempts',
      'RetryInvocationAttempts',
      'InvocationsFailedToBeSentToDlq',
      'IngestionToInvocationSuccessLatency',
    ])
      expect(await ofRule(name), name).toEqual([]);
    expect(await ofRule('IngestionToInvocationStartLatency', 'SampleCount')).toEqual([[0, 1]]);
    expect(await data('AWS/SQS', 'NumberOfMessagesSent', { QueueName: 'dead' })).toEqual([[0, 1]]);
  });

  it('counts what is put, and rules of the default bus by their names alone', async () => {
    await aws.events.send(new PutRuleCommand({ Name: 'mine', EventPattern: '{"source":["me"]}' }));
    const entry = { Source: 'me', DetailType: 'é', Detail: '{}' };
    await aws.events.send(
      new PutEventsCommand({
        Entries: [entry, { ...entry, Detail: 'x' }, { ...entry, EventBusName: 'none' }],
      }),
    );
    const put = (name: string) => data('AWS/Events', name, {});
    expect(await put('PutEventsApproximateCallCount')).toEqual([[0, 1]]);
    expect(await put('PutEventsApproximateSuccessCount')).toEqual([[0, 1]]);
    expect(await put('PutEventsApproximateFailedCount')).toEqual([]);
    expect(await put('PutEventsEntriesCount')).toEqual([[0, 3]]);
    expect(await put('PutEventsFailedEntriesCount')).toEqual([[0, 1]]);
    expect(await put('PutEventsRequestSize')).toEqual([[0, 17]]);
    expect(await data('AWS/Events', 'MatchedEvents', { RuleName: 'mine' })).toEqual([[0, 1]]);
    expect(await data('AWS/Events', 'MatchedEvents', { EventBusName: 'default', RuleName: 'mine' })).toEqual(
      [],
    );
  });

  it('counts tries, and a dead letter that could not be sent', async () => {
    await queue(aws, 'shut');
    const RetryPolicy = { MaximumRetryAttempts: 4 };
    await rule(
      aws,
      { Id: 'busy', Arn: functionArn('busy'), RetryPolicy, DeadLetterConfig: { Arn: queueArn('shut') } },
      { Id: 'slow', Arn: functionArn('slow'), RetryPolicy },
    );
    await emit();
    expect(await ofRule('Invocations')).toEqual([[0, 2]]);
    expect(await ofRule('InvocationAttempts')).toEqual([[0, 8]]);
    expect(await ofRule('RetryInvocationAttempts')).toEqual([[0, 6]]);
    expect(await ofRule('SuccessfulInvocationAttempts')).toEqual([[0, 1]]);
    expect(await ofRule('FailedInvocations')).toEqual([[0, 1]]);
    expect(await ofRule('InvocationsFailedToBeSentToDlq')).toEqual([[0, 1]]);
    expect(await ofRule('InvocationsSentToDlq')).toEqual([]);
    const lambda = (name: string, FunctionName: string) => data('AWS/Lambda', name, { FunctionName });
    expect(await lambda('Throttles', 'busy')).toEqual([[0, 5]]);
    expect(await lambda('Invocations', 'busy')).toEqual([]);
    expect(await lambda('Invocations', 'slow')).toEqual([[0, 1]]);
    expect(await lambda('Errors', 'slow')).toEqual([[0, 0]]);
  });
});

describe('targets', () => {
  it('say what waits, how long, and what came and went', async () => {
    const QueueUrl = await queue(aws, 'inbox', { service: 'events.amazonaws.com', source: RULE_ARN });
    await rule(aws, { Id: 'inbox', Arn: queueArn('inbox') });
    await emit(2);
    now += 2 * MINUTE;
    const { Messages: [message] = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 90 }),
    );
    now += MINUTE;
    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    now += 2 * MINUTE;
    const of = (name: string, Stat = 'Sum') => data('AWS/SQS', name, { QueueName: 'inbox' }, { Stat });
    expect(await of('NumberOfMessagesSent')).toEqual([
      [0, 2],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ]);
    expect(await of('NumberOfMessagesReceived')).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 0],
    ]);
    expect(await of('NumberOfMessagesDeleted')).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 1],
      [4, 0],
    ]);
    expect(await of('ApproximateNumberOfMessagesVisible', 'Maximum')).toEqual([
      [0, 2],
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    expect(await of('ApproximateNumberOfMessagesNotVisible', 'Maximum')).toEqual([[2, 1]]);
    expect(await of('ApproximateAgeOfOldestMessage', 'Maximum')).toEqual([
      [0, 60],
      [1, 120],
      [2, 180],
      [3, 240],
      [4, 300],
    ]);
  });

  it('stop reporting when nobody uses an empty queue for six hours', async () => {
    await queue(aws, 'idle');
    now += 5 * 24 * 60 * MINUTE;
    const visible = await data('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'idle' });
    expect(visible).toHaveLength(360);
  });

  it('count no message as sent that SQS itself moved to a dead-letter queue, and its age from then on', async () => {
    await queue(aws, 'dead');
    const QueueUrl = await queue(aws, 'work');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 1 });
    await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
    const receive = new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 });
    await aws.sqs.send(receive);
    now += 10 * MINUTE;
    await aws.sqs.send(receive);
    now += 2 * MINUTE;
    const of = (name: string) => data('AWS/SQS', name, { QueueName: 'dead' }, { Stat: 'Maximum' });
    expect((await of('NumberOfMessagesSent')).map(([, value]) => value)).toEqual(Array(12).fill(0));
    expect((await of('ApproximateNumberOfMessagesVisible')).slice(-3)).toEqual([
      [9, 0],
      [10, 1],
      [11, 1],
    ]);
    expect(await of('ApproximateAgeOfOldestMessage')).toEqual([
      [10, 60],
      [11, 120],
    ]);
    expect(await data('AWS/SQS', 'NumberOfMessagesSent', { QueueName: 'work' })).toContainEqual([0, 1]);
  });

  it('report nothing for the time in which a queue was not there', async () => {
    const QueueUrl = await queue(aws, 'inbox');
    now += MINUTE;
    await aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    now += 4 * MINUTE;
    await queue(aws, 'inbox');
    now += MINUTE;
    const visible = await data('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'inbox' });
    expect(visible).toEqual([
      [0, 0],
      [5, 0],
    ]);
  });

  it('count what a topic published, delivered, filtered out and could not deliver', async () => {
    const { CreateTopicCommand, PublishCommand, SubscribeCommand } = await import('@aws-sdk/client-sns');
    await aws.sns.send(new CreateTopicCommand({ Name: 'board' }));
    await queue(aws, 'wall', { service: 'sns.amazonaws.com', source: topicArn('board') });
    const TopicArn = topicArn('board');
    const subscribe = (name: string, Attributes = {}) =>
      aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn(name), Attributes }));
    await subscribe('wall');
    await subscribe('gone', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('wall') }) });
    await subscribe('other', { FilterPolicy: '{"kind":["x"]}' });
    await aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }));
    await aws.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    await aws.cloud.settle();
    const of = (name: string) => data('AWS/SNS', name, { TopicName: 'board' });
    expect(await of('NumberOfMessagesPublished')).toEqual([[0, 1]]);
    expect(await of('PublishSize')).toEqual([[0, 5]]);
    expect(await of('NumberOfNotificationsDelivered')).toEqual([[0, 1]]);
    expect(await of('NumberOfNotificationsFailed')).toEqual([[0, 1]]);
    expect(await of('NumberOfNotificationsRedrivenToDlq')).toEqual([[0, 1]]);
    expect(await of('NumberOfNotificationsFilteredOut')).toEqual([[0, 1]]);
    expect(await of('NumberOfNotificationsFilteredOut-NoMessageAttributes')).toEqual([[0, 1]]);
  });

  it('log metrics of their own, each in its sets of dimensions and at its time', async () => {
    const { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } =
      await import('@aws-sdk/client-cloudwatch-logs');
    const logs = aws.open(CloudWatchLogsClient);
    const place = { logGroupName: 'group', logStreamName: 'stream' };
    await logs.send(new CreateLogGroupCommand(place));
    await logs.send(new CreateLogStreamCommand(place));
    const Metrics = [{ Name: 'Handled', Unit: 'Count' }];
    const directive = { Namespace: 'gcx', Dimensions: [['processor'], []], Metrics };
    const line = {
      _aws: { Timestamp: now - MINUTE, CloudWatchMetrics: [directive] },
      processor: 'sales',
      Handled: [1, 4],
    };
    const message = JSON.stringify(line);
    await logs.send(new PutLogEventsCommand({ ...place, logEvents: [{ timestamp: now, message }] }));
    for (const dimensions of [{ processor: 'sales' }, {}]) {
      expect(await data('gcx', 'Handled', dimensions)).toEqual([[-1, 5]]);
      expect(await data('gcx', 'Handled', dimensions, { Stat: 'p50' })).toEqual([[-1, 1]]);
      expect(await data('gcx', 'Handled', dimensions, { Stat: 'SampleCount' })).toEqual([[-1, 2]]);
    }
  });

  it('count errors of a function by each of Lambda’s tries', async () => {
    await rule(aws, { Id: 'broken', Arn: functionArn('broken') });
    await emit();
    expect(await ofRule('SuccessfulInvocationAttempts')).toEqual([[0, 1]]);
    for (const dimensions of [{}, { FunctionName: 'broken' }, { FunctionName: 'broken', Resource: 'broken' }])
      expect(await data('AWS/Lambda', 'Errors', dimensions)).toEqual([[0, 3]]);
    expect(await data('AWS/Lambda', 'AsyncEventsDropped', { FunctionName: 'broken' })).toEqual([[0, 1]]);
  });
});

describe('asking', () => {
  const query = (Id: string, Period = 60, MetricName = 'MatchedEvents') => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Events',
        MetricName,
        Dimensions: Object.entries(OF_RULE).map(([Name, Value]) => ({ Name, Value })),
      },
      Period,
      Stat: 'Sum',
    },
  });
  const ask = (input: Partial<GetMetricDataCommandInput>) =>
    watch.send(
      new GetMetricDataCommand({
        StartTime: new Date(START),
        EndTime: new Date(now + MINUTE),
        MetricDataQueries: [query('a')],
        ...input,
      }),
    );

  it('gives the newest first, and a query that is cut goes on in the next page', async () => {
    await rule(aws);
    for (const _ of [1, 2, 3, 4]) {
      await emit();
      now += MINUTE;
    }
    const input = { MaxDatapoints: 6, MetricDataQueries: [query('a'), query('b')] };
    const first = await ask(input);
    const second = await ask({ ...input, NextToken: first.NextToken });
    const shown = [first, second].map(({ MetricDataResults = [] }) =>
      MetricDataResults.map(({ Id, StatusCode, Timestamps = [] }) => [
        Id,
        StatusCode,
        Timestamps.map((time) => (time.getTime() - START) / MINUTE),
      ]),
    );
    expect(shown).toEqual([
      [
        ['a', 'Complete', [3, 2, 1, 0]],
        ['b', 'PartialData', []],
      ],
      [['b', 'Complete', [3, 2, 1, 0]]],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it('keeps minutes for 15 days, 5 minutes for 63, hours for 455', async () => {
    await rule(aws);
    for (const _ of [1, 2, 3]) {
      await emit();
      now += MINUTE;
    }
    const sums = async (days: number, Period: number) => {
      now = START + days * 86_400_000;
      const { MetricDataResults: [only] = [] } = await ask({
        EndTime: new Date(START + 3_600_000),
        MetricDataQueries: [query('a', Period)],
      });
      return only?.Values;
    };
    expect(await sums(14, 60)).toEqual([1, 1, 1]);
    expect(await sums(16, 60)).toEqual([]);
    expect(await sums(16, 300)).toEqual([3]);
    await emit();
    expect(await sums(64, 300)).toEqual([]);
    expect(await sums(64, 3_600)).toEqual([3]);
    await emit();
    expect(await sums(456, 3_600)).toEqual([]);
  });

  it('outlives a restart', async () => {
    await rule(aws);
    await emit(2);
    aws.cloud.restore(JSON.parse(JSON.stringify(aws.cloud.snapshot())));
    await emit(1);
    expect(await ofRule('MatchedEvents')).toEqual([[0, 3]]);
  });

  it('answers GetMetricStatistics and ListMetrics', async () => {
    await rule(aws);
    await emit(2);
    const [Namespace, MetricName] = ['AWS/Events', 'MatchedEvents'];
    const Dimensions = Object.entries(OF_RULE).map(([Name, Value]) => ({ Name, Value }));
    const asked = {
      Namespace,
      MetricName,
      Dimensions,
      Period: 60,
      StartTime: new Date(START),
      EndTime: new Date(now + MINUTE),
    };
    const { Datapoints } = await watch.send(
      new GetMetricStatisticsCommand({ ...asked, Statistics: ['Sum', 'Maximum'] }),
    );
    expect(Datapoints).toEqual([{ Timestamp: new Date(START), Sum: 2, Maximum: 1, Unit: 'Count' }]);
    const { Datapoints: bytes } = await watch.send(
      new GetMetricStatisticsCommand({ ...asked, Statistics: ['Sum'], Unit: 'Bytes' }),
    );
    expect(bytes).toEqual([]);
    const long = { ...asked, EndTime: new Date(START + 1_441 * MINUTE), Statistics: ['Sum' as const] };
    expect(await failure(watch.send(new GetMetricStatisticsCommand(long)))).toMatchObject({
      code: 'InvalidParameterCombination',
      message: expect.stringContaining(
        'You have requested up to 1441 datapoints, which exceeds the limit of 1440.',
      ),
    });
    const listed = async (input: object) =>
      (await watch.send(new ListMetricsCommand({ Namespace, ...input }))).Metrics;
    expect(await listed({ MetricName, Dimensions: [{ Name: 'RuleName' }] })).toEqual([
      { Namespace, MetricName, Dimensions },
    ]);
    now += 15 * 86_400_000;
    expect(await listed({ MetricName })).toEqual([]);
  });

  it('refuses what CloudWatch refuses', async () => {
    const many = Array.from({ length: 501 }, (_, index) => query(`m${index}`));
    const said = async (input: Partial<GetMetricDataCommandInput>) => (await failure(ask(input))).message;
    expect(await said({ MetricDataQueries: many })).toContain('must not have a size greater than 500');
    expect(await said({ MetricDataQueries: [query('a'), query('a')] })).toContain('are not unique');
    expect(await said({ MetricDataQueries: [query('A')] })).toContain('expected pattern');
    expect(await said({ MetricDataQueries: [query('a', 90)] })).toContain('multiple of 60');
    expect(await said({ EndTime: new Date(START) })).toContain('StartTime must be less than');
    const nobody = aws.open(CloudWatchClient, { accessKeyId: 'DENY' });
    const denied = nobody.send(new ListMetricsCommand({}));
    expect(await failure(denied)).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('cloudwatch:ListMetrics'),
    });
  });

  it('speaks the query protocol, too', async () => {
    await rule(aws);
    await emit(2);
    const parameters = {
      ...{ Action: 'GetMetricData', Version: '2010-08-01', ScanBy: 'TimestampAscending' },
      ...{ StartTime: new Date(START).toISOString(), EndTime: new Date(now + MINUTE).toISOString() },
      'MetricDataQueries.member.1.Id': 'e1',
      'MetricDataQueries.member.1.Expression': 'm1 * 2',
      'MetricDataQueries.member.2.Id': 'm1',
      'MetricDataQueries.member.2.ReturnData': 'false',
      'MetricDataQueries.member.2.MetricStat.Metric.Namespace': 'AWS/Events',
      'MetricDataQueries.member.2.MetricStat.Metric.MetricName': 'MatchedEvents',
      'MetricDataQueries.member.2.MetricStat.Period': '60',
      'MetricDataQueries.member.2.MetricStat.Stat': 'Sum',
    };
    const { body } = await aws.cloud.handle({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/${REGION}/monitoring/aws4_request`,
      },
      body: String(new URLSearchParams(parameters)),
    });
    expect(body).toContain(
      `<Id>e1</Id><Label>e1</Label><Timestamps><member>${new Date(START).toISOString()}</member></Timestamps><Values><member>4</member></Values><StatusCode>Complete</StatusCode>`,
    );
  });
});
