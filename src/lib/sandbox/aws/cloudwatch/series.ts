import { arnOf } from '../arn.js';
import type { Context } from '../context.js';
import type { MetricPoint, MetricRecord, QueueSpan, QueueUseRecord } from '../metric-records.js';
import { metricKey, sortedDimensions } from './measure.js';
import { measureQueue } from './queue-use.js';
import { keptPoints, MINUTE_MS } from './retention.js';

const SQS = 'AWS/SQS';

/** What SQS reports of an active queue each minute, zeros included; undefined where it reports nothing. */
const GAUGES: Readonly<Record<string, (span: QueueSpan, minute: number) => number | undefined>> = {
  ApproximateNumberOfMessagesVisible: ([, , visible]) => visible,
  // These three only "if there are any" (SQS developer guide, "Available CloudWatch metrics", reporting behavior).
  ApproximateNumberOfMessagesNotVisible: ([, , , inFlight]) => (inFlight > 0 ? inFlight : undefined),
  ApproximateNumberOfMessagesDelayed: ([, , , , delayed]) => (delayed > 0 ? delayed : undefined),
  ApproximateAgeOfOldestMessage: ([, , , , , oldest], minute) =>
    oldest === 0 ? undefined : Math.round(((minute + 1) * MINUTE_MS - oldest) / 1_000),
};
/** Counters of SQS that are 0, not absent, in an active minute in which nothing happened. */
const COUNTERS = [
  'NumberOfMessagesSent',
  'NumberOfMessagesReceived',
  'NumberOfMessagesDeleted',
  'NumberOfEmptyReceives',
] as const;

/** Which metric is meant: the exact set of dimensions tells it from others of its name. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

/** Points of a metric between two times (epoch milliseconds, the second exclusive), and its unit; undefined where there is no such metric. */
export function seriesOf(
  metric: MetricName,
  [from, until]: readonly [number, number],
  context: Context,
): { readonly unit: string; readonly points: readonly MetricPoint[] } | undefined {
  const { namespace, name } = metric;
  const dimensions = sortedDimensions(metric.dimensions);
  const record = context.state.metrics.get(metricKey(namespace, name, dimensions));
  const counted = keptPoints(pointsBetween(record?.points ?? [], from, until), context.now());
  const use = queueUse(metric, context);
  const gauge = GAUGES[name];
  const reported = gauge ?? (COUNTERS.some((each) => each === name) ? () => 0 : undefined);
  if (use === undefined || reported === undefined)
    return record === undefined ? undefined : { unit: record.unit, points: counted };
  const minutes = new Map<number, MetricPoint>();
  for (const point of reportedPoints(use, reported, [from, until])) minutes.set(point[0], point);
  for (const point of counted) minutes.set(point[0], point);
  const points = keptPoints(
    [...minutes.values()].sort(([left], [right]) => left - right),
    context.now(),
  );
  return { unit: name === 'ApproximateAgeOfOldestMessage' ? 'Seconds' : 'Count', points };
}

/** The minute of the first point of a metric from a time on; undefined where there is none. */
export function nextPointAt(metric: MetricName, from: number, context: Context): number | undefined {
  const { namespace, name } = metric;
  const points = context.state.metrics.get(
    metricKey(namespace, name, sortedDimensions(metric.dimensions)),
  )?.points;
  const [counted] = points?.slice(firstFrom(points, from)) ?? [];
  const span = queueUse(metric, context)?.spans.find(([, until]) => until * MINUTE_MS > from);
  const minutes = [
    ...(counted === undefined ? [] : [counted[0]]),
    ...(span === undefined ? [] : [Math.max(span[0], Math.floor(from / MINUTE_MS))]),
  ];
  return minutes.length === 0 ? undefined : Math.min(...minutes);
}

/** Of points that may be very many, those between two times. */
function pointsBetween(points: readonly MetricPoint[], from: number, until: number): readonly MetricPoint[] {
  return points.slice(firstFrom(points, from), firstFrom(points, until));
}

/** The place of the first point that is not before a time. */
function firstFrom(points: readonly MetricPoint[], time: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((points[middle]?.[0] ?? 0) * MINUTE_MS < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function queueUse({ namespace, dimensions }: MetricName, context: Context): QueueUseRecord | undefined {
  const [only, ...others] = dimensions;
  if (namespace !== SQS || only?.[0] !== 'QueueName' || others.length > 0) return undefined;
  const queue = context.state.queues.get(arnOf('sqs', context, only[1]));
  if (queue !== undefined) measureQueue(queue, context, false);
  return context.state.queueUse.get(only[1]);
}

function* reportedPoints(
  { spans }: QueueUseRecord,
  reported: (span: QueueSpan, minute: number) => number | undefined,
  [from, until]: readonly [number, number],
): Generator<MetricPoint> {
  for (
    let index = spans.findLastIndex(([first]) => first * MINUTE_MS <= from);
    index < spans.length;
    index += 1
  ) {
    const span = spans[index];
    if (span === undefined) continue;
    if (span[0] * MINUTE_MS >= until) return;
    const first = Math.max(span[0], Math.ceil(from / MINUTE_MS));
    const end = Math.min(span[1], Math.ceil(until / MINUTE_MS));
    for (let minute = first; minute < end; minute += 1) {
      const value = reported(span, minute);
      if (value !== undefined) yield [minute, 1, value, value, value];
    }
  }
}

/** Every metric of which there are points, and when the latest is (epoch milliseconds). */
export function allMetrics(context: Context): readonly (MetricName & { readonly latest: number })[] {
  const { metrics, queues, queueUse: uses } = context.state;
  for (const queue of queues.values()) measureQueue(queue, context, false);
  const found = [...metrics.values()].map((record) => ({ ...record, latest: latestOf(record) }));
  const known = new Set(metrics.keys());
  for (const { name: queue, spans } of uses.values()) {
    const last = spans.at(-1);
    if (last === undefined) continue;
    const dimensions = [['QueueName', queue]] as const;
    for (const name of [...Object.keys(GAUGES), ...COUNTERS]) {
      if (known.has(metricKey(SQS, name, dimensions))) continue;
      const gauge = GAUGES[name];
      const latest =
        gauge === undefined ? last : spans.findLast((span) => gauge(span, span[1] - 1) !== undefined);
      if (latest !== undefined)
        found.push({
          namespace: SQS,
          name,
          dimensions,
          unit: 'Count',
          points: [],
          latest: (latest[1] - 1) * MINUTE_MS,
        });
    }
  }
  return found;
}

function latestOf({ points }: MetricRecord): number {
  return (points.at(-1)?.[0] ?? 0) * MINUTE_MS;
}
