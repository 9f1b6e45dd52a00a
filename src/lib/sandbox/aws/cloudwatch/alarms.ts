import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../base/json.js';
import { arnOf } from '../arn.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import { integer, objects, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { AlarmRecord, AlarmValue } from '../processor-records.js';
import { checkTags, readTags, withoutTags, writeTags } from '../tags.js';
import { enter, initialState, stateOf } from './alarm-clock.js';
import { noteHistory } from './alarm-history.js';
import { readAlarmSettings } from './alarm-settings.js';
import { missingParameter, validationFault } from './metric-input.js';
import { MINUTE_MS } from './retention.js';

const ALARMS_PER_PAGE = 50;
const ALARMS_PER_PAGE_MAX = 100;
const NAMES = 100;
/** Characters (CloudWatch API, SetAlarmState). */
const REASON = 1_023;
const REASON_DATA = 4_000;
const STATES: readonly AlarmValue[] = ['INSUFFICIENT_DATA', 'ALARM', 'OK'];

function putMetricAlarm(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'AlarmName') ?? '';
  if (name === '' || name.length > 255)
    throw validationFault('AlarmName must be between 1 and 255 characters.');
  const settings = readAlarmSettings(input, context);
  const tags = readTags(objects(input, 'Tags'));
  checkTags(tags, {}, validationFault);
  const existing = context.state.alarms.get(name);
  // What is as it was is left alone, its times and history as well (recorded 2026-09, alarm_idempotence.json).
  if (existing !== undefined && isDeepStrictEqual(existing.settings, settings)) return {};
  const now = context.now();
  const minute = Math.floor(now / MINUTE_MS);
  const alarm: AlarmRecord =
    existing === undefined
      ? {
          name,
          arn: arnOf('cloudwatch', context, `alarm:${name}`),
          settings,
          updated: now,
          tags,
          state: initialState(now),
          evaluated: minute,
        }
      : // Its state is kept, and of an alarm that is there the tags are left as they are.
        { ...existing, settings, updated: now, state: stateOf(existing) };
  context.state.alarms.set(name, alarm);
  noteConfiguration(alarm, existing === undefined ? 'created' : 'updated', context);
  return {};
}

function noteConfiguration(
  { name, settings }: AlarmRecord,
  what: 'created' | 'updated' | 'deleted',
  context: Context,
): void {
  noteHistory(
    name,
    {
      at: context.now(),
      type: 'ConfigurationUpdate',
      summary: `Alarm "${name}" ${what}`,
      data: JSON.stringify({
        version: '1.0',
        type: `${what.charAt(0).toUpperCase()}${what.slice(1, -1)}`,
        [`${what}Alarm`]: { alarmName: name, ...settings },
      }),
    },
    context,
  );
}

function shown(alarm: AlarmRecord): JsonObject {
  const { name, arn, settings, updated } = alarm;
  const state = stateOf(alarm);
  return {
    AlarmName: name,
    AlarmArn: arn,
    ...settings,
    AlarmConfigurationUpdatedTimestamp: updated / 1_000,
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.data === undefined ? {} : { StateReasonData: state.data }),
    StateUpdatedTimestamp: state.updated / 1_000,
    StateTransitionedTimestamp: state.transitioned / 1_000,
  };
}

function byName(left: AlarmRecord, right: AlarmRecord): number {
  return left.name < right.name ? -1 : 1;
}

function describeAlarms(input: JsonObject, context: Context): JsonObject {
  const prefix = text(input, 'AlarmNamePrefix') ?? '';
  const names = texts(input, 'AlarmNames');
  const types = texts(input, 'AlarmTypes');
  const wanted = text(input, 'StateValue');
  const size = integer(input, 'MaxRecords') ?? ALARMS_PER_PAGE;
  if (size < 1 || size > ALARMS_PER_PAGE_MAX) {
    throw validationFault(`MaxRecords must be between 1 and ${ALARMS_PER_PAGE_MAX}.`);
  }
  if (prefix !== '' && names.length > 0) {
    throw validationFault(
      'The parameters AlarmNames and AlarmNamePrefix are mutually exclusive and you have specified both.',
    );
  }
  const ofMetrics = types.length === 0 || types.includes('MetricAlarm');
  const all = [...context.state.alarms.values()]
    .filter(({ name }) => name.startsWith(prefix) && (names.length === 0 || names.includes(name)))
    .filter((alarm) => ofMetrics && (wanted ?? stateOf(alarm).value) === stateOf(alarm).value)
    .sort(byName);
  const page = pageOf(all, size, text(input, 'NextToken'), 'InvalidNextToken');
  return {
    MetricAlarms: page.items.map(shown),
    CompositeAlarms: [],
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}

function describeAlarmsForMetric(input: JsonObject, context: Context): JsonObject {
  const dimensions = [...objects(input, 'Dimensions')].sort(byText);
  const given = ['MetricName', 'Namespace', 'Statistic', 'ExtendedStatistic', 'Period', 'Unit'] as const;
  const all = [...context.state.alarms.values()]
    .filter(({ settings }) =>
      given.every((name) => (text(input, name) ?? text(settings, name)) === text(settings, name)),
    )
    .filter(({ settings }) =>
      isDeepStrictEqual([...objects(settings, 'Dimensions')].sort(byText), dimensions),
    );
  return { MetricAlarms: all.sort(byName).map(shown) };
}

function byText(left: JsonObject, right: JsonObject): number {
  return String(left['Name']) < String(right['Name']) ? -1 : 1;
}

function noAlarm(names: readonly string[] = []): AwsError {
  const message = names.length === 0 ? 'There is no such alarm.' : `There is no alarm ${names.join(', ')}.`;
  return new AwsError('ResourceNotFound', message, { status: 404 });
}

/** All or none, as CloudWatch has it. */
function deleteAlarms(input: JsonObject, context: Context): JsonObject {
  const names = texts(input, 'AlarmNames');
  const gone = names.filter((name) => !context.state.alarms.has(name));
  if (gone.length > 0) throw noAlarm(gone);
  for (const name of names) {
    const alarm = context.state.alarms.get(name);
    if (alarm !== undefined) noteConfiguration(alarm, 'deleted', context);
    context.state.alarms.delete(name);
  }
  return {};
}

/** A state by hand, for tests: the next look at the metric may set it back. */
function setAlarmState(input: JsonObject, context: Context): JsonObject {
  const alarm = context.state.alarms.get(text(input, 'AlarmName') ?? '');
  const wanted = text(input, 'StateValue') ?? '';
  const reason = text(input, 'StateReason');
  const data = text(input, 'StateReasonData');
  new Constraints()
    .text('stateValue', wanted, { oneOf: STATES })
    .text('stateReason', reason, { max: REASON })
    .text('stateReasonData', data, { max: REASON_DATA })
    .check(validationFault);
  const value = STATES.find((each) => each === wanted);
  if (alarm === undefined || value === undefined) throw noAlarm();
  if (reason === undefined || reason === '') throw missingParameter('StateReason');
  if (data !== undefined && !isJson(data))
    throw new AwsError('InvalidFormat', 'StateReasonData was not valid JSON');
  // The same state again changes nothing, not even the reason (recorded, alarm_delivery.json).
  if (stateOf(alarm).value !== value)
    enter(alarm, { value, reason, ...(data === undefined ? {} : { data }) }, context);
  return {};
}

function isJson(data: string): boolean {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

/** Alarms of other names are passed over. */
function switchActions(input: JsonObject, on: boolean, context: Context): JsonObject {
  const names = texts(input, 'AlarmNames');
  if (names.length > NAMES)
    throw validationFault(`The collection AlarmNames must not have a size greater than ${NAMES}.`);
  for (const name of names) {
    const alarm = context.state.alarms.get(name);
    if (alarm === undefined || alarm.settings['ActionsEnabled'] === on) continue;
    const settings = { ...alarm.settings, ActionsEnabled: on };
    const changed: AlarmRecord = { ...alarm, settings, updated: context.now(), state: stateOf(alarm) };
    context.state.alarms.set(name, changed);
    noteConfiguration(changed, 'updated', context);
  }
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

/** The calls of Amazon CloudWatch that concern alarms on metrics. */
export const alarmOperations: Operations = {
  PutMetricAlarm: putMetricAlarm,
  DescribeAlarms: describeAlarms,
  DescribeAlarmsForMetric: describeAlarmsForMetric,
  DeleteAlarms: deleteAlarms,
  SetAlarmState: setAlarmState,
  EnableAlarmActions: (input, context) => switchActions(input, true, context),
  DisableAlarmActions: (input, context) => switchActions(input, false, context),
  TagResource: (input, context) => {
    const alarm = alarmOf(input, context);
    const tags = readTags(objects(input, 'Tags'));
    checkTags(tags, alarm.tags, validationFault);
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
