import type { EventFormat } from '../events/index.js';
import type { Explanation, Pattern, PatternKnowledge, Reason } from '../patterns/index.js';
import type { Miss, NamedQueue, TraceableEvent, TracedClause, TracedCondition } from './model.js';
import { queueSentence } from './queue-sentence.js';
import { goesWithoutSaying, tracedClauses } from './traced-clauses.js';

/** A rule whose pattern an event does not match, with the explanation. */
export interface MissedRule {
  readonly name: string;
  readonly pattern: Pattern;
  /** Of the events that it is for; absent: `partner`. */
  readonly format?: EventFormat;
  readonly explanation: Explanation;
}

/**
 * Why an event misses a route, told by the rule that it came nearest to.
 * @param missed the rules of the route; at least one
 */
export function findMiss(
  missed: readonly [MissedRule, ...MissedRule[]],
  event: TraceableEvent,
  knowledge: PatternKnowledge,
): Miss {
  const [first, ...others] = missed.map((rule) => missOf(rule, event, knowledge));
  if (first === undefined) throw new Error('a miss of no rule');
  const nearest = others.reduce((best, miss) => (compareMisses(miss, best) < 0 ? miss : best), first);
  return others.length === 0 ? nearest : withAllWanted(nearest, [first, ...others], event, missed[0].format);
}

/** Orders misses: those of the event's own type first, then those by fewer conditions, then those that agree in more. */
export function compareMisses(one: Miss, other: Miss): number {
  return (
    Number(one.otherEventType) - Number(other.otherEventType) ||
    one.failing - other.failing ||
    other.clauses.length - one.clauses.length
  );
}

function missOf(
  { name, pattern, explanation, format }: MissedRule,
  event: TraceableEvent,
  knowledge: PatternKnowledge,
): Miss {
  const all = tracedClauses(pattern.clauses, explanation.clauses, event, { knowledge, format });
  const clauses = all.filter((clause) => !goesWithoutSaying(clause));
  return {
    rule: name,
    failing: clauses.filter(({ holds }) => !holds).length,
    otherEventType: conditionsOf(clauses).some((one) => isEventType(one) && !one.holds),
    clauses,
    reasons: explanation.reasons.map((reason) => aboutQueues(reason, clauses, event, format)),
  };
}

/** Whether a condition tells event types apart: also a detail-type that all events of a format have. */
function isEventType({ path, field }: TracedCondition): boolean {
  return field === 'event type' || path === 'detail-type';
}

/** A reason that is about queues, in a sentence with their names. */
function aboutQueues(
  reason: Reason,
  clauses: readonly TracedClause[],
  { json }: TraceableEvent,
  format: EventFormat | undefined,
): Reason {
  if (reason.kind !== 'other-queue') return reason;
  const queues = conditionsOf(clauses).find(({ path, holds }) => path === reason.path && !holds)?.queues;
  const [has] = queues?.has ?? [];
  if (queues === undefined || has === undefined) return reason;
  return { ...reason, message: queueSentence(json, has, queues.wanted, format) };
}

/** A route is split by its queues or event types: then what it wants are those of all its rules. */
function withAllWanted(
  nearest: Miss,
  all: readonly Miss[],
  event: TraceableEvent,
  format: EventFormat | undefined,
): Miss {
  const conditions = all.flatMap(({ clauses }) => conditionsOf(clauses));
  const clauses = nearest.clauses.map((clause): TracedClause => {
    if ('anyOf' in clause || clause.holds) return clause;
    const alike = conditions.filter(({ path, holds }) => path === clause.path && !holds);
    if (isEventType(clause)) {
      return { ...clause, wants: [...new Set(alike.map(({ wants }) => wants))].join(' or ') };
    }
    if (clause.queues === undefined) return clause;
    const wanted = alike.flatMap(({ queues }) => queues?.wanted ?? []);
    const distinct = [...new Map(wanted.map((queue): [string, NamedQueue] => [queue.id, queue])).values()];
    return { ...clause, queues: { ...clause.queues, wanted: distinct } };
  });
  return {
    ...nearest,
    clauses,
    reasons: nearest.reasons.map((reason) => aboutQueues(reason, clauses, event, format)),
  };
}

function conditionsOf(clauses: readonly TracedClause[]): readonly TracedCondition[] {
  return clauses.flatMap((clause) =>
    'anyOf' in clause ? clause.anyOf.flatMap((branch) => conditionsOf(branch.clauses)) : [clause],
  );
}
