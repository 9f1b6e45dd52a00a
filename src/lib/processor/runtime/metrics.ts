import type { JsonObject } from '../../base/json.js';
import { METRICS_NAMESPACE } from '../contract/settings.js';
import type { WriteLine } from './event-log.js';
import type { HandlerMetrics } from './handler.js';
import type { Outcome } from './outcome.js';

// Written by hand: Powertools' metrics would add a dimension `service` to each, write early whenever a metric has 100
// values, and hold one set of dimensions at a time.

/** Values of a metric in one document (CloudWatch's embedded metric format specification). */
const MAX_VALUES = 100;
/** Metrics in one document (the same). */
const MAX_METRICS = 100;

/** The metric that counts an outcome. */
const METRIC_OF = {
  processed: 'Processed',
  duplicate: 'Duplicate',
  filtered: 'Filtered',
  stale: 'Stale',
  failed: 'Failed',
  deadLettered: 'DeadLettered',
  inProgress: 'InProgress',
} as const satisfies Record<Outcome, string>;

/** Where what concerns an event type is recorded. */
export interface EventTypeMetrics extends HandlerMetrics {
  /** For handlers, whose metrics can neither be nor spoil gcx's. */
  readonly ofHandler: HandlerMetrics;
}

/** What is recorded of one event type. */
class Recorded implements EventTypeMetrics {
  readonly counts = new Map<string, number>();
  readonly durations = new Map<string, number[]>();
  readonly ofHandler: HandlerMetrics = {
    count: (name, value = 1) => {
      check(name, value);
      this.count(name, value);
    },
    milliseconds: (name, value) => {
      check(name, value);
      this.milliseconds(name, value);
    },
  };

  count(name: string, value = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + value);
  }

  milliseconds(name: string, value: number): void {
    const values = this.durations.get(name);
    if (values === undefined) this.durations.set(name, [value]);
    else values.push(value);
  }
}

/** Names that a handler's metrics cannot have: gcx's own, and what else a document holds. */
const TAKEN: ReadonlySet<string> = new Set([
  ...Object.values(METRIC_OF),
  ...['Received', 'Migrated', 'Latency', 'AgeAtArrival', 'processor', 'eventType', '_aws'],
]);
/** Characters of a metric's name (CloudWatch API reference, MetricDatum). */
const MAX_NAME_CHARACTERS = 255;

/** One wrong metric would have CloudWatch drop the whole document. */
function check(name: string, value: number): void {
  if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_NAME_CHARACTERS)
    throw new TypeError(`A metric's name has 1 to ${MAX_NAME_CHARACTERS} characters.`);
  if (TAKEN.has(name)) throw new TypeError(`The metric ${name} is gcx's own.`);
  if (!Number.isFinite(value))
    throw new TypeError(`The metric ${name} was given a value that is not a number.`);
}

/** The metrics of an invocation, by event type: gathered, then written once, in CloudWatch's embedded metric format. */
export class InvocationMetrics {
  private readonly byEventType = new Map<string, Recorded>();

  /** @param namespace of CloudWatch */
  constructor(
    private readonly processor: string,
    private readonly namespace: string = METRICS_NAMESPACE,
  ) {}

  /** Counts an event and what became of it. */
  outcome(eventType: string, outcome: Outcome): void {
    const recorded = this.of(eventType);
    recorded.count('Received');
    recorded.count(METRIC_OF[outcome]);
  }

  /** Writes everything: one line for each event type, more only where one document cannot hold it. */
  write(write: WriteLine, now: number): void {
    for (const [eventType, recorded] of this.byEventType) {
      for (const metrics of documents(recorded))
        write(JSON.stringify(this.document(eventType, metrics, now)));
    }
  }

  /** Where what concerns an event type is recorded. */
  of(eventType: string): EventTypeMetrics {
    let recorded = this.byEventType.get(eventType);
    if (recorded === undefined) {
      recorded = new Recorded();
      this.byEventType.set(eventType, recorded);
    }
    return recorded;
  }

  private document(eventType: string, metrics: readonly Metric[], now: number): JsonObject {
    return {
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: [
          {
            Namespace: this.namespace,
            // By processor alone as well: what alarms look at.
            Dimensions: [['processor', 'eventType'], ['processor']],
            Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
          },
        ],
      },
      processor: this.processor,
      eventType,
      ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
    };
  }
}

interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds';
  readonly value: number | readonly number[];
}

/** The metrics as documents, none with too many values or metrics, nor with a metric twice. */
function documents({ counts, durations }: Recorded): readonly (readonly Metric[])[] {
  const pages: Metric[][] = [];
  const add = (page: number, metric: Metric): void => {
    let at = page;
    while ((pages[at]?.length ?? 0) >= MAX_METRICS) at++;
    while (pages.length <= at) pages.push([]);
    pages[at]?.push(metric);
  };
  for (const [name, value] of counts) add(0, { name, unit: 'Count', value });
  for (const [name, values] of durations) {
    for (let start = 0; start < values.length; start += MAX_VALUES) {
      const value = values.slice(start, start + MAX_VALUES);
      add(start / MAX_VALUES, { name, unit: 'Milliseconds', value });
    }
  }
  return pages.filter((page) => page.length > 0);
}
