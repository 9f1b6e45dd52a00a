import { orList } from '../../base/words.js';
import { type EventFormat, partnerFormat } from '../events/index.js';
import {
  explain,
  InvalidPattern,
  type PatternKnowledge,
  parsePattern,
  TooHardToMatch,
} from '../patterns/index.js';
import { eventTypeOf } from './event-words.js';
import type {
  EventTrace,
  FilteredOut,
  SentTarget,
  SubscriberFilter,
  TraceableEvent,
  TracedClause,
  TraceOutcome,
} from './model.js';
import { queueWords } from './queue-sentence.js';
import { tracedClauses } from './traced-clauses.js';

/** What is known of the subscribers of SNS topics, and of what filters look for. */
export interface KnownFilters {
  /** The filters of a topic's subscribers, by its ARN. */
  readonly filtersOf: (topicArn: string) => readonly SubscriberFilter[];
  readonly knowledge: PatternKnowledge;
  /** Those of the file's relays. */
  readonly formats?: readonly EventFormat[];
}

/** A trace with the subscribers of its SNS topics that do not get the event: their filters keep it out. Pure. */
export function withFilters(trace: EventTrace, event: TraceableEvent, known: KnownFilters): EventTrace {
  const outcomeOf = (outcome: TraceOutcome): TraceOutcome =>
    outcome.kind === 'reaches'
      ? { ...outcome, targets: outcome.targets.map((each) => filteredTarget(each, event, known)) }
      : outcome;
  return { ...trace, entries: trace.entries.map((each) => ({ ...each, outcome: outcomeOf(each.outcome) })) };
}

function filteredTarget(target: SentTarget, event: TraceableEvent, known: KnownFilters): SentTarget {
  const filtered = known.filtersOf(target.arn).flatMap((each) => filteredOut(each, event, known));
  return filtered.length === 0 ? target : { ...target, filtered };
}

/**
 * Filters of SNS are written and matched as event patterns are, and a message without attributes passes none that looks into
 * them (SNS developer guide, "Amazon SNS subscription filter policies").
 */
function filteredOut(
  { subscriber, scope, policy }: SubscriberFilter,
  event: TraceableEvent,
  { knowledge, formats = [] }: KnownFilters,
): readonly FilteredOut[] {
  if (scope === 'attributes') return [{ subscriber, because: 'attributes', clauses: [] }];
  try {
    const pattern = parsePattern(policy);
    const { matches, clauses } = explain(pattern, event.text, knowledge);
    if (matches) return [];
    const format = [partnerFormat(), ...formats].find((each) => eventTypeOf(event.json, each) !== undefined);
    const traced = tracedClauses(pattern.clauses, clauses, event, { knowledge, format });
    return [{ subscriber, because: 'fields', clauses: traced }];
  } catch (error) {
    if (!(error instanceof InvalidPattern || error instanceof TooHardToMatch)) throw error;
    return [{ subscriber, because: 'unclear', clauses: [] }];
  }
}

/** Why a subscriber does not get an event: `not sent to phone, by its filter: mediaType wants "VOICE", has "CHAT"`. */
export function filteredWords({ subscriber, because, clauses }: FilteredOut): string {
  switch (because) {
    case 'fields':
      return `not sent to ${subscriber}, by its filter: ${failingWords(clauses)}`;
    case 'attributes':
      return `not sent to ${subscriber}: its filter looks into message attributes, and EventBridge sends none`;
    case 'unclear':
      return `whether it is sent to ${subscriber} is not known: gcx does not understand its filter`;
  }
}

function failingWords(clauses: readonly TracedClause[]): string {
  const failing = clauses.filter(({ holds }) => !holds);
  if (failing.length === 0) return 'each condition is met, but not all at once';
  return failing.map(clauseWords).join('; ');
}

function clauseWords(clause: TracedClause): string {
  if ('anyOf' in clause) return 'no branch of $or holds';
  const { field, wants, has, queues } = clause;
  if (queues === undefined) return `${field} wants ${wants}, has ${has}`;
  const [own] = queues.has;
  return `${field} wants ${orList(queues.wanted.map(queueWords))}, has ${own === undefined ? has : queueWords(own)}`;
}
