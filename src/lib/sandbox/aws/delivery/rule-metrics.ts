import { measure } from '../cloudwatch/measure.js';
import type { Context } from '../context.js';
import type { RuleRecord } from '../event-records.js';

const NAMESPACE = 'AWS/Events';
/**
 * The old counters say Minimum 0 although their only sample is 1, the newer ones do not (measured on AWS 2026-09-16,
 * radkawar/stackd testdata/aws/eventbridge/metrics.json).
 */
const OLD: readonly string[] = ['TriggeredRules', 'Invocations', 'FailedInvocations', 'InvocationsSentToDlq'];

type Dimensions = Readonly<Record<string, string>>;

/** A rule's dimensions: its name alone on the default bus, with the bus's name on any other (measured on AWS). */
function ruleDimensions({ name, bus }: RuleRecord): Dimensions {
  return bus === 'default' ? { RuleName: name } : { EventBusName: bus, RuleName: name };
}

function count(name: string, dimensions: Dimensions, context: Context, value = 1): void {
  const least = OLD.includes(name) ? { least: 0 } : {};
  measure(context, { namespace: NAMESPACE, name, dimensions, value, ...least });
}

/** Counts an event that a partner sent. */
export function measureIngested(source: string, context: Context): void {
  count('Events', { EventSourceName: source }, context);
}

/** Counts an event that some rules match: none, and there is nothing to count (measured on AWS). */
export function measureMatches(source: string, rules: readonly RuleRecord[], context: Context): void {
  if (rules.length === 0) return;
  count('MatchedEvents', {}, context);
  count('MatchedEvents', { Source: source }, context);
  count('TriggeredRules', {}, context, rules.length);
  for (const rule of rules) {
    count('MatchedEvents', ruleDimensions(rule), context);
    count('TriggeredRules', ruleDimensions(rule), context);
  }
}

/** How sending to a rule's target went, for {@link measureInvocation}. */
export interface Invoked {
  /** A bus has none of the newer counters but for its dead letter (measured on AWS). */
  readonly toBus: boolean;
  readonly succeeded: boolean;
  /** Tries after the first. */
  readonly retries: number;
  /** Whether anything was tried; an input that is not JSON is not. */
  readonly tried: boolean;
  /** What became of the dead letter; undefined where there is no dead-letter queue, or no dead letter. */
  readonly letter?: 'sent' | 'not-sent';
  /** When the event came in, epoch milliseconds. */
  readonly ingested: number;
  /** Time that passed between tries, in milliseconds: time is compressed. */
  readonly waited: number;
}

/** Counts what a target's invocation came to, all tries together. */
export function measureInvocation(rule: RuleRecord, invoked: Invoked, context: Context): void {
  const { toBus, succeeded, retries, tried, letter } = invoked;
  const both = (name: string, value = 1) => {
    if (value === 0) return;
    for (const dimensions of [{}, ruleDimensions(rule)]) count(name, dimensions, context, value);
  };
  const ofRule = (name: string) => count(name, ruleDimensions(rule), context);
  count('InvocationsCreated', {}, context);
  both('Invocations');
  if (!succeeded) ofRule('FailedInvocations');
  if (letter !== undefined)
    ofRule(letter === 'sent' ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq');
  // Of a bus the dead letter is what is tried.
  const attempts = toBus ? Number(letter !== undefined) : tried ? retries + 1 : 0;
  const good = toBus ? letter === 'sent' : succeeded;
  if (attempts === 0) return;
  both('InvocationAttempts', attempts);
  both('RetryInvocationAttempts', attempts - 1);
  if (good) both('SuccessfulInvocationAttempts');
  measureLatency(rule, invoked, good, context);
}

function measureLatency(
  rule: RuleRecord,
  { ingested, waited }: Invoked,
  good: boolean,
  context: Context,
): void {
  const latency = Math.max(context.now() - ingested, 0);
  const of = (name: string, value: number) => {
    for (const dimensions of [{}, ruleDimensions(rule)])
      measure(context, { namespace: NAMESPACE, name, dimensions, value, unit: 'Milliseconds' });
  };
  // Both of the first try only.
  of('IngestionToInvocationStartLatency', latency);
  of('IngestionToInvocationCompleteLatency', latency);
  if (good) of('IngestionToInvocationSuccessLatency', latency + waited);
}
