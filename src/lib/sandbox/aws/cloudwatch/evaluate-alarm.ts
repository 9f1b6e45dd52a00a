import type { AlarmValue } from '../processor-records.js';
import { decimalText, plural, reasonTime } from './alarm-words.js';

/** How an alarm judges its datapoints. */
export interface AlarmRule {
  /** N: how many datapoints are looked at. */
  readonly periods: number;
  /** M: how many of them must breach. */
  readonly needed: number;
  readonly threshold: number;
  readonly comparison: string;
  readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

/** A window of an alarm, with its value where there is one. */
export interface Datapoint {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly value?: number;
}

/** What an alarm's datapoints come to; `undefined` as value: its state stays. */
export interface Verdict {
  readonly value: AlarmValue | undefined;
  readonly reason: string;
  readonly evaluated: readonly Datapoint[];
}

/**
 * Windows beyond those asked for that CloudWatch looks at: "the evaluation range" is five for three periods in the tables
 * of the user guide ("Configuring how CloudWatch alarms treat missing data"). [?] For other numbers nobody says.
 */
export const EXTRA_WINDOWS = 2;

const COMPARISONS: Readonly<
  Record<string, { words: string; holds: (value: number, threshold: number) => boolean }>
> = {
  GreaterThanThreshold: { words: 'greater than', holds: (value, threshold) => value > threshold },
  GreaterThanOrEqualToThreshold: {
    words: 'greater than or equal to',
    holds: (value, threshold) => value >= threshold,
  },
  LessThanThreshold: { words: 'less than', holds: (value, threshold) => value < threshold },
  LessThanOrEqualToThreshold: {
    words: 'less than or equal to',
    holds: (value, threshold) => value <= threshold,
  },
};

/**
 * Judges the windows of an alarm as CloudWatch does. Where there are as many values as periods, the newest of them count,
 * and what is missing does not; else the missing ones count as the alarm says (CloudWatch user guide, "How alarm state is
 * evaluated when data is missing", whose tables a test goes through).
 * @param windows Oldest first, {@link EXTRA_WINDOWS} more than the rule's periods.
 */
export function judgeWindows(rule: AlarmRule, windows: readonly Datapoint[]): Verdict {
  const real = windows.filter(({ value }) => value !== undefined);
  return real.length >= rule.periods
    ? judgeReal(rule, real.slice(-rule.periods))
    : judgeSparse(rule, windows, real);
}

function breaches({ comparison, threshold }: AlarmRule, { value }: Datapoint): boolean {
  return value !== undefined && COMPARISONS[comparison]?.holds(value, threshold) === true;
}

function judgeReal(rule: AlarmRule, evaluated: readonly Datapoint[]): Verdict {
  const breaching = evaluated.filter((each) => breaches(rule, each));
  const alarm = breaching.length >= rule.needed;
  const counted = alarm ? breaching : evaluated.filter((each) => !breaches(rule, each));
  return { value: alarm ? 'ALARM' : 'OK', reason: crossed(rule, counted, alarm), evaluated };
}

function judgeSparse(rule: AlarmRule, windows: readonly Datapoint[], real: readonly Datapoint[]): Verdict {
  const breaching = real.filter((each) => breaches(rule, each)).length;
  const filled = rule.periods - real.length;
  const evaluated = windows.slice(-rule.periods);
  const of = (value: AlarmValue | undefined, reason = ''): Verdict => ({ value, reason, evaluated });
  switch (rule.missing) {
    case 'breaching':
    case 'notBreaching': {
      const all = breaching + (rule.missing === 'breaching' ? filled : 0);
      const alarm = all >= rule.needed;
      return of(alarm ? 'ALARM' : 'OK', filledReason(rule, real, filled, alarm));
    }
    case 'ignore':
      if (breaching >= rule.needed) return of('ALARM', crossed(rule, real, true));
      return breaching < real.length
        ? of('OK', crossed(rule, notBreaching(rule, real), false))
        : of(undefined);
    case 'missing': {
      if (real.length === 0) return of('INSUFFICIENT_DATA', unknown(rule.periods));
      if (breaching < real.length && breaching < rule.needed)
        return of('OK', crossed(rule, notBreaching(rule, real), false));
      // "…always go into ALARM state when the oldest available breaching datapoint is at least as old as M."
      const oldest = windows.findIndex(({ value }) => value !== undefined);
      const age = windows.length - oldest;
      return breaching >= rule.needed || age >= rule.needed
        ? of('ALARM', crossed(rule, real, true))
        : of(undefined);
    }
  }
}

function notBreaching(rule: AlarmRule, points: readonly Datapoint[]): readonly Datapoint[] {
  return points.filter((each) => !breaches(rule, each));
}

function listed(points: readonly Datapoint[]): string {
  return points
    .toReversed()
    .map(({ time, value = 0 }) => `${decimalText(value)} (${reasonTime(time)})`)
    .join(', ');
}

function limit({ threshold, comparison }: AlarmRule, alarm: boolean): string {
  const words = COMPARISONS[comparison]?.words ?? comparison;
  return `${alarm ? '' : 'not '}${words} the threshold (${decimalText(threshold)})`;
}

/** In the words of AWS, recorded for one datapoint (localstack's test_cloudwatch, 2023-10-26). */
function crossed(rule: AlarmRule, points: readonly Datapoint[], alarm: boolean): string {
  const were = points.length === 1 ? 'was' : 'were';
  if (rule.periods === 1) {
    return `Threshold Crossed: ${plural(points.length, 'datapoint')} [${listed(points)}] ${were} ${limit(rule, alarm)}.`;
  }
  const needed = alarm ? rule.needed : rule.periods - rule.needed + 1;
  const least = `(minimum ${plural(needed, 'datapoint')} for ${alarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition)`;
  return `Threshold Crossed: ${points.length} out of the last ${rule.periods} datapoints [${listed(points)}] ${were} ${limit(rule, alarm)} ${least}.`;
}

/** In the words of AWS, recorded where no datapoint was there (localstack's test_cloudwatch, 2023-09-12). */
function filledReason(rule: AlarmRule, real: readonly Datapoint[], filled: number, alarm: boolean): string {
  const as = rule.missing === 'breaching' ? 'Breaching' : 'NonBreaching';
  const missing = `${plural(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${as}].`;
  if (real.length === 0)
    return `Threshold Crossed: no datapoints were received for ${plural(filled, 'period')} and ${missing}`;
  const were = real.length === 1 ? 'was' : 'were';
  return `Threshold Crossed: ${plural(real.length, 'datapoint')} [${listed(real)}] ${were} ${limit(rule, alarm)} and ${missing}`;
}

function unknown(count: number): string {
  return `Insufficient Data: ${plural(count, 'datapoint')} ${count === 1 ? 'was' : 'were'} unknown.`;
}
