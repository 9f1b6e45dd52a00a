import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AlarmMath } from './alarm-model.js';
import { dimensionsFromAws, dimensionsToAws } from './dimensions.js';

/** An expression as PutMetricAlarm takes it: only what is judged is returned. */
export function mathToAws({ expressions, metrics }: AlarmMath, period: number): MetricDataQuery[] {
  const last = expressions.at(-1)?.id;
  return [
    ...expressions.map(({ id, expression }) => ({
      Id: id,
      Expression: expression,
      ReturnData: id === last,
    })),
    ...metrics.map(({ id, namespace, metric, dimensions, statistic }) => ({
      Id: id,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metric,
          Dimensions: dimensionsToAws(dimensions),
        },
        Period: period,
        Stat: statistic,
      },
      ReturnData: false,
    })),
  ];
}

/** An expression as DescribeAlarms tells it, in whatever order, with the period of its metrics. */
export function mathFromAws(queries: readonly MetricDataQuery[]): {
  readonly math: AlarmMath;
  readonly period?: number;
} {
  const expressions = queries.flatMap(({ Id: id = '', Expression: expression, ReturnData: returned }) =>
    expression === undefined ? [] : [{ id, expression, returned: returned !== false }],
  );
  const metrics = queries.flatMap(({ Id: id = '', MetricStat: stat }) =>
    stat?.Metric === undefined
      ? []
      : [
          {
            id,
            namespace: stat.Metric.Namespace ?? '',
            metric: stat.Metric.MetricName ?? '',
            dimensions: dimensionsFromAws(stat.Metric.Dimensions),
            statistic: stat.Stat ?? '',
          },
        ],
  );
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const ordered = [
    ...expressions.filter(({ returned }) => !returned).sort(byId),
    ...expressions.filter(({ returned }) => returned).sort(byId),
  ];
  const period = queries.find(({ MetricStat: stat }) => stat !== undefined)?.MetricStat?.Period;
  return {
    math: {
      expressions: ordered.map(({ id, expression }) => ({ id, expression })),
      metrics: metrics.sort(byId),
    },
    ...(period === undefined ? {} : { period }),
  };
}
