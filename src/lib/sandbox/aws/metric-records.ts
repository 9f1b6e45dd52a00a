import type { JsonValue } from '../../base/json.js';

/**
 * One point of a metric, as compact as can be: `[minute since the epoch, samples, sum, least, greatest]`, and where the
 * values differ how often there was each of them, for percentiles.
 */
export type MetricPoint = readonly [
  minute: number,
  samples: number,
  sum: number,
  least: number,
  greatest: number,
  values?: readonly (readonly [value: number, count: number])[],
];

/** A metric of CloudWatch: one name with one set of dimensions. */
export interface MetricRecord {
  readonly namespace: string;
  readonly name: string;
  /** Name and value, by name. */
  readonly dimensions: readonly (readonly [name: string, value: string])[];
  /** CloudWatch's, such as `Count`. */
  readonly unit: string;
  /** Oldest first. */
  points: MetricPoint[];
}

/**
 * What an SQS queue held over some minutes, all alike: `[first minute, minute after the last, visible, in flight, delayed,
 * when the oldest came (epoch milliseconds; 0: none)]`.
 */
export type QueueSpan = readonly [
  from: number,
  until: number,
  visible: number,
  inFlight: number,
  delayed: number,
  oldest: number,
];

/** What was measured of an SQS queue; it outlives the queue. */
export interface QueueUseRecord {
  readonly name: string;
  /** Oldest first. */
  spans: QueueSpan[];
  /** The next minute to be measured, since the epoch. */
  next: number;
  /** When somebody last did something with it, epoch milliseconds. */
  touched: number;
}

/** A value that a metric's statistic has at a time (epoch milliseconds). */
export interface StatisticValue {
  readonly time: number;
  readonly value: number;
}

/** Names and values of dimensions, as the API has them. */
export function shownDimensions(dimensions: MetricRecord['dimensions']): JsonValue {
  return dimensions.map(([Name, Value]) => ({ Name, Value }));
}
