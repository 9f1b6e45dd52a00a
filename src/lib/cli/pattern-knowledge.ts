import { catalogue, type EventType } from '../events/index.js';
import type { PatternKnowledge } from '../patterns/index.js';

/** The fields of every Genesys event around its body. */
const envelope: ReadonlySet<string> = new Set([
  'version',
  'id',
  'detail-type',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail.topicName',
  'detail.version',
  'detail.timestamp',
  'detail.metadata.CorrelationId',
]);
const body = 'detail.eventBody.';

/**
 * What the catalogue of event types and, where they are known, the names of queues tell about patterns.
 * @param queueName the name of the queue with an id
 */
export function patternKnowledge(queueName?: (id: string) => string | undefined): PatternKnowledge {
  const known = catalogue();
  return {
    carries: (detailType, path) => {
      const eventType = known.find(detailType);
      if (eventType === undefined) return undefined;
      if (!path.startsWith(body)) return envelope.has(path);
      if (!eventType.fieldsKnown) return undefined;
      return known.field(eventType, path.slice(body.length)) !== undefined;
    },
    eventTypesWith: (path, detailType = '') => {
      if (!path.startsWith(body)) return [];
      const likeness = ({ template }: EventType) => sharedSegments(template, detailType);
      return [...known.eventTypesWith(path.slice(body.length))]
        .sort((one, other) => likeness(other) - likeness(one))
        .map(({ name }) => name);
    },
    detailTypeOf: (text) => {
      const eventType =
        known.findLoosely(text) ?? known.classify(text) ?? known.find(known.tutorial(text)?.instead[0] ?? '');
      return eventType?.template;
    },
    valuesOf: (detailType, path) => {
      const eventType = known.find(detailType);
      if (eventType === undefined || !path.startsWith(body)) return undefined;
      return known.field(eventType, path.slice(body.length))?.enum;
    },
    ...(queueName === undefined ? {} : { queueName }),
  };
}

/** How alike two templates are: the segments that they begin with in common, and a little for the same last one. */
function sharedSegments(template: string, other: string): number {
  const one = template.split('.');
  const two = other.split('.');
  let shared = 0;
  while (shared < one.length && one[shared] === two[shared]) shared++;
  return shared + (one.at(-1) === two.at(-1) ? 0.5 : 0);
}
