import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const arn = (name: string) => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;
const alarm: PutMetricAlarmCommandInput = {
  AlarmName: 'sales-failed',
  AlarmDescription: 'Events failed',
  Namespace: 'gcx',
  MetricName: 'Failed',
  Dimensions: [{ Name: 'processor', Value: 'sales' }],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 0.5,
  ComparisonOperator: 'GreaterThanThreshold',
  AlarmActions: [`arn:aws:sns:${REGION}:${ACCOUNT}:alarms`],
  TreatMissingData: 'notBreaching',
};

let aws: AwsServer;
let cloudwatch: CloudWatchClient;

beforeEach(async () => {
  aws = await startAws();
  cloudwatch = aws.open(CloudWatchClient);
});

afterEach(() => aws.close());

it('keeps alarms as they are put, and the tags that they were made with', async () => {
  await cloudwatch.send(
    new PutMetricAlarmCommand({ ...alarm, Tags: [{ Key: 'gcx:project', Value: 'calls' }] }),
  );
  await cloudwatch.send(
    new PutMetricAlarmCommand({ ...alarm, Period: 60, Tags: [{ Key: 'x', Value: 'y' }] }),
  );
  const { MetricAlarms: alarms } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: ['sales-failed', 'none'] }),
  );
  expect(alarms).toMatchObject([
    {
      ...alarm,
      Period: 60,
      AlarmArn: arn('sales-failed'),
      ActionsEnabled: true,
      StateValue: 'INSUFFICIENT_DATA',
      StateUpdatedTimestamp: expect.any(Date),
    },
  ]);
  const ResourceARN = arn('sales-failed');
  const tags = async () => (await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
  expect(await tags()).toEqual([{ Key: 'gcx:project', Value: 'calls' }]);
  await cloudwatch.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'team', Value: 'voice' }] }));
  await cloudwatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['gcx:project'] }));
  expect(await tags()).toEqual([{ Key: 'team', Value: 'voice' }]);
});

it('lists alarms by prefix, in pages', async () => {
  for (const AlarmName of ['sales-2', 'sales-1', 'billing-1', 'sales-3']) {
    await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, AlarmName }));
  }
  const page = async (NextToken?: string) =>
    await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'sales-', MaxRecords: 2, NextToken }));
  const first = await page();
  const second = await page(first.NextToken);
  expect([first, second].map(({ MetricAlarms }) => MetricAlarms?.map(({ AlarmName }) => AlarmName))).toEqual([
    ['sales-1', 'sales-2'],
    ['sales-3'],
  ]);
  expect(second.NextToken).toBeUndefined();
});

it('deletes all that are named, or none', async () => {
  await cloudwatch.send(new PutMetricAlarmCommand(alarm));
  const both = new DeleteAlarmsCommand({ AlarmNames: ['sales-failed', 'none'] });
  expect(await failure(cloudwatch.send(both))).toMatchObject({ code: 'ResourceNotFound', status: 404 });
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['sales-failed'] }));
  expect((await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
  expect(
    await failure(cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: arn('sales-failed') }))),
  ).toMatchObject({ code: 'ResourceNotFoundException' });
});

it('refuses what CloudWatch refuses', async () => {
  const put = (changes: Partial<PutMetricAlarmCommandInput>) =>
    failure(cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, ...changes })));
  expect(await put({ Period: 61 })).toMatchObject({ code: 'InvalidParameterValue' });
  for (const Namespace of [':shop', 'n'.repeat(256)])
    expect(await put({ Namespace }), Namespace).toMatchObject({ code: 'ValidationError' });
  expect(await put({ Statistic: undefined })).toMatchObject({ code: 'MissingParameter' });
  expect(await put({ ComparisonOperator: 'GreaterThanUpperThreshold' })).toMatchObject({
    code: 'ValidationError',
    message: expect.stringContaining('GreaterThanOrEqualToThreshold'),
  });
  const nobody = aws.open(CloudWatchClient, { accessKeyId: 'DENY' });
  expect(await failure(nobody.send(new DescribeAlarmsCommand({})))).toMatchObject({ code: 'AccessDenied' });
});
