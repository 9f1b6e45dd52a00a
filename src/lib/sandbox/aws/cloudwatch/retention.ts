import type { MetricPoint } from '../metric-records.js';
import { joined } from './points.js';

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * How fine points are for how long: "Data points with a period of 60 seconds are available for 15 days, of 300 seconds for
 * 63 days, of 3600 seconds for 455 days" (CloudWatch user guide, "Metrics retention").
 */
const RETENTION = [
  { until: 15 * DAY_MS, minutes: 1 },
  { until: 63 * DAY_MS, minutes: 5 },
  { until: 455 * DAY_MS, minutes: 60 },
] as const;

/** Minutes of the finest points that CloudWatch still has of a time; undefined where it has none. */
export function finestMinutes(time: number, now: number): number | undefined {
  return RETENTION.find(({ until }) => now - time <= until)?.minutes;
}

/** Points as CloudWatch still has them: old ones joined, the oldest gone. */
export function keptPoints(points: readonly MetricPoint[], now: number): MetricPoint[] {
  const kept: MetricPoint[] = [];
  for (const point of points) {
    const minutes = finestMinutes(point[0] * MINUTE_MS, now);
    if (minutes === undefined) continue;
    const minute = Math.floor(point[0] / minutes) * minutes;
    const last = kept.at(-1);
    const [, ...rest] = point;
    if (last?.[0] === minute) kept[kept.length - 1] = joined(last, point);
    else kept.push([minute, ...rest]);
  }
  return kept;
}

/** The start of a query as CloudWatch rounds it: down to what it has of that time, a minute, five or an hour. */
export function roundedStart(from: number, now: number): number {
  const step = (finestMinutes(from, now) ?? 60) * MINUTE_MS;
  return Math.floor(from / step) * step;
}
