import { Limits } from '../../../base/limits.js';
import type { AlarmMath } from '../../../clients/aws/alarm-model.js';
import { ruleDimensions } from '../../../clients/aws/dimensions.js';
import { type WatchedStarts, watchedStarts } from '../../../language/config/check/watched-hours.js';
import type { Expectation } from '../../../language/config/model.js';

/**
 * The expression by which a route's silence is seen: the events of all its rules, 0 where there are none; outside of stretches
 * that lie in the expected hours as a whole, as many as are expected. So no night pages. A gap there in the place of a value
 * would have CloudWatch judge an older stretch at night ("evaluates based on the most recent real data points").
 * EventBridge sends no data where nothing matches, and FILL may give nothing for a metric without any point [?]; the time
 * series of zeros holds the place then. Undefined where the route has more rules than an alarm may look at.
 */
export function silenceMath(
  bus: string,
  rules: readonly string[],
  { atLeast, withinSeconds, hours }: Expectation,
): AlarmMath | undefined {
  if (rules.length === 0 || rules.length > Limits.alarmMetrics) return undefined;
  const metrics = rules.map((rule, index) => ({
    id: `m${index + 1}`,
    namespace: 'AWS/Events',
    metric: 'MatchedEvents',
    dimensions: ruleDimensions(bus, rule),
    statistic: 'Sum',
  }));
  const filled = metrics.map(({ id }) => `FILL(${id},0)`);
  const events = { id: 'e1', expression: `SUM([${[...filled, 'TIME_SERIES(0)'].join(',')}])` };
  if (hours === undefined) return { expressions: [events], metrics: sorted(metrics) };
  const starts = watchedStarts(hours, withinSeconds);
  const condition = starts.map((each) => startsIn('e1', each)).join(' OR ');
  return {
    expressions: [events, { id: 'e2', expression: `IF(${condition},e1,${atLeast})` }],
    metrics: sorted(metrics),
  };
}

/** As they are read back: `m10` comes before `m2`. */
function sorted<T extends { readonly id: string }>(metrics: readonly T[]): readonly T[] {
  return metrics.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** DAY is 1 on Monday; both count in UTC (CloudWatch user guide, metric math, DAY, HOUR and MINUTE). */
function startsIn(id: string, { days, from, to }: WatchedStarts): string {
  const minute = `HOUR(${id})*60+MINUTE(${id})`;
  return `((${dayIn(id, days)}) AND (${minute})>=${from} AND (${minute})<=${to})`;
}

function dayIn(id: string, days: readonly number[]): string {
  const [first = 1] = days;
  const last = days.at(-1) ?? first;
  if (last - first === days.length - 1) return `DAY(${id})>=${first} AND DAY(${id})<=${last}`;
  return days.map((day) => `DAY(${id})==${day}`).join(' OR ');
}
