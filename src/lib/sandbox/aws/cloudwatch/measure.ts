import type { Context } from '../context.js';
import type { MetricRecord } from '../metric-records.js';
import { joined } from './points.js';
import { keptPoints, MINUTE_MS } from './retention.js';

/** What was seen of a metric. */
export interface Measurement {
  readonly namespace: string;
  readonly name: string;
  /** Empty: the whole account and region. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** `Count` where left out. */
  readonly unit?: string;
  /** What Minimum says, where a service reports another one than the value. */
  readonly least?: number;
  /** Epoch milliseconds; now where left out. */
  readonly at?: number;
}

/** What measuring takes of a context. */
export type Measured = Pick<Context, 'state' | 'now'>;

/** The name of a metric in the state: what tells it from all others. */
export function metricKey(
  namespace: string,
  name: string,
  dimensions: readonly (readonly [string, string])[],
): string {
  return JSON.stringify([namespace, name, ...dimensions.flat()]);
}

/** Dimensions in one order, whatever order they are given in. */
export function sortedDimensions(dimensions: Iterable<readonly [string, string]>): [string, string][] {
  return [...dimensions]
    .map(([name, value]): [string, string] => [name, value])
    .sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
}

/** Notes a value of a metric; what is older than CloudWatch keeps it goes. */
export function measure({ state, now }: Measured, measurement: Measurement): void {
  const { namespace, name, value, unit = 'Count', least = value, at = now() } = measurement;
  const dimensions = sortedDimensions(Object.entries(measurement.dimensions));
  const key = metricKey(namespace, name, dimensions);
  const known = state.metrics.get(key);
  const metric: MetricRecord = known ?? { namespace, name, dimensions, unit, points: [] };
  if (known === undefined) state.metrics.set(key, metric);
  add(metric, Math.floor(at / MINUTE_MS), value, least, now());
}

function add(metric: MetricRecord, minute: number, value: number, least: number, now: number): void {
  const { points } = metric;
  let index = points.length;
  while (index > 0 && (points[index - 1]?.[0] ?? 0) > minute) index -= 1;
  const before = points[index - 1];
  if (before?.[0] === minute) {
    points[index - 1] = joined(before, [minute, 1, value, least, value]);
    return;
  }
  points.splice(index, 0, [minute, 1, value, least, value]);
  // Once an hour is enough.
  if (before === undefined || Math.floor(before[0] / 60) < Math.floor(minute / 60))
    metric.points = keptPoints(points, now);
}
