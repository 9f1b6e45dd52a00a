import { arnOf } from '../arn.js';
import { objects, text, texts } from '../input.js';
import { readTags } from '../tags.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';

const alarm = ({ input, context }: Call): string =>
  arnOf('cloudwatch', context, `alarm:${text(input, 'AlarmName') ?? ''}`);
const resource = ({ input }: Call): string => text(input, 'ResourceARN') ?? '';
const newTags = ({ input }: Call): Conditions => taggedWith(readTags(objects(input, 'Tags')));

/** Each alarm that a call names; those that it does not name are all. */
function onAlarms(action: string): Needs {
  return ({ input, context }) => {
    const names = texts(input, 'AlarmNames');
    return (names.length === 0 ? ['*'] : names).map((name) => ({
      action: `cloudwatch:${action}`,
      resource: arnOf('cloudwatch', context, `alarm:${name}`),
    }));
  };
}

const historyOf = ({ input, context }: Call): string =>
  arnOf('cloudwatch', context, `alarm:${text(input, 'AlarmName') ?? '*'}`);

/** What the calls of Amazon CloudWatch need. */
export const needsOfCloudwatch: NeedsOfCalls = {
  DeleteAlarms: onAlarms('DeleteAlarms'),
  DescribeAlarmHistory: on('cloudwatch:DescribeAlarmHistory', historyOf),
  DescribeAlarms: onAlarms('DescribeAlarms'),
  DescribeAlarmsForMetric: anywhere('cloudwatch:DescribeAlarmsForMetric'),
  DisableAlarmActions: onAlarms('DisableAlarmActions'),
  EnableAlarmActions: onAlarms('EnableAlarmActions'),
  GetMetricData: anywhere('cloudwatch:GetMetricData'),
  GetMetricStatistics: anywhere('cloudwatch:GetMetricStatistics'),
  ListMetrics: anywhere('cloudwatch:ListMetrics'),
  ListTagsForResource: on('cloudwatch:ListTagsForResource', resource),
  PutMetricAlarm: all(
    on('cloudwatch:PutMetricAlarm', alarm, (call) => ({
      ...newTags(call),
      'cloudwatch:AlarmActions': texts(call.input, 'AlarmActions'),
    })),
    where(({ input }) => objects(input, 'Tags').length > 0, on('cloudwatch:TagResource', alarm, newTags)),
  ),
  SetAlarmState: on('cloudwatch:SetAlarmState', alarm),
  TagResource: on('cloudwatch:TagResource', resource, newTags),
  UntagResource: on('cloudwatch:UntagResource', resource, ({ input }) =>
    withoutKeys(texts(input, 'TagKeys')),
  ),
};
