import type { JsonObject } from '../../../base/json.js';
import type { Context, Operations } from '../context.js';
import { objects, text } from '../input.js';
import { shownDimensions } from '../metric-records.js';
import { pageOf } from '../pages.js';
import { invalidValue, requiredText } from './metric-input.js';
import { allMetrics } from './series.js';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const PER_PAGE = 500;
/** Metrics that had no data for longer are not listed. */
const LISTED_MS = 14 * 86_400_000;
/** What RecentlyActive asks for, with the 50 minutes that it may be off. */
const RECENT_MS = 3 * 3_600_000 + 50 * 60_000;

function listMetrics(input: JsonObject, context: Context): JsonObject {
  const namespace = text(input, 'Namespace');
  const name = text(input, 'MetricName');
  const recently = text(input, 'RecentlyActive');
  if (recently !== undefined && recently !== 'PT3H')
    throw invalidValue('The value for parameter RecentlyActive is not valid: it must be PT3H.');
  const filters = objects(input, 'Dimensions').map((filter, index) => ({
    name: requiredText(filter, 'Name', `Dimensions.member.${index + 1}.Name`),
    value: text(filter, 'Value'),
  }));
  const since = context.now() - (recently === undefined ? LISTED_MS : RECENT_MS);
  const all = allMetrics(context)
    .filter((metric) => metric.latest >= since)
    .filter(
      (metric) =>
        (namespace ?? metric.namespace) === metric.namespace && (name ?? metric.name) === metric.name,
    )
    .filter(({ dimensions }) =>
      filters.every((filter) =>
        dimensions.some(([key, value]) => key === filter.name && (filter.value ?? value) === value),
      ),
    );
  const page = pageOf(all, PER_PAGE, text(input, 'NextToken'), 'InvalidParameterValue');
  return {
    Metrics: page.items.map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: shownDimensions(metric.dimensions),
    })),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
}

/** The call of CloudWatch that lists metrics. */
export const listMetricsOperations: Operations = { ListMetrics: listMetrics };
