import type { JsonObject } from '../../../base/json.js';
import type { Context, Operations } from '../context.js';
import { integer, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { AlarmHistoryRecord } from '../processor-records.js';
import { instant, validationFault } from './metric-input.js';

/** History "is retained for 30 days" (DescribeAlarmHistory), also of an alarm that was deleted. */
const KEPT_MS = 30 * 86_400_000;
const PER_PAGE = 100;

/** Notes what happened to an alarm; what is older than CloudWatch tells goes. */
export function noteHistory(
  alarm: string,
  record: AlarmHistoryRecord,
  { state, now }: Pick<Context, 'state' | 'now'>,
): void {
  const since = now() - KEPT_MS;
  const before = state.alarmHistory.get(alarm) ?? [];
  state.alarmHistory.set(alarm, [...before.filter(({ at }) => at >= since), record]);
}

function describeAlarmHistory(input: JsonObject, context: Context): JsonObject {
  const name = text(input, 'AlarmName');
  const type = text(input, 'HistoryItemType');
  const types = texts(input, 'AlarmTypes');
  const size = integer(input, 'MaxRecords') ?? PER_PAGE;
  if (size < 1 || size > PER_PAGE) throw validationFault(`MaxRecords must be between 1 and ${PER_PAGE}.`);
  const from = Math.max(instant(input, 'StartDate') ?? 0, context.now() - KEPT_MS);
  const until = instant(input, 'EndDate') ?? Number.POSITIVE_INFINITY;
  const named = [...context.state.alarmHistory].filter(([alarm]) => name === undefined || alarm === name);
  const all = (types.length === 0 || types.includes('MetricAlarm') ? named : [])
    .flatMap(([alarm, records]) => records.map((record) => ({ alarm, ...record })))
    .filter((record) => record.at >= from && record.at < until && (type ?? record.type) === record.type)
    .sort((left, right) => left.at - right.at);
  if (text(input, 'ScanBy') !== 'TimestampAscending') all.reverse();
  const page = pageOf(all, size, text(input, 'NextToken'), 'InvalidNextToken');
  return {
    AlarmHistoryItems: page.items.map(({ alarm, at, type: HistoryItemType, summary, data }) => ({
      AlarmName: alarm,
      AlarmType: 'MetricAlarm',
      Timestamp: at / 1_000,
      HistoryItemType,
      HistorySummary: summary,
      HistoryData: data,
    })),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}

/** The call of CloudWatch that tells what happened to alarms. */
export const alarmHistoryOperations: Operations = { DescribeAlarmHistory: describeAlarmHistory };
