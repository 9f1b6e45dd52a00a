import type { MetricDataQuery, MetricDataResult, StatusCode } from '@aws-sdk/client-cloudwatch';
import { Limits } from '../../base/limits.js';
import { once } from '../../base/once.js';
import type { AwsCaller } from './caller.js';
import { dimensionsToAws } from './dimensions.js';
import type { MetricPoint, MetricQuery, MetricSeries, MetricsApi, MetricWindow } from './metrics-model.js';
import { pagesOf } from './pages.js';

/** Metrics of Amazon CloudWatch. */
export function metricsApi(caller: AwsCaller): MetricsApi {
  const sdk = once(async () => {
    const watch = await import('@aws-sdk/client-cloudwatch');
    return { watch, client: await caller.open((config) => new watch.CloudWatchClient(config)) };
  });

  /** The queries of one call. */
  async function ask(
    queries: readonly MetricQuery[],
    window: MetricWindow,
  ): Promise<readonly MetricSeries[]> {
    const { watch, client } = await sdk();
    const gathered = queries.map((): Gathered => ({ points: [] }));
    const pages = pagesOf(
      (NextToken) =>
        caller.call('cloudwatch:GetMetricData', undefined, () =>
          client.send(
            new watch.GetMetricDataCommand({
              MetricDataQueries: queries.map((query, index) => toAws(query, index, window.period)),
              StartTime: new Date(window.from),
              EndTime: new Date(window.to),
              NextToken,
            }),
          ),
        ),
      ({ NextToken }) => NextToken,
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const result of MetricDataResults) {
        const into = gathered[Number(result.Id?.slice(1))];
        if (into === undefined) continue;
        into.points.push(...pointsOf(result));
        // Of a series that goes on on the next page, PartialData means no more than that.
        into.status = result.StatusCode;
      }
    }
    return gathered.map(seriesOf);
  }

  return {
    async points(queries, window) {
      const parts: (readonly MetricQuery[])[] = [];
      for (let start = 0; start < queries.length; start += Limits.metricQueriesPerRequest)
        parts.push(queries.slice(start, start + Limits.metricQueriesPerRequest));
      return (await Promise.all(parts.map((part) => ask(part, window)))).flat();
    },
  };
}

interface Gathered {
  readonly points: MetricPoint[];
  status?: StatusCode | undefined;
}

/** An id begins with a small letter. A unit is left out: with a wrong one, CloudWatch answers with nothing. */
function toAws(query: MetricQuery, index: number, period: number): MetricDataQuery {
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: {
        Namespace: query.namespace,
        MetricName: query.metric,
        Dimensions: dimensionsToAws(query.dimensions),
      },
      Period: period,
      Stat: query.statistic,
    },
  };
}

function pointsOf({ Timestamps = [], Values = [] }: MetricDataResult): readonly MetricPoint[] {
  return Timestamps.flatMap((time, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ at: time.getTime(), value }];
  });
}

function seriesOf({ points, status }: Gathered): MetricSeries {
  if (status === 'Forbidden') return { state: 'forbidden' };
  // No status at all: CloudWatch said nothing of this query, so nothing is known of it.
  const state = status === 'Complete' ? 'complete' : 'partial';
  return { state, points: [...points].sort((a, b) => a.at - b.at) };
}
