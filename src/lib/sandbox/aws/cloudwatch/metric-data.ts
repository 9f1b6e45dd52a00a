import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { integer, objects, text } from '../input.js';
import type { Series } from './math/math-model.js';
import { missingParameter, requiredInstant, validationFault } from './metric-input.js';
import { type Query, QueryAnswers, readQueries } from './queries.js';
import { roundedStart } from './retention.js';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES = 500;
const DATAPOINTS = 100_800;

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

function readMost(input: JsonObject): number {
  const most = integer(input, 'MaxDatapoints') ?? DATAPOINTS;
  if (most < 1 || most > DATAPOINTS)
    throw validationFault(`The parameter MaxDatapoints must be between 1 and ${DATAPOINTS}.`);
  return most;
}

/** What one answer of a query shows of it. */
interface Part {
  /** Whether a window, by its number, is in this page. */
  readonly holds: (window: number) => boolean;
  readonly from: number;
  readonly oldestFirst: boolean;
  readonly statusCode: 'Complete' | 'PartialData';
}

function shown({ id, label, periodMs }: Query, values: Series, part: Part): JsonObject {
  const inPage = [...values]
    .filter(([time]) => part.holds(Math.floor((time - part.from) / periodMs)))
    .sort(([left], [right]) => (part.oldestFirst ? left - right : right - left));
  return {
    Id: id,
    Label: label,
    Timestamps: inPage.map(([time]) => time / 1_000),
    Values: inPage.map(([, value]) => value),
    StatusCode: part.statusCode,
  };
}

/** The time series that a query answers with. @throws AwsError where it comes to a number */
function seriesFor(query: Query, answers: QueryAnswers): readonly Series[] {
  const value = answers.of(query);
  switch (value.kind) {
    case 'series':
      return [value.values];
    case 'array':
      return value.all;
    case 'scalar':
      throw validationFault(`Error in expression '${query.id}' [it must return a time series]`);
  }
}

/**
 * GetMetricData. A page looks at a limited number of windows in all, those without data included; a query that is not done is
 * PartialData and goes on in the next page.
 */
function getMetricData(input: JsonObject, context: Context): JsonObject {
  const given = objects(input, 'MetricDataQueries');
  if (given.length === 0) throw missingParameter('MetricDataQueries');
  if (given.length > QUERIES)
    throw validationFault(`The collection MetricDataQueries must not have a size greater than ${QUERIES}.`);
  const queries = readQueries(given, 'MetricDataQueries', context);
  const from = roundedStart(requiredInstant(input, 'StartTime'), context.now());
  const until = requiredInstant(input, 'EndTime');
  if (from >= until)
    throw validationFault('The parameter StartTime must be less than the parameter EndTime.');
  const oldestFirst = text(input, 'ScanBy') === 'TimestampAscending';
  const begin = readToken(input);
  const end = begin + readMost(input);
  const answers = new QueryAnswers(queries, { from, until }, context);
  const MetricDataResults: JsonObject[] = [];
  let place = 0;
  for (const query of queries.filter(({ returned }) => returned)) {
    const count = Math.ceil((until - from) / query.periodMs);
    const [first, last] = [Math.max(begin - place, 0), Math.min(end - place, count)];
    place += count;
    if (first >= last) continue;
    if (answers.isForeign(query)) {
      MetricDataResults.push(shownForbidden(query));
      continue;
    }
    const part: Part = {
      holds: (window) => {
        const turn = oldestFirst ? window : count - 1 - window;
        return turn >= first && turn < last;
      },
      from,
      oldestFirst,
      statusCode: last < count ? 'PartialData' : 'Complete',
    };
    for (const values of seriesFor(query, answers)) MetricDataResults.push(shown(query, values, part));
  }
  const next = place > end ? { NextToken: Buffer.from(`window:${end}`).toString('base64url') } : {};
  return { MetricDataResults, Messages: [], ...next };
}

function shownForbidden({ id: Id, label: Label }: Query): JsonObject {
  return { Id, Label, Timestamps: [], Values: [], StatusCode: 'Forbidden' };
}

/** The call of CloudWatch that reads many metrics. */
export const metricDataOperations: Operations = { GetMetricData: getMetricData };
