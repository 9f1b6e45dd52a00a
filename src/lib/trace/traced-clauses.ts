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

const bodyPrefix = 'detail.eventBody.';
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const partnerSource = /aws\.partner\/genesys\.com\/cloud\/([0-9a-f]{8})[0-9a-f-]{28}\/([^"\s,]+)/;

/** The explained clauses of a pattern in the words of a trace. Both lists are in the order of the pattern's text. */
export function tracedClauses(
  clauses: Clauses,
  explained: readonly ExplainedClause[],
  event: TraceableEvent,
  knowledge: PatternKnowledge,
): readonly TracedClause[] {
  return explained.flatMap((one, index): TracedClause[] => {
    const clause = clauses[index];
    if (clause === undefined) return [];
    if (!('anyOf' in one)) return isCondition(clause) ? [traced(clause, one, event, knowledge)] : [];
    if (isCondition(clause)) return [];
    const anyOf = one.anyOf.map((branch, at) => ({
      clauses: tracedClauses(clause.anyOf[at] ?? [], branch.clauses, event, knowledge),
      holds: branch.holds,
    }));
    return [{ anyOf, holds: one.holds }];
  });
}

/** Whether a clause is about what every Genesys event says of itself, and holds: then it is not worth showing. */
export function goesWithoutSaying(clause: TracedClause): boolean {
  return !('anyOf' in clause) && clause.holds && (clause.path === 'source' || clause.path === 'detail-type');
}

function isCondition(clause: Condition | AnyOf): clause is Condition {
  return !('anyOf' in clause);
}

function traced(
  condition: Condition,
  { path, wants, has, holds }: ExplainedCondition,
  event: TraceableEvent,
  knowledge: PatternKnowledge,
): TracedCondition {
  if (path === 'detail-type')
    return { path, field: 'event type', ...eventTypes(condition, event, wants, has), holds };
  if (path === 'source')
    return { path, field: path, wants: shortSource(wants), has: shortSource(has), holds };
  const queues = queuesOf(condition, event, knowledge);
  const field = path.startsWith(bodyPrefix) ? path.slice(bodyPrefix.length) : path;
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
  wants: string,
  has: string,
): { readonly wants: string; readonly has: string } {
  const wanted = tests.flatMap((test) => (test.kind === 'exact' ? [shortEventType(test.text)] : []));
  const own = textAt(json, 'detail-type');
  return {
    wants: wanted.length === tests.length ? alternatives(wanted) : wants,
    has: own === undefined || eventTypeOf(json) === undefined ? has : shortEventType(own),
  };
}

function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The queues that a condition wants and the one of the event, where it is a condition on queues by their ids. */
function queuesOf(
  { path, tests }: Condition,
  { json }: TraceableEvent,
  knowledge: PatternKnowledge,
): TracedCondition['queues'] {
  const inTopic = path === 'detail.topicName' && eventTypeOf(json)?.queue === 'topicName';
  if (path !== `${bodyPrefix}queueId` && !inTopic) return undefined;
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
