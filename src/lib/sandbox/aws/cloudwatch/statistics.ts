import type { MetricPoint, StatisticValue } from '../metric-records.js';
import { joined, valuesOf } from './points.js';
import { finestMinutes, MINUTE_MS } from './retention.js';

/** The statistics that every metric has. */
export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/** Whether a text names a statistic that the sandbox knows: one of the five, or a percentile such as `p99`. */
export function isStatistic(text: string): boolean {
  return STATISTICS.some((name) => name === text) || isPercentile(text);
}

/** Whether a text names a percentile, such as `p99` or `p99.9`. */
export function isPercentile(text: string): boolean {
  return PERCENTILE.test(text);
}

/** A statistic of one point. */
export function statisticOf(point: MetricPoint, statistic: string): number {
  const [, samples, sum, least, greatest] = point;
  switch (statistic) {
    case 'SampleCount':
      return samples;
    case 'Sum':
      return sum;
    case 'Average':
      return sum / samples;
    case 'Minimum':
      return least;
    case 'Maximum':
      return greatest;
    default:
      return percentile(point, Number(PERCENTILE.exec(statistic)?.[1] ?? 100));
  }
}

function percentile(point: MetricPoint, percent: number): number {
  const values = [...valuesOf(point)].sort(([left], [right]) => left - right);
  const wanted = (percent / 100) * point[1];
  let seen = 0;
  for (const [value, count] of values) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return point[4];
}

/** The windows of a query: each begins a period after the one before. */
export interface Windows {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly periodMs: number;
}

/**
 * Joins points window by window; those without any are left out. Points that CloudWatch keeps in larger steps than the
 * period is not a multiple of are left out, too, without an error.
 */
export function joinedByWindow(
  points: readonly MetricPoint[],
  { from, until, periodMs }: Windows,
  now: number,
): readonly (readonly [time: number, point: MetricPoint])[] {
  const windows = new Map<number, MetricPoint>();
  for (const point of points) {
    const time = point[0] * MINUTE_MS;
    const finest = finestMinutes(time, now);
    if (time < from || time >= until || finest === undefined || periodMs % (finest * MINUTE_MS) !== 0)
      continue;
    const window = from + Math.floor((time - from) / periodMs) * periodMs;
    const before = windows.get(window);
    windows.set(window, before === undefined ? point : joined(before, point));
  }
  return [...windows].sort(([left], [right]) => left - right);
}

/** A statistic, window by window, oldest first. */
export function statisticByWindow(
  points: readonly MetricPoint[],
  statistic: string,
  windows: Windows,
  now: number,
): readonly StatisticValue[] {
  return joinedByWindow(points, windows, now).map(([time, point]) => ({
    time,
    value: statisticOf(point, statistic),
  }));
}
