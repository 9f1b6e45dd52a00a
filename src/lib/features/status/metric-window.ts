import { Limits } from '../../base/limits.js';
import type { MetricWindow } from '../../clients/aws/metrics-model.js';
import type { StatusWindow } from './model.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Seconds of a point, from short to long: each divides the next, and a day. */
const PERIODS = [60, 300, 900, 3_600, 21_600] as const;
const LONGEST_PERIOD = 86_400;

/** ms before now of which minutes are asked for, whatever the whole time is: what is "now" is told by them. */
const MINUTES_MS = 3 * 60 * MINUTE_MS;

/**
 * The time from this many seconds ago until now. Points are as short as CloudWatch still keeps them (one that it does not keep
 * it leaves out without a word), and long enough that all points of a call fit on its one page, a day at most (of half a year
 * there are pages); the time begins a part of a point earlier than asked for, so that no point is cut.
 * @param queries how many there will be
 */
export function statusWindow(seconds: number, now: number, queries: number): StatusWindow {
  const from = now - seconds * 1_000;
  const kept = keptPeriod(from, now);
  const atOnce = Math.min(Math.max(queries, 1), Limits.metricQueriesPerRequest);
  const most = Math.floor(Limits.metricPointsPerAnswer / atOnce) - 1;
  const period = PERIODS.find((each) => each >= kept && seconds / each <= most) ?? LONGEST_PERIOD;
  const start = Math.floor(from / (period * 1_000)) * period * 1_000;
  // The minute under way counts, too.
  const to = Math.floor(now / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const minutes = Math.floor((now - MINUTES_MS) / MINUTE_MS) * MINUTE_MS;
  return { from: start, to, asked: seconds, period, minutesFrom: Math.max(start, minutes) };
}

/** The whole time, as CloudWatch is asked for it. */
export function wholeWindow({ from, to, period }: StatusWindow): MetricWindow {
  return { from, to, period };
}

/** The minutes before now; undefined where the whole time is told by minutes anyway. */
export function minutesWindow({ minutesFrom, to, period }: StatusWindow): MetricWindow | undefined {
  return period === 60 ? undefined : { from: minutesFrom, to, period: 60 };
}

/** Seconds of the shortest points that CloudWatch keeps of a time. */
function keptPeriod(from: number, now: number): number {
  const days = (now - from) / DAY_MS;
  // A day less than AWS says: what is at the edge goes while one asks.
  if (days < Limits.metricMinutesDays - 1) return 60;
  return days < Limits.metricFiveMinutesDays - 1 ? 300 : 3_600;
}
