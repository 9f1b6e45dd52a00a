import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';
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
const FAILED: PutMetricAlarmCommandInput = {
  AlarmName: 'sales-failed',
  AlarmDescription: 'Events of sales fail.',
  Namespace: 'AWS/Events',
  MetricName: 'FailedInvocations',
  Dimensions: [
    { Name: 'EventBusName', Value: SOURCE },
    { Name: 'RuleName', Value: 'calls' },
  ],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [topicArn('alarms')],
  OKActions: [topicArn('alarms')],
};

let now: number;
let aws: AwsServer;
let watch: CloudWatchClient;
let inbox: string;

beforeEach(async () => {
  now = START;
  aws = await startAws({ now: () => now, seed: { sources: [{ name: SOURCE }] } });
  watch = aws.open(CloudWatchClient);
  await aws.sns.send(new CreateTopicCommand({ Name: 'alarms' }));
  inbox = await queue(aws, 'people', { service: 'sns.amazonaws.com', source: topicArn('alarms') });
  const Attributes = { RawMessageDelivery: 'true' };
  await aws.sns.send(
    new SubscribeCommand({
      TopicArn: topicArn('alarms'),
      Protocol: 'sqs',
      Endpoint: queueArn('people'),
      Attributes,
    }),
  );
});

afterEach(() => aws.close());

async function pass(minutes: number): Promise<void> {
  now += minutes * MINUTE;
  aws.cloud.wake();
  await aws.cloud.settle();
}

const put = (changes: Partial<PutMetricAlarmCommandInput> = {}) =>
  watch.send(new PutMetricAlarmCommand({ ...FAILED, ...changes }));

async function state(name = 'sales-failed') {
  const { MetricAlarms: [alarm] = [] } = await watch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return alarm;
}

/** Kind and first sentence of what happened to the alarm. */
async function history() {
  const { AlarmHistoryItems: items = [] } = await watch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'sales-failed' }),
  );
  return items.map(({ HistoryItemType, HistorySummary }) => [
    HistoryItemType,
    HistorySummary?.split('. ')[0],
  ]);
}

/** What came since the last look. */
async function messages() {
  const look = { QueueUrl: inbox, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 };
  const { Messages = [] } = await aws.sqs.send(new ReceiveMessageCommand(look));
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

async function failOnce(): Promise<void> {
  aws.cloud.partner.putEvent(SOURCE, EVENT);
  await aws.cloud.settle();
}

/** Without a call or a wait that would look at the alarms. */
async function failOnceUnseen(): Promise<void> {
  aws.cloud.partner.putEvent(SOURCE, EVENT);
  await new Promise((resolve) => setImmediate(resolve));
}

it('rings when events fail and says when they no longer do, through a topic', async () => {
  await rule(aws, { Id: 'gone', Arn: queueArn('gone') });
  await put();
  expect(await state()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
  await pass(1);
  expect(await state()).toMatchObject({ StateValue: 'OK', StateTransitionedTimestamp: new Date(now) });
  await messages();
  await failOnce();
  await pass(1);
  const alarm = await state();
  expect(alarm).toMatchObject({
    StateValue: 'ALARM',
    StateReason: expect.stringMatching(
      /^Threshold Crossed: 1 datapoint \[1\.0 \(.{17}\)\] was greater than the threshold \(0\.0\)\.$/,
    ),
  });
  expect(await messages()).toEqual([
    {
      AlarmName: 'sales-failed',
      AlarmDescription: 'Events of sales fail.',
      AWSAccountId: ACCOUNT,
      AlarmConfigurationUpdatedTimestamp: new Date(START).toISOString().replace('Z', '+0000'),
      NewStateValue: 'ALARM',
      NewStateReason: alarm?.StateReason,
      StateChangeTime: new Date(now).toISOString().replace('Z', '+0000'),
      Region: 'EU (Ireland)',
      AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:sales-failed`,
      OldStateValue: 'OK',
      ActionExecutedAfterMuteWindow: false,
      OKActions: [topicArn('alarms')],
      AlarmActions: [topicArn('alarms')],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'FailedInvocations',
        Namespace: 'AWS/Events',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [
          { value: SOURCE, name: 'EventBusName' },
          { value: 'calls', name: 'RuleName' },
        ],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        TreatMissingData: 'notBreaching',
        EvaluateLowSampleCountPercentile: '',
      },
    },
  ]);
  // Real values count before what is missing, as far back as is looked.
  await pass(1);
  expect(await state()).toMatchObject({ StateValue: 'ALARM' });
  await pass(60);
  expect(await state()).toMatchObject({
    StateValue: 'OK',
    StateTransitionedTimestamp: new Date(START + 5 * MINUTE),
  });
  expect(await messages()).toMatchObject([{ NewStateValue: 'OK', OldStateValue: 'ALARM' }]);
});

it('rings for what happened while nobody looked, at the time of it', async () => {
  await rule(aws, { Id: 'gone', Arn: queueArn('gone') });
  await put();
  await pass(1);
  now += 29 * MINUTE;
  await failOnceUnseen();
  await pass(30);
  const { AlarmHistoryItems = [] } = await watch.send(
    new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending' }),
  );
  const changes = AlarmHistoryItems.map(({ Timestamp, HistorySummary = '' }) => [
    ((Timestamp?.getTime() ?? 0) - START) / MINUTE,
    HistorySummary.split(' to ')[1],
  ]);
  expect(changes).toEqual([
    [1, 'OK'],
    [31, 'ALARM'],
    [34, 'OK'],
  ]);
});

it('watches what waits in a queue, and how long', async () => {
  await queue(aws, 'dead', { service: 'events.amazonaws.com', source: RULE_ARN });
  await rule(aws, { Id: 'gone', Arn: queueArn('gone'), DeadLetterConfig: { Arn: queueArn('dead') } });
  const ofQueue = {
    Namespace: 'AWS/SQS',
    Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
    Statistic: 'Maximum' as const,
  };
  await put({ ...ofQueue, AlarmName: 'dead', MetricName: 'ApproximateNumberOfMessagesVisible' });
  await put({ ...ofQueue, AlarmName: 'old', MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 3_600 });
  await failOnce();
  await pass(3);
  expect([(await state('dead'))?.StateValue, (await state('old'))?.StateValue]).toEqual(['ALARM', 'OK']);
  await pass(120);
  expect(await state('old')).toMatchObject({
    StateValue: 'ALARM',
    StateTransitionedTimestamp: new Date(START + 61 * MINUTE),
  });
});

it('tells silence within hours, and not at night', async () => {
  await rule(aws);
  const [Metric, Period] = [
    { Namespace: 'AWS/Events', MetricName: 'MatchedEvents', Dimensions: FAILED.Dimensions },
    3_600,
  ];
  const { Namespace, MetricName, Dimensions, Statistic, Period: _, ...silent } = FAILED;
  await watch.send(
    new PutMetricAlarmCommand({
      ...silent,
      AlarmName: 'silent',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Metrics: [
        { Id: 'm1', MetricStat: { Metric, Period, Stat: 'Sum' }, ReturnData: false },
        { Id: 'e1', Expression: 'IF(HOUR(FILL(m1, 0)) >= 8 AND HOUR(FILL(m1, 0)) < 18, FILL(m1, 0), 1)' },
      ],
    }),
  );
  const ringing: number[] = [];
  for (let hour = 0; hour < 24; hour += 1) {
    const past = (await state('silent'))?.StateValue;
    if (past === 'ALARM') ringing.push(new Date(now).getUTCHours());
    await pass(60);
  }
  expect(ringing.toSorted((left, right) => left - right)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
});

it('finds no way through a topic that does not let CloudWatch in, and says so', async () => {
  const Policy = policy('events.amazonaws.com', 'sns:Publish', topicArn('alarms'), RULE_ARN);
  const closed = { TopicArn: topicArn('alarms'), AttributeName: 'Policy', AttributeValue: Policy };
  await aws.sns.send(new SetTopicAttributesCommand(closed));
  await put();
  await watch.send(
    new SetAlarmStateCommand({ AlarmName: 'sales-failed', StateValue: 'ALARM', StateReason: 'a drill' }),
  );
  await aws.cloud.settle();
  expect(await messages()).toEqual([]);
  expect(await history()).toEqual(
    expect.arrayContaining([
      ['ConfigurationUpdate', 'Alarm "sales-failed" created'],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM'],
      ['Action', `Failed to execute action ${topicArn('alarms')}`],
    ]),
  );
});

it('does not say of an action that the sandbox cannot carry out that it succeeded', async () => {
  const paging = functionArn('page-people');
  await put({ AlarmActions: [paging] });
  await watch.send(
    new SetAlarmStateCommand({ AlarmName: 'sales-failed', StateValue: 'ALARM', StateReason: 'a drill' }),
  );
  expect(await history()).toContainEqual(['Action', `Failed to execute action ${paging}`]);
});

it('is set by hand, is quiet where its actions are off, and keeps its state when it is put again', async () => {
  await put();
  const set = (StateValue: 'ALARM' | 'OK') =>
    watch.send(new SetAlarmStateCommand({ AlarmName: 'sales-failed', StateValue, StateReason: 'a drill' }));
  await watch.send(new DisableAlarmActionsCommand({ AlarmNames: ['sales-failed', 'none'] }));
  await set('ALARM');
  await aws.cloud.settle();
  expect(await messages()).toEqual([]);
  await watch.send(new EnableAlarmActionsCommand({ AlarmNames: ['sales-failed'] }));
  await set('OK');
  await set('OK');
  await aws.cloud.settle();
  expect(await messages()).toHaveLength(1);
  await put({ Threshold: 5 });
  expect(await state()).toMatchObject({ StateValue: 'OK', StateReason: 'a drill', Threshold: 5 });
  const found = await watch.send(
    new DescribeAlarmsForMetricCommand({
      Namespace: 'AWS/Events',
      MetricName: 'FailedInvocations',
      Dimensions: FAILED.Dimensions?.toReversed(),
    }),
  );
  expect(found.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['sales-failed']);
  const none = watch.send(new SetAlarmStateCommand({ AlarmName: 'x', StateValue: 'OK', StateReason: 'y' }));
  expect(await failure(none)).toMatchObject({ code: 'ResourceNotFound', status: 404 });
});

it('refuses metrics that are none, and windows that are too long', async () => {
  const said = async (changes: Partial<PutMetricAlarmCommandInput>) => (await failure(put(changes))).message;
  expect(await said({ Metrics: [{ Id: 'e1', Expression: '1' }] })).toContain('mutually exclusive');
  const { Namespace, MetricName, Dimensions, Statistic, Period, ...bare } = FAILED;
  const math = async (...Expressions: readonly string[]) => {
    const Metrics = Expressions.map((Expression, index) => ({ Id: `e${index}`, Expression, Period: 60 }));
    return (await failure(watch.send(new PutMetricAlarmCommand({ ...bare, Metrics })))).message;
  };
  expect(await math('1', '2')).toBe('Exactly one element of the metrics list should return data.');
  expect(await math('m9 + 1')).toBe("Error in expression 'e0' [undefined variable m9]");
  expect(await math('e0')).toBe("Error in expression 'e0' [it depends on itself]");
  expect(await math('METRICS()')).toBe("Error in expression 'e0' [it must return a single time series]");
  expect(await said({ EvaluationPeriods: 1_441 })).toContain('(EvaluationPeriods * Period must be <= 86400)');
  expect(await said({ Period: 3_600, EvaluationPeriods: 169 })).toContain('<= 604800');
  expect(await said({ AlarmActions: ['people'] })).toBe('Invalid arn syntax: people');
  expect(await said({ TreatMissingData: 'zero' })).toContain("at 'treatMissingData'");
  expect(await said({ Unit: 'Counts' as 'Count' })).toContain("Value 'Counts' at 'unit' failed");
  expect(await said({ AlarmDescription: 'x'.repeat(1_025) })).toContain("at 'alarmDescription' failed");
  const data = watch.send(
    new SetAlarmStateCommand({ AlarmName: 'x', StateValue: 'OK', StateReason: 'x'.repeat(1_024) }),
  );
  expect((await failure(data)).message).toContain("at 'stateReason' failed");
});

it('lets no alarm that is none, of an older state, keep the others from ringing', async () => {
  await put();
  const { regions, ...rest } = JSON.parse(JSON.stringify(aws.cloud.snapshot()));
  const { settings, ...kept } = regions[REGION].alarms[0][1];
  const { Statistic, ...others } = settings;
  const broken = { ...kept, name: 'broken', settings: { ...others, ExtendedStatistic: 'wm98' } };
  delete broken.state;
  regions[REGION].alarms.unshift(['broken', broken]);
  aws.cloud.restore({ ...rest, regions });
  await pass(1);
  expect([(await state('broken'))?.StateValue, (await state())?.StateValue]).toEqual([
    'INSUFFICIENT_DATA',
    'OK',
  ]);
});
