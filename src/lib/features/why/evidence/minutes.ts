import { ruleDimensions } from '../../../clients/aws/dimensions.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { CountedMinutes, MetricEvidence } from '../model/evidence.js';
import { daysOf } from './days-of.js';
import { unlessDenied } from './unless-denied.js';

/** Ms before and after an event in which what is counted can be of it: its way to AWS, and counters that lie a minute off. */
const EARLIER = 60_000;
const LATER = 180_000;

/** Ms for which CloudWatch may not have the newest minutes yet; nobody says how long [?]. */
const COMES_WITHIN = 180_000;

/** Days for which CloudWatch keeps points of one minute. */
const KEPT_DAYS = 15;

/** Points of one minute that a question may span at most: a conversation of days is asked by the first of them. */
const MINUTES = 1_440;

const METRICS = {
  matched: 'MatchedEvents',
  attempts: 'InvocationAttempts',
  succeeded: 'SuccessfulInvocationAttempts',
  failed: 'FailedInvocations',
  deadLettered: 'InvocationsSentToDlq',
  deadLetterFailed: 'InvocationsFailedToBeSentToDlq',
} as const satisfies Partial<Record<keyof CountedMinutes, string>>;

/** What CloudWatch counted around events. */
export interface Minutes {
  /** Of a rule in the minutes of an event; epoch ms. */
  at(rule: string, time: number): MetricEvidence;
  /** The permission that is missing, in a sentence. Absent: none. */
  readonly denied?: string;
}

/** What is known where nothing was asked. */
export const NO_MINUTES: Minutes = { at: () => ({ kind: 'unread' }) };

/** What is asked for. */
export interface MinutesWanted {
  readonly bus: string;
  /** Name of the partner event source; absent: others feed the bus. */
  readonly source?: string;
  readonly rules: readonly string[];
  /** Epoch ms: when the first and the last event was. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

type Points = ReadonlyMap<number, number>;

/** Reads what CloudWatch counted of rules, minute by minute, in one question. */
export async function readMinutes(
  { metrics }: Pick<Aws, 'metrics'>,
  wanted: MinutesWanted,
): Promise<Minutes> {
  const { bus, source, rules, now } = wanted;
  const names = Object.entries(METRICS);
  const ofRules = rules.flatMap((rule) =>
    names.map(([field, metric]) => ({
      key: `${rule} ${field}`,
      metric,
      dimensions: ruleDimensions(bus, rule),
    })),
  );
  const ofSource =
    source === undefined
      ? []
      : [{ key: 'events', metric: 'Events', dimensions: { EventSourceName: source } }];
  const asked = [...ofRules, ...ofSource];
  const from = minute(wanted.from - EARLIER);
  const to = Math.min(minute(wanted.to + LATER) + 60_000, from + MINUTES * 60_000, minute(now) + 60_000);
  const points = new Map<string, Points>();
  // CloudWatch refuses a time that ends before it begins: by a clock that lags, the events are still to come.
  if (from >= to) return { at };
  const read = await unlessDenied(() =>
    metrics.points(
      asked.map(({ metric, dimensions }) => ({
        namespace: 'AWS/Events',
        metric,
        dimensions,
        statistic: 'Sum',
      })),
      { from, to, period: 60 },
    ),
  );
  if (read.kind === 'denied') return denied(read.permission);
  if (read.value.some(({ state }) => state === 'forbidden')) return denied(FORBIDDEN);
  for (const [index, { key }] of asked.entries()) {
    const series = read.value[index];
    if (series === undefined || series.state === 'forbidden') continue;
    points.set(key, new Map(series.points.map(({ at, value }) => [at, value])));
  }
  return { at };

  function at(rule: string, time: number): MetricEvidence {
    if (now - time < COMES_WITHIN) return { kind: 'too-new' };
    if (now - time > KEPT_DAYS * 86_400_000)
      return { kind: 'expired', days: KEPT_DAYS, ago: daysOf(now - time) };
    if (minute(time + LATER) >= to) return { kind: 'unread' };
    const keys = [
      ...names.map(([field]) => [field, `${rule} ${field}`] as const),
      ['events', 'events'] as const,
    ];
    const counted = keys.flatMap(([field, key]) => {
      const sum = sumOf(points.get(key), time);
      return sum === undefined ? [] : [[field, sum] as const];
    });
    return { kind: 'read', counted: Object.fromEntries(counted) };
  }
}

function denied(permission: string): Minutes {
  return { at: () => ({ kind: 'denied', permission }), denied: permission };
}

/** What is said where CloudWatch refuses single metrics. */
const FORBIDDEN = 'These AWS credentials lack cloudwatch:GetMetricData.';

/** What was counted around a time; undefined where there are no points. */
function sumOf(points: Points | undefined, time: number): number | undefined {
  let sum: number | undefined;
  for (let at = minute(time - EARLIER); at <= minute(time + LATER); at += 60_000) {
    const value = points?.get(at);
    if (value !== undefined) sum = (sum ?? 0) + value;
  }
  return sum;
}

function minute(time: number): number {
  return Math.floor(time / 60_000) * 60_000;
}
