import { orList } from '../../base/words.js';
import {
  type EventFormat,
  eventTypeFromText,
  eventTypePath,
  namesGenesysEventTypes,
  partnerFormat,
} from '../events/index.js';
import type {
  AnyOf,
  Clauses,
  Condition,
  ExplainedClause,
  ExplainedCondition,
  PatternKnowledge,
} from '../patterns/index.js';
import { eventTypeOf, shortEventType, textAt } from './event-words.js';
import type { NamedQueue, TraceableEvent, TracedClause, TracedCondition } from './model.js';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const partnerSource = /aws\.partner\/genesys\.com\/cloud\/([0-9a-f]{8})[0-9a-f-]{28}\/([^"\s,]+)/;

/** What is known beside a pattern and an event. */
export interface TraceKnowledge {
  readonly knowledge: PatternKnowledge;
  /** Of the events that the rule is for; absent: `partner`. */
  readonly format: EventFormat | undefined;
}

/** The explained clauses of a pattern in the words of a trace. Both lists are in the order of the pattern's text. */
export function tracedClauses(
  clauses: Clauses,
  explained: readonly ExplainedClause[],
  event: TraceableEvent,
  known: TraceKnowledge,
): readonly TracedClause[] {
  return explained.flatMap((one, index): TracedClause[] => {
    const clause = clauses[index];
    if (clause === undefined) return [];
    if (!('anyOf' in one)) return isCondition(clause) ? [traced(clause, one, event, known)] : [];
    if (isCondition(clause)) return [];
    const anyOf = one.anyOf.map((branch, at) => ({
      clauses: tracedClauses(clause.anyOf[at] ?? [], branch.clauses, event, known),
      holds: branch.holds,
    }));
    return [{ anyOf, holds: one.holds }];
  });
}

/** Whether a clause is about what every Genesys event says of itself, and holds: then it is not worth showing. */
export function goesWithoutSaying(clause: TracedClause): boolean {
  if ('anyOf' in clause || !clause.holds) return false;
  return clause.path === 'source' || clause.path === 'detail-type' || clause.field === 'event type';
}

function isCondition(clause: Condition | AnyOf): clause is Condition {
  return !('anyOf' in clause);
}

function traced(
  condition: Condition,
  { path, wants, has, holds }: ExplainedCondition,
  event: TraceableEvent,
  { knowledge, format = partnerFormat() }: TraceKnowledge,
): TracedCondition {
  if (path === eventTypePath(format))
    return { path, field: 'event type', ...eventTypes(condition, event, { wants, has }, format), holds };
  if (path === 'source')
    return { path, field: path, wants: shortSource(wants), has: shortSource(has), holds };
  const queues = queuesOf(condition, event, knowledge, format);
  const payload = `${format.places.payload}.`;
  const field = path.startsWith(payload) ? path.slice(payload.length) : path;
  return { path, field, wants, has, holds, ...(queues === undefined ? {} : { queues }) };
}

/** `organization 6513270e, suffix prod` for the long name of a Genesys event source. */
function shortSource(words: string): string {
  return words.replaceAll(
    new RegExp(`"?${partnerSource.source}"?`, 'g'),
    (_, organization: string, suffix: string) => `organization ${organization}, suffix ${suffix}`,
  );
}

function eventTypes(
  { tests }: Condition,
  { json }: TraceableEvent,
  { wants, has }: { readonly wants: string; readonly has: string },
  format: EventFormat,
): { readonly wants: string; readonly has: string } {
  const wanted = tests.flatMap((test) => (test.kind === 'exact' ? [wordsOf(test.text, format)] : []));
  const own = textAt(json, eventTypePath(format));
  return {
    wants: wanted.length === tests.length ? orList(wanted) : wants,
    has: own === undefined || eventTypeOf(json, format) === undefined ? has : wordsOf(own, format),
  };
}

/** What people call the event type that a text in an event of a format stands for. */
function wordsOf(text: string, format: EventFormat): string {
  const eventType = eventTypeFromText(format, text) ?? text;
  return namesGenesysEventTypes(format) ? shortEventType(eventType) : eventType;
}

/** The queues that a condition wants and the one of the event, where it is a condition on queues by their ids. */
function queuesOf(
  { path, tests }: Condition,
  { json }: TraceableEvent,
  knowledge: PatternKnowledge,
  format: EventFormat,
): TracedCondition['queues'] {
  const inTopic = path === format.places.topicName && eventTypeOf(json, format)?.queue === 'topicName';
  if (path !== format.places.queueId && !inTopic) return undefined;
  const wanted = tests.map((test) => (test.kind === 'exact' ? uuid.exec(test.text)?.[0] : undefined));
  const ids = wanted.filter((id) => id !== undefined);
  const own = uuid.exec(textAt(json, path) ?? '')?.[0];
  if (ids.length !== tests.length || own === undefined) return undefined;
  const named = (id: string): NamedQueue => {
    const name = knowledge.queueName?.(id);
    return name === undefined ? { id } : { id, name };
  };
  return { wanted: ids.map(named), has: [named(own)] };
}
