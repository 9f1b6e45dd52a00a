import { randomUUID } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import type { Context } from '../context.js';
import type { Handover } from '../delivery/queue-delivery.js';
import type { Sender } from '../delivery/sender.js';
import { integer, object, objects, text, texts } from '../input.js';
import type { AlarmRecord, AlarmState, AlarmValue } from '../processor-records.js';
import { publishAs } from '../sns/publish.js';
import { noteHistory } from './alarm-history.js';
import { alarmTime, regionText } from './alarm-words.js';

/** Characters of a message's subject that SNS takes. */
const SUBJECT = 100;

const MEMBERS: Readonly<Record<AlarmValue, string>> = {
  OK: 'OKActions',
  ALARM: 'AlarmActions',
  INSUFFICIENT_DATA: 'InsufficientDataActions',
};

/** Does what an alarm is to do in its new state, and notes how that went; nothing where its actions are off. */
export function act(alarm: AlarmRecord, before: AlarmState, after: AlarmState, context: Context): void {
  if (alarm.settings['ActionsEnabled'] !== true) return;
  for (const arn of texts(alarm.settings, MEMBERS[after.value])) {
    const message = JSON.stringify(messageOf(alarm, before, after, context));
    const handover = handOver(arn, message, alarm, after, context);
    const failed = handover.kind === 'done' ? undefined : handover.why;
    noteHistory(
      alarm.name,
      {
        at: context.now(),
        type: 'Action',
        summary:
          failed === undefined
            ? `Successfully executed action ${arn}`
            : `Failed to execute action ${arn}. Received error: "${failed}"`,
        data: JSON.stringify({
          actionState: failed === undefined ? 'Succeeded' : 'Failed',
          stateUpdateTimestamp: after.updated,
          notificationResource: arn,
          ...(failed === undefined ? { publishedMessage: JSON.stringify({ default: message }) } : {}),
          error: failed ?? null,
        }),
      },
      context,
    );
  }
}

function handOver(
  arn: string,
  body: string,
  alarm: AlarmRecord,
  { value }: AlarmState,
  context: Context,
): Handover {
  const place = parseArn(arn);
  if (place?.service !== 'sns')
    return { kind: 'refused', code: 'INVALID_PARAMETER', why: 'The sandbox only publishes to SNS topics' };
  if (place.region !== context.region)
    return { kind: 'refused', code: 'INVALID_PARAMETER', why: `${arn} is in another region than the alarm` };
  const sender: Sender = {
    service: 'cloudwatch.amazonaws.com',
    sourceArn: alarm.arn,
    sourceAccount: context.account,
  };
  const subject = subjectOf(`${value}: "${alarm.name}" in ${regionText(context.region)}`);
  return publishAs(arn, { body, subject }, sender, { eventId: randomUUID() }, context);
}

/** [?] How AWS shortens a long subject for SNS was not recorded. */
function subjectOf(text: string): string {
  const plain = text.replace(/[^\u0020-\u007e]+/g, '_');
  return plain.length <= SUBJECT ? plain : `${plain.slice(0, SUBJECT - 3)}...`;
}

/**
 * What subscribers get, with AWS's members in AWS's order (recorded 2026-09-14, radkawar/stackd
 * cloudwatch/sns_publications.json).
 */
function messageOf(
  { name, arn, settings, updated }: AlarmRecord,
  before: AlarmState,
  after: AlarmState,
  { account, region }: Context,
): JsonObject {
  return {
    AlarmName: name,
    AlarmDescription: text(settings, 'AlarmDescription') ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: alarmTime(updated),
    NewStateValue: after.value,
    NewStateReason: after.reason,
    StateChangeTime: alarmTime(after.updated),
    Region: regionText(region),
    AlarmArn: arn,
    OldStateValue: before.value,
    ActionExecutedAfterMuteWindow: false,
    OKActions: settings['OKActions'] ?? [],
    AlarmActions: settings['AlarmActions'] ?? [],
    InsufficientDataActions: settings['InsufficientDataActions'] ?? [],
    Trigger: triggerOf(settings),
  };
}

function triggerOf(settings: JsonObject): JsonObject {
  const needed = integer(settings, 'DatapointsToAlarm');
  const judged = {
    Period: settings['Period'] ?? periodOf(settings),
    EvaluationPeriods: settings['EvaluationPeriods'] ?? 1,
    ...(needed === undefined ? {} : { DatapointsToAlarm: needed }),
    ComparisonOperator: settings['ComparisonOperator'] ?? '',
    Threshold: settings['Threshold'] ?? 0,
    TreatMissingData: text(settings, 'TreatMissingData') ?? 'missing',
    EvaluateLowSampleCountPercentile: '',
  };
  const metrics = settings['Metrics'];
  if (metrics !== undefined) return { ...judged, Metrics: metrics };
  const extended = text(settings, 'ExtendedStatistic');
  return {
    MetricName: settings['MetricName'] ?? '',
    Namespace: settings['Namespace'] ?? '',
    ...(extended === undefined
      ? { StatisticType: 'Statistic', Statistic: (text(settings, 'Statistic') ?? '').toUpperCase() }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: extended }),
    Unit: settings['Unit'] ?? null,
    Dimensions: objects(settings, 'Dimensions').map((entry) => ({
      value: entry['Value'] ?? '',
      name: entry['Name'] ?? '',
    })),
    ...judged,
  };
}

function periodOf(settings: JsonObject): JsonValue {
  const judged = objects(settings, 'Metrics').find((query) => query['ReturnData'] === true);
  const stat = judged === undefined ? undefined : object(judged, 'MetricStat');
  return judged?.['Period'] ?? stat?.['Period'] ?? 60;
}
