import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { texts } from '../input.js';
import { exclusive, invalidValue, metricOf, periodOf, requiredInstant, unitOf } from './metric-input.js';
import { roundedStart } from './retention.js';
import { seriesOf } from './series.js';
import { isPercentile, joinedByWindow, STATISTICS, statisticOf } from './statistics.js';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
const DATAPOINTS = 1_440;

function getMetricStatistics(input: JsonObject, context: Context): JsonObject {
  const metric = metricOf(input);
  const period = periodOf(input, 'Period');
  const from = roundedStart(requiredInstant(input, 'StartTime'), context.now());
  const until = requiredInstant(input, 'EndTime');
  if (from >= until) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const asked = Math.ceil((until - from) / (period * 1_000));
  if (asked > DATAPOINTS)
    throw new AwsError(
      'InvalidParameterCombination',
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  const unit = unitOf(input);
  const plain = texts(input, 'Statistics');
  const extended = texts(input, 'ExtendedStatistics');
  if (plain.length > 0 && extended.length > 0)
    throw new AwsError('InvalidParameterCombination', exclusive('Statistics', 'ExtendedStatistics'));
  if (plain.length + extended.length === 0)
    throw new AwsError('MissingParameter', 'Must specify either Statistics or ExtendedStatistics');
  for (const name of plain) if (!STATISTICS.some((known) => known === name)) throw unknownStatistic(name);
  for (const name of extended) if (!isPercentile(name)) throw unknownStatistic(name);
  const series = seriesOf(metric, [from, until], context);
  const points = series === undefined || (unit ?? series.unit) !== series.unit ? [] : series.points;
  const windows = { from, until, periodMs: period * 1_000 };
  const Datapoints = joinedByWindow(points, windows, context.now()).map(([time, point]) => ({
    Timestamp: time / 1_000,
    Unit: series?.unit ?? 'None',
    ...Object.fromEntries(plain.map((name) => [name, statisticOf(point, name)])),
    ...(extended.length === 0
      ? {}
      : { ExtendedStatistics: Object.fromEntries(extended.map((name) => [name, statisticOf(point, name)])) }),
  }));
  return { Label: metric.name, Datapoints };
}

function unknownStatistic(name: string): AwsError {
  return invalidValue(`The value ${name} for parameter Statistics is not supported.`);
}

/** The call of CloudWatch that reads one metric. */
export const metricStatisticsOperations: Operations = { GetMetricStatistics: getMetricStatistics };
