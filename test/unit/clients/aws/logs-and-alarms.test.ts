import { describe, expect, it } from 'vitest';
import { jsonError, useAws } from './aws-server.js';

const setup = useAws();
const name = '/aws/lambda/f';
const arn = `arn:aws:logs:eu-west-1:111122223333:log-group:${name}`;
const missing = jsonError('ResourceNotFoundException', 'The specified log group does not exist.');

describe('a log group', () => {
  it('is found by its exact name over all pages, and tagged by its ARN without the star', async () => {
    const { aws, server } = await setup(({ action, input }) => {
      if (action === 'ListTagsForResource') return { json: { tags: { a: 'b' } } };
      return input['nextToken'] === undefined
        ? { json: { logGroups: [{ logGroupName: `${name}-2`, arn: `${arn}-2:*` }], nextToken: 'n' } }
        : { json: { logGroups: [{ logGroupName: name, arn: `${arn}:*`, retentionInDays: 30 }] } };
    });
    expect(await aws.logs.group(name)).toEqual({ name, arn, retentionDays: 30, tags: { a: 'b' } });
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toEqual({ resourceArn: arn });
  });

  it('is none where only others begin so', async () => {
    const { aws } = await setup(() => ({ json: { logGroups: [{ logGroupName: `${name}-2` }] } }));
    expect(await aws.logs.group(name)).toBeUndefined();
  });

  it('is made, then told how long to keep; for ever is no retention', async () => {
    const { aws, calls } = await setup(() => ({ json: {} }));
    await aws.logs.createGroup(name, 30, { a: 'b' });
    await aws.logs.createGroup(name, 0, {});
    await aws.logs.setRetention(name, 0);
    expect(calls()).toEqual([
      'CreateLogGroup',
      'PutRetentionPolicy',
      'CreateLogGroup',
      'DeleteRetentionPolicy',
    ]);
  });

  it.each([
    ['after a lost answer, with our tags', 500, { a: 'b' }, 'made'],
    ['after a lost answer, with others’ tags', 500, { a: 'other' }, 'refused'],
    ['without a lost answer', 400, { a: 'b' }, 'refused'],
  ] as const)('that exists %s is %s', async (_, first, tags, outcome) => {
    const taken = jsonError('ResourceAlreadyExistsException', 'The specified log group already exists');
    const { aws, calls } = await setup(({ action }, call) => {
      if (action === 'DescribeLogGroups')
        return { json: { logGroups: [{ logGroupName: name, logGroupArn: 'arn:x' }] } };
      if (action === 'ListTagsForResource') return { json: { tags } };
      return call === 1 && first === 500 ? { status: 500, json: {} } : taken;
    });
    const made = aws.logs.createGroup(name, 0, { a: 'b' });
    if (outcome === 'made') await made;
    else await expect(made).rejects.toMatchObject({ awsCode: 'ResourceAlreadyExistsException' });
    expect(calls().filter((call) => call === 'CreateLogGroup')).toHaveLength(first === 500 ? 2 : 1);
  });

  it('that is not there is deleted, and has no lines', async () => {
    const { aws } = await setup(() => missing);
    await aws.logs.deleteGroup(name);
    expect(await aws.logs.lines(name, 0)).toBeUndefined();
  });

  it('shows its lines over all pages, the empty ones too, oldest first', async () => {
    const event = (timestamp: number, message: string) => ({
      timestamp,
      message,
      logStreamName: 's',
      eventId: `e${timestamp}`,
    });
    const { aws, server } = await setup(({ input }) => {
      switch (input['nextToken']) {
        case undefined:
          return { json: { events: [event(3, 'c')], nextToken: 'one' } };
        case 'one':
          return { json: { events: [], nextToken: 'two' } };
        default:
          return { json: { events: [event(1, 'a'), event(2, 'b')] } };
      }
    });
    expect(await aws.logs.lines(name, 1)).toEqual([
      { time: 1, stream: 's', message: 'a', id: 'e1' },
      { time: 2, stream: 's', message: 'b', id: 'e2' },
      { time: 3, stream: 's', message: 'c', id: 'e3' },
    ]);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ logGroupName: name, startTime: 1 });
  });

  it('gets and loses tags', async () => {
    const { aws, calls } = await setup(() => ({ json: {} }));
    await aws.logs.tag(arn, { a: 'b' }, ['c']);
    expect(calls()).toEqual(['TagResource', 'UntagResource']);
  });
});

describe('alarms', () => {
  const alarm = {
    name: 'f-dead-letters',
    description: 'd',
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: 'f-dead-letters' },
    statistic: 'Maximum',
    period: 300,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    actions: ['arn:aws:sns:eu-west-1:111122223333:t'],
  } as const;
  const alarmArn = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:f-dead-letters';

  it('read back as they were written, over all pages, with tags', async () => {
    let written: Record<string, unknown> = {};
    const { aws } = await setup(({ action, input }) => {
      if (action === 'PutMetricAlarm') written = { ...input, AlarmArn: alarmArn };
      if (action === 'ListTagsForResource') return { json: { Tags: [{ Key: 'a', Value: 'b' }] } };
      if (action !== 'DescribeAlarms') return { json: {} };
      return input['NextToken'] === undefined
        ? { json: { MetricAlarms: [], NextToken: 'n' } }
        : { json: { MetricAlarms: [written] } };
    });
    const otherActions = { ok: ['arn:aws:sns:eu-west-1:111122223333:ok'], insufficientData: [] };
    await aws.alarms.put({ ...alarm, otherActions }, { a: 'b' });
    expect(written).toMatchObject({ TreatMissingData: 'notBreaching', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await aws.alarms.list('f-')).toEqual([
      { ...alarm, otherActions, arn: alarmArn, actionsEnabled: true, judges: {}, tags: { a: 'b' } },
    ]);
  });

  it.each([
    [{ Statistic: 'Average' }, { statistic: 'other' }],
    [{ ComparisonOperator: 'LessThanOrEqualToThreshold' }, { comparison: 'other' }],
    [{ ComparisonOperator: 'LessThanThreshold' }, { comparison: 'LessThanThreshold' }],
    [{ EvaluationPeriods: 3 }, { judges: { EvaluationPeriods: 3 } }],
    [{ TreatMissingData: 'breaching' }, { judges: { TreatMissingData: 'breaching' } }],
    [{ DatapointsToAlarm: 1 }, { judges: {} }],
    [{ DatapointsToAlarm: 2 }, { judges: { DatapointsToAlarm: 2 } }],
    [{ Unit: 'Seconds' }, { judges: { Unit: 'Seconds' } }],
    [{ ActionsEnabled: false }, { actionsEnabled: false }],
  ])('that judge otherwise than gcx sets them are told apart: %o', async (set, told) => {
    const live = {
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      ComparisonOperator: 'GreaterThanThreshold',
      ...set,
    };
    const { aws } = await setup(({ action }) => ({
      json: action === 'DescribeAlarms' ? { MetricAlarms: [live] } : { Tags: [] },
    }));
    expect((await aws.alarms.list('f-'))[0]).toMatchObject(told);
  });

  it('that went meanwhile are none, and are deleted', async () => {
    const { aws } = await setup(({ action }) =>
      action === 'DescribeAlarms'
        ? { json: { MetricAlarms: [{ AlarmArn: alarmArn }] } }
        : jsonError('ResourceNotFound', 'gone', 404),
    );
    expect(await aws.alarms.list('f-')).toEqual([]);
    await aws.alarms.delete('f-dead-letters');
  });

  it('get and lose tags', async () => {
    const { aws, calls } = await setup(() => ({ json: {} }));
    await aws.alarms.tag(alarmArn, { a: 'b' }, ['c']);
    expect(calls()).toEqual(['TagResource', 'UntagResource']);
  });
});
