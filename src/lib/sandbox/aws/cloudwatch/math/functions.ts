import { type Expression, MathFault, type Series, type Value } from './math-model.js';

/** What functions know of the query around them. */
export interface Around {
  /** The beginnings of all windows, oldest first, epoch milliseconds. */
  readonly times: readonly number[];
  readonly periodMs: number;
  /** What METRICS() gives. */
  readonly metrics: () => readonly Series[];
}

type MathFunction = (args: readonly Value[], written: readonly Expression[], around: Around) => Value;

const scalar = (value: number): Value => ({ kind: 'scalar', value });
const series = (values: Series): Value => ({ kind: 'series', values });

/** Does something with each value of a series, or of each series. */
function each(value: Value, change: (value: number, time: number) => number): Value {
  const changed = (values: Series): Series =>
    new Map([...values].map(([time, one]) => [time, change(one, time)]));
  switch (value.kind) {
    case 'scalar':
      return scalar(change(value.value, 0));
    case 'series':
      return series(changed(value.values));
    case 'array':
      return { kind: 'array', all: value.all.map(changed) };
  }
}

/** A function of the times of a series, in UTC. */
const ofTime =
  (part: (date: Date) => number): MathFunction =>
  ([value]) =>
    each(seriesIn(value), (_value, time) => part(new Date(time)));

/** A function of several numbers: of a series a number, of several series a series. */
const reduced =
  (join: (values: readonly number[]) => number): MathFunction =>
  (args) => {
    const [first] = args;
    if (args.length === 1 && first?.kind === 'series') return scalar(join([...first.values.values()]));
    const all = args.flatMap(allIn);
    const times = new Set(all.flatMap((values) => [...values.keys()]));
    return series(
      new Map(
        [...times]
          .sort((left, right) => left - right)
          .map((time) => [time, join(all.flatMap((values) => values.get(time) ?? []))]),
      ),
    );
  };

/** The time series of a value. @throws MathFault where it is a number */
export function allIn(value: Value): readonly Series[] {
  switch (value.kind) {
    case 'scalar':
      throw new MathFault('a number where a time series is wanted');
    case 'series':
      return [value.values];
    case 'array':
      return value.all;
  }
}

function seriesIn(value: Value | undefined): Value & { readonly kind: 'series' } {
  if (value?.kind !== 'series') throw new MathFault('something else where a time series is wanted');
  return value;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

const fill: MathFunction = ([value, filler], [, written], { times }) => {
  const { values } = seriesIn(value);
  const word = written?.kind === 'word' ? written.word : undefined;
  // Also where nothing is missing yet: an alarm that was taken is one at all times.
  if (filler?.kind !== 'scalar' && filler?.kind !== 'series' && word !== 'REPEAT' && word !== 'LINEAR')
    throw new MathFault('FILL takes a number, a time series, REPEAT or LINEAR');
  const filled = new Map<number, number>();
  for (const [index, time] of times.entries()) {
    const there = values.get(time) ?? fillerAt(index);
    if (there !== undefined) filled.set(time, there);
  }
  return series(filled);

  function fillerAt(index: number): number | undefined {
    const time = times[index] ?? 0;
    if (filler?.kind === 'scalar') return filler.value;
    if (filler?.kind === 'series') return filler.values.get(time);
    const before = times.slice(0, index).findLast((each) => values.has(each));
    if (word === 'REPEAT') return before === undefined ? undefined : values.get(before);
    const after = times.slice(index).find((each) => values.has(each));
    if (before === undefined || after === undefined) return undefined;
    const [low, high] = [values.get(before) ?? 0, values.get(after) ?? 0];
    return low + ((high - low) * (time - before)) / (after - before);
  }
};

const choose: MathFunction = ([condition, yes, no]) => {
  if (condition === undefined || yes === undefined)
    throw new MathFault('IF takes a condition and one or two values');
  if (condition.kind === 'scalar') return (condition.value === 0 ? no : yes) ?? series(new Map());
  const chosen = new Map<number, number>();
  for (const [time, holds] of seriesIn(condition).values) {
    const value = at(holds === 0 ? no : yes, time);
    if (value !== undefined) chosen.set(time, value);
  }
  return series(chosen);
};

function at(value: Value | undefined, time: number): number | undefined {
  if (value?.kind === 'scalar') return value.value;
  return value?.kind === 'series' ? value.values.get(time) : undefined;
}

/** The difference of each value and the one before. */
function differences(
  value: Value | undefined,
  change: (difference: number, seconds: number) => number,
): Value {
  const values = [...seriesIn(value).values].sort(([left], [right]) => left - right);
  return series(
    new Map(
      values.slice(1).map(([time, later], index) => {
        const [before, earlier] = values[index] ?? [time, later];
        return [time, change(later - earlier, (time - before) / 1_000)];
      }),
    ),
  );
}

/** Functions of metric math that the sandbox knows (CloudWatch user guide, "Using metric math", functions). */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: ([value]) => each(given(value), Math.abs),
  CEIL: ([value]) => each(given(value), Math.ceil),
  FLOOR: ([value]) => each(given(value), Math.floor),
  SUM: reduced(sum),
  AVG: reduced((values) => sum(values) / values.length),
  MIN: reduced((values) => Math.min(...values)),
  MAX: reduced((values) => Math.max(...values)),
  FILL: fill,
  IF: choose,
  DIFF: ([value]) => differences(value, (difference) => difference),
  RATE: ([value]) => differences(value, (difference, seconds) => difference / seconds),
  RUNNING_SUM: ([value]) => {
    let all = 0;
    return each(seriesIn(value), (one) => {
      all += one;
      return all;
    });
  },
  TIME_SERIES: ([value], _written, { times }) => {
    if (value?.kind !== 'scalar') throw new MathFault('TIME_SERIES takes a number');
    return series(new Map(times.map((time) => [time, value.value])));
  },
  PERIOD: (_args, _written, { periodMs }) => scalar(periodMs / 1_000),
  METRICS: (_args, _written, { metrics }) => ({ kind: 'array', all: metrics() }),
  MINUTE: ofTime((date) => date.getUTCMinutes()),
  HOUR: ofTime((date) => date.getUTCHours()),
  // Monday is 1, Sunday 7.
  DAY: ofTime((date) => date.getUTCDay() || 7),
  DATE: ofTime((date) => date.getUTCDate()),
  MONTH: ofTime((date) => date.getUTCMonth() + 1),
  YEAR: ofTime((date) => date.getUTCFullYear()),
  EPOCH: ofTime((date) => Math.floor(date.getTime() / 1_000)),
};

function given(value: Value | undefined): Value {
  if (value === undefined) throw new MathFault('a function without a value');
  return value;
}
