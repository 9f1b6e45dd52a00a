import { ruleDimensions } from '../../clients/aws/dimensions.js';
import { numberOf } from './counts.js';
import { failingNow } from './failing-now.js';
import type { Asked, MetricBook } from './metric-book.js';
import type { RouteNumbers } from './model.js';

/** EventBridge's metrics of a rule, by what gcx calls them (EventBridge user guide, monitoring). */
const METRICS = {
  matched: 'MatchedEvents',
  failed: 'FailedInvocations',
  deadLettered: 'InvocationsSentToDlq',
  lost: 'InvocationsFailedToBeSentToDlq',
  retried: 'RetryInvocationAttempts',
} as const;

/** What was asked of a route's rules. */
export type RouteAsked = Readonly<Record<keyof typeof METRICS, readonly Asked[]>>;

/** Puts what EventBridge counts of rules on the list. */
export function askOfRules(book: MetricBook, bus: string, rules: readonly string[]): RouteAsked {
  const of = (metric: string) =>
    rules.map((rule) =>
      book.ask({
        namespace: 'AWS/Events',
        metric,
        dimensions: ruleDimensions(bus, rule),
        statistic: 'Sum',
      }),
    );
  return {
    matched: of(METRICS.matched),
    failed: of(METRICS.failed),
    deadLettered: of(METRICS.deadLettered),
    lost: of(METRICS.lost),
    retried: of(METRICS.retried),
  };
}

/** What EventBridge counted of a route. @param from the first minute that was looked at */
export function routeNumbers(book: MetricBook, asked: RouteAsked, from: number): RouteNumbers {
  const failing = failingNow(
    book.minutes(...asked.matched),
    book.minutes(...asked.failed, ...asked.lost),
    from,
  );
  return {
    matched: book.flow(...asked.matched),
    failed: book.flow(...asked.failed),
    deadLettered: book.flow(...asked.deadLettered),
    lost: book.flow(...asked.lost),
    retried: book.flow(...asked.retried),
    ...(failing === undefined ? {} : { failing }),
  };
}

/**
 * How many of a thing that EventBridge sends only where it is not 0: with events that fitted and no point of it, none was
 * reported; without events, nothing is known, and it is no 0. Undefined: not known.
 */
export function reportedOf(
  numbers: RouteNumbers,
  of: 'failed' | 'deadLettered' | 'lost' | 'retried',
): number | undefined {
  const value = numberOf(numbers[of]);
  if (value !== undefined) return value;
  return numbers[of].count.kind === 'none' && numbers.matched.count.kind === 'counted' ? 0 : undefined;
}
