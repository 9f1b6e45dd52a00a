import type {
  MetricPoint,
  MetricQuery,
  MetricSeries,
  MetricWindow,
} from '../../clients/aws/metrics-model.js';
import type { Aws } from '../../clients/aws/model.js';
import { sumOf } from './counts.js';
import { minutesWindow, statusWindow, wholeWindow } from './metric-window.js';
import type { Count, Flow, Moment, StatusWindow } from './model.js';
import type { Reader } from './unseen.js';

/** What the metrics are of, as a sentence says it. */
const NUMBERS = 'the metrics of routes and targets';

/** A query on the list: what its answer is asked for by. */
export type Asked = string & { readonly asked: unique symbol };

/**
 * All that is to be asked of CloudWatch, so that it is asked at once: first for the whole time, then, where a point of that
 * is longer than a minute, for the minutes before now of those metrics that had something late in it.
 */
export class MetricBook {
  readonly #queries = new Map<Asked, MetricQuery>();
  #whole: ReadonlyMap<Asked, MetricSeries> = new Map();
  #minutes: ReadonlyMap<Asked, MetricSeries> = new Map();
  #window: StatusWindow | undefined;

  /** Puts a query on the list. */
  ask(query: MetricQuery): Asked {
    const { namespace, metric, statistic, dimensions } = query;
    const asked = JSON.stringify([namespace, metric, statistic, dimensions]) as Asked;
    this.#queries.set(asked, query);
    return asked;
  }

  /** Reads all that is on the list. @param seconds of the whole time, back from `now` */
  async read(aws: Pick<Aws, 'metrics'>, seconds: number, now: number, reader: Reader): Promise<StatusWindow> {
    const all = [...this.#queries.keys()];
    const window = statusWindow(seconds, now, all.length);
    this.#window = window;
    await reader.attempt(NUMBERS, async () => {
      this.#whole = await this.#answers(aws, all, wholeWindow(window));
      const minutes = minutesWindow(window);
      if (minutes === undefined) return;
      const sinceMs = window.minutesFrom - window.period * 1_000;
      const late = all.filter((asked) => pointsOf(this.#whole.get(asked)).some(({ at }) => at > sinceMs));
      this.#minutes = await this.#answers(aws, late, minutes);
    });
    const states = new Set([...this.#whole.values(), ...this.#minutes.values()].map(({ state }) => state));
    if (states.has('forbidden')) reader.missed(FORBIDDEN);
    if (states.has('partial')) reader.missed(IN_PART);
    return window;
  }

  /** How often something happened, of all these together, and when the last. */
  flow(...asked: readonly Asked[]): Flow {
    const flows = asked.map((each) => this.#flowOf(each));
    const last = flows
      .flatMap((each) => each.last ?? [])
      .reduce<Moment | undefined>(
        (newest, each) => (newest && newest.at > each.at ? newest : each),
        undefined,
      );
    return { count: sumOf(flows.map(({ count }) => count)), ...(last === undefined ? {} : { last }) };
  }

  /** The minutes in which something happened, of those that were asked for: epoch ms, ascending. */
  minutes(...asked: readonly Asked[]): readonly number[] {
    const since = this.#window?.minutesFrom ?? 0;
    const all = asked
      .flatMap((each) => this.#minutePoints(each))
      .filter(({ at, value }) => value > 0 && at >= since);
    return [...new Set(all.map(({ at }) => at))].sort((a, b) => a - b);
  }

  /** The value of the newest minute that is not older than `since`; undefined where there is none. */
  latest(asked: Asked, since: number): number | undefined {
    return this.#minutePoints(asked).findLast(({ at }) => at >= since)?.value;
  }

  #minutePoints(asked: Asked): readonly MetricPoint[] {
    return pointsOf((this.#window?.period === 60 ? this.#whole : this.#minutes).get(asked));
  }

  #flowOf(asked: Asked): Flow {
    const series = this.#whole.get(asked);
    if (series === undefined || series.state === 'forbidden') return { count: { kind: 'unknown' } };
    const { points, state } = series;
    if (points.length === 0) return { count: state === 'complete' ? { kind: 'none' } : { kind: 'unknown' } };
    const value = points.reduce((sum, point) => sum + point.value, 0);
    const count: Count = { kind: state === 'complete' ? 'counted' : 'partial', value };
    const period = this.#window?.period ?? 60;
    const whole = momentOf(points, period);
    const last = momentOf(this.#minutePoints(asked), 60) ?? whole;
    return { count, ...(last === undefined ? {} : { last }) };
  }

  async #answers(
    aws: Pick<Aws, 'metrics'>,
    asked: readonly Asked[],
    window: MetricWindow,
  ): Promise<ReadonlyMap<Asked, MetricSeries>> {
    const queries = asked.flatMap((each) => this.#queries.get(each) ?? []);
    const series = await aws.metrics.points(queries, window);
    const pairs = asked.map((each, index) => [each, series[index]] as const);
    return new Map(pairs.flatMap(([each, found]) => (found === undefined ? [] : [[each, found] as const])));
  }
}

function pointsOf(series: MetricSeries | undefined): readonly MetricPoint[] {
  return series === undefined || series.state === 'forbidden' ? [] : series.points;
}

/** The last point that is more than a 0: some services send zeros. */
function momentOf(points: readonly MetricPoint[], within: number): Moment | undefined {
  const last = points.findLast(({ value }) => value > 0);
  return last === undefined ? undefined : { at: last.at, within };
}

const FORBIDDEN = {
  what: NUMBERS,
  denied: true,
  permission: 'cloudwatch:GetMetricData',
  report: {
    code: 'aws-access-denied',
    what: 'CloudWatch does not let these credentials read all metrics (status Forbidden).',
    fix: 'Allow cloudwatch:GetMetricData in a policy of that role or user.',
  },
} as const;

const IN_PART = {
  what: NUMBERS,
  denied: false,
  report: {
    code: 'metrics-in-part',
    what: 'CloudWatch returned only a part of the metrics (status PartialData or InternalError).',
    fix: 'Run it again in a minute.',
    retryable: true,
  },
} as const;
