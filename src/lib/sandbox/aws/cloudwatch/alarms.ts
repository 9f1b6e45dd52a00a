import type { JsonObject, JsonValue } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { flag, integer, object, objects, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { AlarmRecord } from '../processor-records.js';
import { checkTags, readTags, withoutTags, writeTags } from '../tags.js';

const ALARMS_PER_PAGE = 50;
const ALARMS_PER_PAGE_MAX = 100;
const COMPARISONS: readonly string[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];

function validation(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function missing(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The parameter ${parameter} is required.`);
}

function decimal(input: JsonObject, name: string): number | undefined {
  const value = text(input, name);
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) throw validation(`${name} must be a number.`);
  return number;
}

function required<T>(value: T | undefined, parameter: string): T {
  if (value === undefined) throw missing(parameter);
  return value;
}

/** Members of an alarm as DescribeAlarms tells them. @throws AwsError in CloudWatch's words */
function readAlarm(input: JsonObject): JsonObject {
  const comparison = required(text(input, 'ComparisonOperator'), 'ComparisonOperator');
  if (!COMPARISONS.includes(comparison)) {
    throw validation(
      `1 validation error detected: Value '${comparison}' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [${COMPARISONS.join(', ')}]`,
    );
  }
  const period = required(integer(input, 'Period'), 'Period');
  if (![10, 20, 30].includes(period) && (period < 60 || period % 60 !== 0)) {
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter Period must be 10, 20, 30, or a multiple of 60.',
    );
  }
  const optional: Record<string, JsonValue | undefined> = {
    AlarmDescription: text(input, 'AlarmDescription'),
    Statistic: text(input, 'Statistic'),
    ExtendedStatistic: text(input, 'ExtendedStatistic'),
    Unit: text(input, 'Unit'),
    DatapointsToAlarm: integer(input, 'DatapointsToAlarm'),
    TreatMissingData: text(input, 'TreatMissingData'),
  };
  if (optional['Statistic'] === undefined && optional['ExtendedStatistic'] === undefined) {
    throw missing('Statistic');
  }
  return {
    MetricName: required(text(input, 'MetricName'), 'MetricName'),
    Namespace: required(text(input, 'Namespace'), 'Namespace'),
    Dimensions: objects(input, 'Dimensions').map((entry) => ({
      Name: text(entry, 'Name') ?? '',
      Value: text(entry, 'Value') ?? '',
    })),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ComparisonOperator: comparison,
    Period: period,
    EvaluationPeriods: required(integer(input, 'EvaluationPeriods'), 'EvaluationPeriods'),
    Threshold: required(decimal(input, 'Threshold'), 'Threshold'),
    ActionsEnabled: flag(input, 'ActionsEnabled') ?? true,
    AlarmActions: texts(input, 'AlarmActions'),
    OKActions: texts(input, 'OKActions'),
    InsufficientDataActions: texts(input, 'InsufficientDataActions'),
  };
}

function putMetricAlarm(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'AlarmName') ?? '';
  if (name === '' || name.length > 255) throw validation('AlarmName must be between 1 and 255 characters.');
  if (object(input, 'Metrics') !== undefined || objects(input, 'Metrics').length > 0) {
    throw validation('The sandbox knows alarms on one metric only, not Metrics.');
  }
  const settings = readAlarm(input);
  const tags = readTags(objects(input, 'Tags'));
  checkTags(tags, {}, validation);
  const existing = context.state.alarms.get(name);
  const alarm: AlarmRecord = {
    name,
    arn: arnOf('cloudwatch', context, `alarm:${name}`),
    settings,
    updated: context.now(),
    // Of an alarm that is there they are left as they are.
    tags: existing?.tags ?? tags,
  };
  context.state.alarms.set(name, alarm);
  return {};
}

function shown({ name, arn, settings, updated }: AlarmRecord): JsonObject {
  return {
    AlarmName: name,
    AlarmArn: arn,
    ...settings,
    AlarmConfigurationUpdatedTimestamp: updated / 1_000,
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: updated / 1_000,
  };
}

function describeAlarms(input: JsonObject, context: Context): JsonObject {
  const prefix = text(input, 'AlarmNamePrefix') ?? '';
  const names = texts(input, 'AlarmNames');
  const types = texts(input, 'AlarmTypes');
  const state = text(input, 'StateValue');
  const size = integer(input, 'MaxRecords') ?? ALARMS_PER_PAGE;
  if (size < 1 || size > ALARMS_PER_PAGE_MAX) {
    throw validation(`MaxRecords must be between 1 and ${ALARMS_PER_PAGE_MAX}.`);
  }
  if (prefix !== '' && names.length > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameters AlarmNames and AlarmNamePrefix are mutually exclusive and you have specified both.',
    );
  }
  const wanted = types.length === 0 || types.includes('MetricAlarm');
  const all = [...context.state.alarms.values()]
    .filter(({ name }) => name.startsWith(prefix) && (names.length === 0 || names.includes(name)))
    .filter(() => wanted && (state === undefined || state === 'INSUFFICIENT_DATA'))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = pageOf(all, size, text(input, 'NextToken'), 'InvalidNextToken');
  return {
    MetricAlarms: page.items.map(shown),
    CompositeAlarms: [],
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}

/** All or none, as CloudWatch has it. */
function deleteAlarms(input: JsonObject, context: Context): JsonObject {
  const names = texts(input, 'AlarmNames');
  const gone = names.filter((name) => !context.state.alarms.has(name));
  if (gone.length > 0) {
    throw new AwsError('ResourceNotFound', `There is no alarm ${gone.join(', ')}.`, { status: 404 });
  }
  for (const name of names) context.state.alarms.delete(name);
  return {};
}

function alarmOf(input: JsonObject, context: Context): AlarmRecord {
  const arn = text(input, 'ResourceARN') ?? '';
  const alarm = [...context.state.alarms.values()].find((each) => each.arn === arn);
  if (alarm === undefined) {
    throw new AwsError('ResourceNotFoundException', `There is no resource ${arn}.`, { status: 404 });
  }
  return alarm;
}

/** The calls of Amazon CloudWatch that concern alarms on metrics; they never ring. */
export const alarmOperations: Operations = {
  PutMetricAlarm: putMetricAlarm,
  DescribeAlarms: describeAlarms,
  DeleteAlarms: deleteAlarms,
  TagResource: (input, context) => {
    const alarm = alarmOf(input, context);
    const tags = readTags(objects(input, 'Tags'));
    checkTags(tags, alarm.tags, validation);
    alarm.tags = { ...alarm.tags, ...tags };
    return {};
  },
  UntagResource: (input, context) => {
    const alarm = alarmOf(input, context);
    alarm.tags = withoutTags(alarm.tags, texts(input, 'TagKeys'));
    return {};
  },
  ListTagsForResource: (input, context) => ({ Tags: writeTags(alarmOf(input, context).tags) }),
};
