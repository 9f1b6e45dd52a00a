/** A metric of Amazon CloudWatch, and what is to be made of its samples. */
export interface MetricQuery {
  /** As `AWS/Events`. */
  readonly namespace: string;
  readonly metric: string;
  /** The very dimensions that the service sends: fewer or more are another metric, which has no points. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount';
}

/** The time that is asked for. */
export interface MetricWindow {
  /** Epoch ms, a multiple of the period; inclusive. */
  readonly from: number;
  /** Epoch ms; exclusive. */
  readonly to: number;
  /** Seconds of one point: 60 or a multiple; where CloudWatch no longer keeps such short ones, it answers with none. */
  readonly period: number;
}

/** The value of one period. */
export interface MetricPoint {
  /** When the period begins, epoch ms. */
  readonly at: number;
  readonly value: number;
}

/**
 * What CloudWatch knows of a metric in a time: oldest first, and only periods in which something was sent. None at all is
 * no error, and not 0. `partial`: some are missing. `forbidden`: these credentials may not read it.
 */
export type MetricSeries =
  | { readonly state: 'complete' | 'partial'; readonly points: readonly MetricPoint[] }
  | { readonly state: 'forbidden' };

/** Metrics of Amazon CloudWatch as gcx uses them: they are read. */
export interface MetricsApi {
  /**
   * The points of each query, in their order: {@link Limits.metricQueriesPerRequest} queries a call, all pages. No query, no
   * call.
   */
  points(queries: readonly MetricQuery[], window: MetricWindow): Promise<readonly MetricSeries[]>;
}
