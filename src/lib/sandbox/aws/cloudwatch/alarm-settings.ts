import type { JsonObject, JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import { flag, integer, objects, text, texts } from '../input.js';
import type { AlarmRule } from './evaluate-alarm.js';
import { exclusive, metricOf, unitOf, validationFault } from './metric-input.js';
import { type Query, QueryAnswers, readQueries } from './queries.js';
import { MINUTE_MS } from './retention.js';
import { isPercentile, STATISTICS } from './statistics.js';

const COMPARISONS: readonly string[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const MISSING = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;
/** Of one kind. */
const ACTIONS = 5;
const QUERIES = 20;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
/** What belongs to one metric, and not beside Metrics. */
const OF_ONE_METRIC = [
  'MetricName',
  'Namespace',
  'Dimensions',
  'Period',
  'Statistic',
  'ExtendedStatistic',
  'Unit',
] as const;

function missing(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The parameter ${parameter} is required.`);
}

function required<T>(value: T | undefined, parameter: string): T {
  if (value === undefined) throw missing(parameter);
  return value;
}

function decimal(input: JsonObject, name: string): number | undefined {
  const value = text(input, name);
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) throw validationFault(`${name} must be a number.`);
  return number;
}

/** The settings of an alarm as DescribeAlarms tells them. @throws AwsError in CloudWatch's words */
export function readAlarmSettings(input: JsonObject, context: Context): JsonObject {
  const metrics = objects(input, 'Metrics');
  const TreatMissingData = text(input, 'TreatMissingData');
  new Constraints()
    .text('alarmDescription', text(input, 'AlarmDescription'), { max: Limits.alarmDescriptionCharacters })
    .text('comparisonOperator', text(input, 'ComparisonOperator'), { oneOf: COMPARISONS })
    .text('statistic', text(input, 'Statistic'), { oneOf: STATISTICS })
    .text('treatMissingData', TreatMissingData, { oneOf: MISSING })
    .check(validationFault);
  const ComparisonOperator = required(text(input, 'ComparisonOperator'), 'ComparisonOperator');
  const watched = metrics.length > 0 ? readMetrics(input, metrics, context) : readMetric(input);
  const EvaluationPeriods = required(integer(input, 'EvaluationPeriods'), 'EvaluationPeriods');
  if (EvaluationPeriods < 1) throw validationFault('EvaluationPeriods must be at least 1.');
  checkReach(watched.periodSeconds, EvaluationPeriods);
  const DatapointsToAlarm = integer(input, 'DatapointsToAlarm');
  if (DatapointsToAlarm !== undefined && (DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods))
    throw validationFault('DatapointsToAlarm must be between 1 and EvaluationPeriods.');
  return {
    ...present({ AlarmDescription: text(input, 'AlarmDescription') }),
    ...watched.settings,
    ...present({ DatapointsToAlarm, TreatMissingData }),
    ComparisonOperator,
    EvaluationPeriods,
    Threshold: required(decimal(input, 'Threshold'), 'Threshold'),
    ActionsEnabled: flag(input, 'ActionsEnabled') ?? true,
    AlarmActions: actions(input, 'AlarmActions'),
    OKActions: actions(input, 'OKActions'),
    InsufficientDataActions: actions(input, 'InsufficientDataActions'),
  };
}

function present(given: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const there: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(given)) if (value !== undefined) there[name] = value;
  return there;
}

function actions(input: JsonObject, name: string): JsonValue {
  const arns = texts(input, name);
  if (arns.length > ACTIONS)
    throw validationFault(`The collection ${name} must not have a size greater than ${ACTIONS}.`);
  const wrong = arns.find((arn) => !/^arn:[^:]+:[^:]+:/.test(arn));
  if (wrong !== undefined) throw validationFault(`Invalid arn syntax: ${wrong}`);
  return [...arns];
}

/** "Metrics cannot be checked across more than a day", with periods of an hour or more seven days. @throws AwsError */
function checkReach(periodSeconds: number, periods: number): void {
  const most = periodSeconds >= HOUR_SECONDS ? 7 * DAY_SECONDS : DAY_SECONDS;
  if (periodSeconds * periods <= most) return;
  const across = most === DAY_SECONDS ? 'a day' : '7 days';
  throw validationFault(
    `Metrics cannot be checked across more than ${across} (EvaluationPeriods * Period must be <= ${most}).`,
  );
}

interface Watched {
  readonly settings: JsonObject;
  readonly periodSeconds: number;
}

function readMetric(input: JsonObject): Watched {
  const metric = { name: required(text(input, 'MetricName'), 'MetricName') };
  const Namespace = required(text(input, 'Namespace'), 'Namespace');
  const period = required(integer(input, 'Period'), 'Period');
  if (![10, 20, 30].includes(period) && (period < 60 || period % 60 !== 0)) {
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter Period must be 10, 20, 30, or a multiple of 60.',
    );
  }
  const statistic = text(input, 'Statistic');
  const extended = text(input, 'ExtendedStatistic');
  if (statistic === undefined && extended === undefined) throw missing('Statistic');
  if (statistic !== undefined && extended !== undefined)
    throw validationFault(exclusive('Statistic', 'ExtendedStatistic'));
  if (extended !== undefined && !isPercentile(extended))
    throw validationFault(`The value ${extended} for parameter ExtendedStatistic is not supported.`);
  return {
    periodSeconds: period,
    settings: {
      MetricName: metric.name,
      Namespace,
      Dimensions: metricOf(input).dimensions.map(([Name, Value]) => ({ Name, Value })),
      ...present({ Statistic: statistic, ExtendedStatistic: extended, Unit: unitOf(input) }),
      Period: period,
    },
  };
}

function readMetrics(input: JsonObject, metrics: readonly JsonObject[], context: Context): Watched {
  const beside = OF_ONE_METRIC.find((name) => says(input[name]));
  if (beside !== undefined) throw validationFault(exclusive('Metrics', beside));
  if (metrics.length > QUERIES)
    throw validationFault(`The collection Metrics must not have a size greater than ${QUERIES}.`);
  const queries = readQueries(metrics, 'Metrics', context);
  const returned = queries.filter(({ returned: each }) => each);
  const [only] = returned;
  if (only === undefined || returned.length > 1)
    throw validationFault('Exactly one element of the metrics list should return data.');
  const now = Math.floor(context.now() / MINUTE_MS) * MINUTE_MS;
  const range = { from: now - 10 * only.periodMs, until: now };
  if (new QueryAnswers(queries, range, context).of(only).kind === 'array')
    throw validationFault(`Error in expression '${only.id}' [it must return a single time series]`);
  return {
    periodSeconds: only.periodMs / 1_000,
    settings: { Metrics: metrics.map((metric, index) => shownQuery(metric, queries[index])) },
  };
}

/** An empty list or text says nothing. */
function says(value: JsonValue | undefined): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

/** A query as it was given, with what it means where it says nothing; numbers and flags are no texts. */
function shownQuery(given: JsonObject, query: Query | undefined): JsonObject {
  const stat = given['MetricStat'];
  const periodSeconds = (query?.periodMs ?? 0) / 1_000;
  const period = integer(given, 'Period');
  return {
    ...given,
    ...(stat === undefined || query?.source.kind !== 'metric'
      ? {}
      : { MetricStat: shownStat(query.source, periodSeconds) }),
    ...(period === undefined ? {} : { Period: period }),
    ReturnData: query?.returned ?? true,
  };
}

function shownStat(
  { metric, statistic, unit }: Query['source'] & { kind: 'metric' },
  Period: number,
): JsonObject {
  const Dimensions = metric.dimensions.map(([Name, Value]) => ({ Name, Value }));
  return {
    Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions },
    Period,
    Stat: statistic,
    ...(unit === undefined ? {} : { Unit: unit }),
  };
}

/** What an alarm watches: its queries, and the one that it judges. */
export interface Watch {
  readonly queries: readonly Query[];
  readonly judged: Query;
  readonly rule: AlarmRule;
}

/** Reads what an alarm watches from its settings. @throws AwsError where they are not those of an alarm */
export function watchOf(settings: JsonObject, context: Context): Watch {
  const metrics = objects(settings, 'Metrics');
  const queries = readQueries(metrics.length > 0 ? metrics : [asQuery(settings)], 'Metrics', context);
  const judged = required(
    queries.find(({ returned }) => returned),
    'Metrics',
  );
  const periods = integer(settings, 'EvaluationPeriods') ?? 1;
  const missingData = text(settings, 'TreatMissingData') ?? 'missing';
  return {
    queries,
    judged,
    rule: {
      periods,
      needed: integer(settings, 'DatapointsToAlarm') ?? periods,
      threshold: decimal(settings, 'Threshold') ?? 0,
      comparison: text(settings, 'ComparisonOperator') ?? '',
      missing: MISSING.find((each) => each === missingData) ?? 'missing',
    },
  };
}

function asQuery(settings: JsonObject): JsonObject {
  const { Namespace = '', MetricName = '', Dimensions = [], Period = 60, Unit } = settings;
  return {
    Id: 'm1',
    ReturnData: true,
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions },
      Period,
      Stat: text(settings, 'Statistic') ?? text(settings, 'ExtendedStatistic') ?? '',
      ...(Unit === undefined ? {} : { Unit }),
    },
  };
}
