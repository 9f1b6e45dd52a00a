import type { JsonObject } from '../../base/json.js';
import { type Clauses, isAnyOf, parsePattern, passes } from '../../language/patterns/index.js';

/** Where events say which queue they are of. */
export interface QueuePlaces {
  /** Path of the queue's id. Absent: the format has none. */
  readonly queuePath?: string;
  /** Path of the topic's name, in which some event types have it. Absent: the format has none. */
  readonly topicPath?: string;
}

/** What an event pattern says of a queue. */
export type PatternOfQueue = 'takes' | 'misses' | 'says nothing';

/** Whether a pattern takes the events of the queue of an id, as far as it speaks of queues. */
export function patternOfQueues(
  pattern: JsonObject,
  places: QueuePlaces,
): (queueId: string) => PatternOfQueue {
  const { clauses } = parsePattern(JSON.stringify(pattern));
  return (queueId) => {
    const found = { speaks: false };
    const takes = mayTake(clauses, places, queueId, found);
    if (!takes) return 'misses';
    return found.speaks ? 'takes' : 'says nothing';
  };
}

function mayTake(
  clauses: Clauses,
  places: QueuePlaces,
  queueId: string,
  found: { speaks: boolean },
): boolean {
  // Each clause is looked at, so that whether one speaks of queues is known.
  return clauses
    .map((clause) => {
      if (isAnyOf(clause))
        return clause.anyOf.map((branch) => mayTake(branch, places, queueId, found)).some((branch) => branch);
      if (clause.path === places.queuePath) {
        found.speaks = true;
        return clause.tests.some((test) => passes(test, { kind: 'string', text: queueId }));
      }
      if (clause.path !== places.topicPath) return true;
      const topics = clause.tests.flatMap((test) => (test.kind === 'exact' ? [test.text] : []));
      // Only whole names of topics tell a queue.
      if (topics.length < clause.tests.length || !topics.some(namesQueue)) return true;
      found.speaks = true;
      return topics.some((topic) => !namesQueue(topic) || topic.includes(queueId));
    })
    .every((takes) => takes);
}

/** Whether a topic's name holds the id of a queue. */
function namesQueue(topic: string): boolean {
  return /\.queues?\.[0-9a-f-]{36}(?:\.|$)/i.test(topic);
}
