import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { flag, integer, object, objects, text } from '../input.js';
import type { StatisticValue } from '../metric-records.js';
import {
  exclusive,
  metricOf,
  missingParameter,
  periodOf,
  requiredInstant,
  requiredText,
  validationFault,
} from './metric-input.js';
import { finestMinutes, MINUTE_MS } from './retention.js';
import { type MetricName, seriesOf } from './series.js';
import { isStatistic, statisticByWindow, type Windows } from './statistics.js';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES = 500;
const DATAPOINTS = 100_800;

/** One query of GetMetricData. */
interface Query {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly foreign: boolean;
  readonly metric: MetricName;
  readonly periodMs: number;
  readonly statistic: string;
  readonly unit?: string;
}

function readQuery(input: JsonObject, index: number, context: Context): Query {
  const path = `MetricDataQueries.member.${index + 1}.`;
  const id = requiredText(input, 'Id', `${path}Id`);
  if (!/^[a-z]\w{0,254}$/.test(id))
    throw validationFault(
      `The value ${id} for parameter ${path}Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  const expression = text(input, 'Expression');
  const stat = object(input, 'MetricStat');
  if (stat !== undefined && expression !== undefined)
    throw validationFault(exclusive(`${path}MetricStat`, `${path}Expression`));
  if (expression !== undefined)
    throw validationFault(`The sandbox does not know Expression of cloudwatch:GetMetricData.`);
  if (stat === undefined) throw missingParameter(`${path}MetricStat`);
  const metric = metricOf(object(stat, 'Metric') ?? {}, `${path}MetricStat.Metric.`);
  const periodMs = periodOf(stat, `${path}MetricStat.Period`) * 1_000;
  const statistic = requiredText(stat, 'Stat', `${path}MetricStat.Stat`);
  if (!isStatistic(statistic))
    throw validationFault(`The value ${statistic} for parameter ${path}MetricStat.Stat is not supported.`);
  const account = text(input, 'AccountId');
  const unit = text(stat, 'Unit');
  return {
    id,
    label: text(input, 'Label') ?? metric.name,
    returned: flag(input, 'ReturnData') ?? true,
    foreign: account !== undefined && account !== context.account,
    metric,
    periodMs,
    statistic,
    ...(unit === undefined ? {} : { unit }),
  };
}

function readQueries(input: JsonObject, context: Context): readonly Query[] {
  const given = objects(input, 'MetricDataQueries');
  if (given.length === 0) throw missingParameter('MetricDataQueries');
  if (given.length > QUERIES)
    throw validationFault(`The collection MetricDataQueries must not have a size greater than ${QUERIES}.`);
  const queries = given.map((query, index) => readQuery(query, index, context));
  if (new Set(queries.map(({ id }) => id)).size < queries.length)
    throw validationFault('The values for parameter id in MetricDataQueries are not unique.');
  return queries;
}

/** The start as CloudWatch rounds it: down to what it has of that time, a minute, five or an hour. */
export function roundedStart(from: number, now: number): number {
  const step = (finestMinutes(from, now) ?? 60) * MINUTE_MS;
  return Math.floor(from / step) * step;
}

/** What a query answers, oldest first; nothing where there is no such metric, or where the unit is another one. */
function valuesOf(query: Query, windows: Windows, context: Context): readonly StatisticValue[] {
  const series = seriesOf(query.metric, [windows.from, windows.until], context);
  if (series === undefined || (query.unit !== undefined && query.unit !== series.unit)) return [];
  return statisticByWindow(series.points, query.statistic, windows, context.now());
}

/** Where the next page goes on: how many windows of all queries, empty ones included, were looked at. */
function readToken(input: JsonObject): number {
  const token = text(input, 'NextToken');
  if (token === undefined || token === '') return 0;
  const place = Number(
    Buffer.from(token, 'base64url')
      .toString('utf8')
      .replace(/^window:/, ''),
  );
  if (!Number.isInteger(place) || place < 0)
    throw new AwsError('InvalidNextToken', 'The value for parameter NextToken is not valid.');
  return place;
}

/**
 * GetMetricData. A page looks at so many windows in all, those without data included; a query that is not done is
 * PartialData and goes on in the next page.
 */
function getMetricData(input: JsonObject, context: Context): JsonObject {
  const queries = readQueries(input, context);
  const from = roundedStart(requiredInstant(input, 'StartTime'), context.now());
  const until = requiredInstant(input, 'EndTime');
  if (from >= until)
    throw validationFault('The parameter StartTime must be less than the parameter EndTime.');
  const most = integer(input, 'MaxDatapoints') ?? DATAPOINTS;
  if (most < 1 || most > DATAPOINTS)
    throw validationFault(`The parameter MaxDatapoints must be between 1 and ${DATAPOINTS}.`);
  const oldestFirst = text(input, 'ScanBy') === 'TimestampAscending';
  const begin = readToken(input);
  const end = begin + most;
  const MetricDataResults: JsonObject[] = [];
  let place = 0;
  for (const query of queries) {
    const windows = { from, until, periodMs: query.periodMs };
    const count = Math.ceil((until - from) / query.periodMs);
    const [first, last] = [Math.max(begin - place, 0), Math.min(end - place, count)];
    place += count;
    if (!query.returned || first >= last) continue;
    const { id: Id, label: Label } = query;
    if (query.foreign) {
      MetricDataResults.push({ Id, Label, Timestamps: [], Values: [], StatusCode: 'Forbidden' });
      continue;
    }
    const all = valuesOf(query, windows, context);
    const inPage = all.filter(({ time }) => {
      const window = Math.floor((time - from) / query.periodMs);
      const turn = oldestFirst ? window : count - 1 - window;
      return turn >= first && turn < last;
    });
    const values = oldestFirst ? inPage : inPage.toReversed();
    MetricDataResults.push({
      Id,
      Label,
      Timestamps: values.map(({ time }) => time / 1_000),
      Values: values.map(({ value }) => value),
      StatusCode: last < count ? 'PartialData' : 'Complete',
    });
  }
  const next = place > end ? { NextToken: Buffer.from(`window:${end}`).toString('base64url') } : {};
  return { MetricDataResults, Messages: [], ...next };
}

/** The call of CloudWatch that reads many metrics. */
export const metricDataOperations: Operations = { GetMetricData: getMetricData };
