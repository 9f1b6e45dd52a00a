import type { JsonObject } from '../../../base/json.js';
import type { AwsError } from '../aws-error.js';
import type { Context } from '../context.js';
import { flag, integer, object, text } from '../input.js';
import { evaluateMath } from './math/evaluate-math.js';
import { type Expression, MathFault, type Series, type Value } from './math/math-model.js';
import { idsIn, parseMath } from './math/parse-math.js';
import {
  exclusive,
  metricOf,
  missingParameter,
  periodOf,
  requiredText,
  unitOf,
  validationFault,
} from './metric-input.js';
import { type MetricName, seriesOf } from './series.js';
import { isStatistic, statisticByWindow, type Windows } from './statistics.js';

/** A query of GetMetricData, or of an alarm on several metrics. */
export interface Query {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly periodMs: number;
  readonly source:
    | {
        readonly kind: 'metric';
        readonly metric: MetricName;
        readonly statistic: string;
        readonly unit?: string;
        /** Of another account, which may not be read. */
        readonly foreign: boolean;
      }
    | { readonly kind: 'expression'; readonly text: string; readonly expression: Expression };
}

/** An expression that is wrong. */
function inExpression(id: string, why: string): AwsError {
  return validationFault(`Error in expression '${id}' [${why}]`);
}

/**
 * Reads queries, and checks that expressions use what there is and not each other in a circle.
 * @param list What messages call the list, such as `MetricDataQueries`. @throws AwsError
 */
export function readQueries(given: readonly JsonObject[], list: string, context: Context): readonly Query[] {
  const queries = given.map((query, index) => readQuery(query, `${list}.member.${index + 1}.`, context));
  const byId = new Map(queries.map((query) => [query.id, query]));
  if (byId.size < queries.length)
    throw validationFault(`The values for parameter id in ${list} are not unique.`);
  for (const query of queries) checkUses(query, byId, []);
  const [fallback = 60_000] = queries.flatMap(({ source, periodMs }) =>
    source.kind === 'metric' ? [periodMs] : [],
  );
  return queries.map((query) => (query.periodMs === 0 ? { ...query, periodMs: fallback } : query));
}

function checkUses(query: Query, byId: ReadonlyMap<string, Query>, above: readonly string[]): void {
  if (query.source.kind === 'metric') return;
  if (above.includes(query.id)) throw inExpression(query.id, 'it depends on itself');
  for (const id of idsIn(query.source.expression)) {
    const used = byId.get(id);
    if (used === undefined) throw inExpression(query.id, `undefined variable ${id}`);
    checkUses(used, byId, [...above, query.id]);
  }
}

function readQuery(input: JsonObject, path: string, context: Context): Query {
  const id = requiredText(input, 'Id', `${path}Id`);
  if (!/^[a-z]\w{0,254}$/.test(id))
    throw validationFault(
      `The value ${id} for parameter ${path}Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  const expression = text(input, 'Expression');
  const stat = object(input, 'MetricStat');
  if (stat !== undefined && expression !== undefined)
    throw validationFault(exclusive(`${path}MetricStat`, `${path}Expression`));
  const returned = flag(input, 'ReturnData') ?? true;
  const label = text(input, 'Label');
  if (expression !== undefined) {
    const periodMs = integer(input, 'Period') === undefined ? 0 : periodOf(input, `${path}Period`) * 1_000;
    return {
      id,
      label: label ?? id,
      returned,
      periodMs,
      source: { kind: 'expression', text: expression, expression: parsed(id, expression) },
    };
  }
  if (stat === undefined) throw missingParameter(`${path}MetricStat`);
  return { id, returned, ...readStat(input, stat, path, context) };
}

function readStat(
  input: JsonObject,
  stat: JsonObject,
  path: string,
  context: Context,
): Pick<Query, 'label' | 'periodMs' | 'source'> {
  const metric = metricOf(object(stat, 'Metric') ?? {}, `${path}MetricStat.Metric.`);
  const statistic = requiredText(stat, 'Stat', `${path}MetricStat.Stat`);
  if (!isStatistic(statistic))
    throw validationFault(`The value ${statistic} for parameter ${path}MetricStat.Stat is not supported.`);
  const account = text(input, 'AccountId');
  const unit = unitOf(stat);
  return {
    label: text(input, 'Label') ?? metric.name,
    periodMs: periodOf(stat, `${path}MetricStat.Period`) * 1_000,
    source: {
      kind: 'metric',
      metric,
      statistic,
      foreign: account !== undefined && account !== context.account,
      ...(unit === undefined ? {} : { unit }),
    },
  };
}

function parsed(id: string, expression: string): Expression {
  try {
    return parseMath(expression);
  } catch (error) {
    if (error instanceof MathFault) throw inExpression(id, error.message);
    throw error;
  }
}

/** Where queries look: their windows begin at the first time, each after its own period. */
export interface Range {
  /** Epoch milliseconds; the second exclusive. */
  readonly from: number;
  readonly until: number;
}

/** Answers queries over a range, each when it is asked for and once. */
export class QueryAnswers {
  readonly #byId: ReadonlyMap<string, Query>;
  readonly #known = new Map<string, Value>();

  constructor(
    queries: readonly Query[],
    private readonly range: Range,
    private readonly context: Context,
  ) {
    this.#byId = new Map(queries.map((query) => [query.id, query]));
  }

  /** What a query comes to. @throws AwsError for an expression that cannot be worked out */
  of(query: Query): Value {
    const known = this.#known.get(query.id);
    if (known !== undefined) return known;
    const value = this.#work(query);
    this.#known.set(query.id, value);
    return value;
  }

  /** Whether a query needs what the caller may not read. */
  isForeign({ source }: Query): boolean {
    if (source.kind === 'metric') return source.foreign;
    return idsIn(source.expression).some((id) => {
      const used = this.#byId.get(id);
      return used !== undefined && this.isForeign(used);
    });
  }

  #work({ id, source, periodMs }: Query): Value {
    const windows: Windows = { ...this.range, periodMs };
    if (source.kind === 'metric') return { kind: 'series', values: this.#read(source, windows) };
    const times: number[] = [];
    for (let time = windows.from; time < windows.until; time += periodMs) times.push(time);
    const metrics = () =>
      [...this.#byId.values()].flatMap((query): readonly Series[] => {
        const value = query.source.kind === 'metric' ? this.of(query) : undefined;
        return value?.kind === 'series' ? [value.values] : [];
      });
    const answerOf = (used: string) => {
      const query = this.#byId.get(used);
      return query === undefined ? undefined : this.of(query);
    };
    try {
      return evaluateMath(source.expression, { times, periodMs, metrics, answerOf });
    } catch (error) {
      if (error instanceof MathFault) throw inExpression(id, error.message);
      throw error;
    }
  }

  #read(source: Query['source'] & { readonly kind: 'metric' }, windows: Windows): Series {
    const series = seriesOf(source.metric, [windows.from, windows.until], this.context);
    if (series === undefined || (source.unit !== undefined && source.unit !== series.unit)) return new Map();
    const values = statisticByWindow(series.points, source.statistic, windows, this.context.now());
    return new Map(values.map(({ time, value }) => [time, value]));
  }
}
