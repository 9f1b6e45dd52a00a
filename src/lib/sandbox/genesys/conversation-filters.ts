import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { badRequest } from './errors.js';

/** What a filter looks at: the values of a dimension. */
type Reader = (dimension: string) => readonly string[];

const CONVERSATION_DIMENSIONS = [
  'conversationId',
  'conversationStart',
  'conversationEnd',
  'originatingDirection',
  'divisionId',
];
const SEGMENT_DIMENSIONS = [
  'purpose',
  'userId',
  'participantId',
  'externalContactId',
  'sessionId',
  'mediaType',
  'messageType',
  'direction',
  'provider',
  'addressFrom',
  'addressTo',
  'ani',
  'dnis',
  'segmentType',
  'queueId',
  'disconnectType',
  'wrapUpCode',
];

/**
 * What a query's conversationFilters and segmentFilters ask for. Those of segments hold where one segment, with its
 * session and participant, fulfils them all.
 */
export function conversationFilter(query: JsonObject): (conversation: JsonObject) => boolean {
  const ofConversation = filters(query['conversationFilters'], CONVERSATION_DIMENSIONS);
  const ofSegment = filters(query['segmentFilters'], SEGMENT_DIMENSIONS);
  return (conversation) =>
    ofConversation((dimension) =>
      texts(conversation[dimension === 'divisionId' ? 'divisionIds' : dimension]),
    ) &&
    (query['segmentFilters'] === undefined || segments(conversation).some(ofSegment));
}

/** A reader for each segment of a conversation. */
function segments(conversation: JsonObject): readonly Reader[] {
  return objects(conversation['participants']).flatMap((participant) =>
    objects(participant['sessions']).flatMap((session) =>
      objects(session['segments']).map(
        (segment): Reader =>
          (dimension) =>
            texts(segment[dimension] ?? session[dimension] ?? participant[dimension]),
      ),
    ),
  );
}

/** A list of filters, of which every one must hold. */
function filters(value: JsonValue | undefined, dimensions: readonly string[]): (read: Reader) => boolean {
  const all = objects(value).map((filter) => group(filter, dimensions));
  return (read) => all.every((holds) => holds(read));
}

/** `{type: and|or, predicates, clauses}`. */
function group(filter: JsonObject, dimensions: readonly string[]): (read: Reader) => boolean {
  const parts = [
    ...objects(filter['predicates']).map((each) => predicate(each, dimensions)),
    ...objects(filter['clauses']).map((each) => group(each, dimensions)),
  ];
  if (filter['type'] !== 'and' && filter['type'] !== 'or') {
    throw badRequest(`Invalid value for a filter's type: ${String(filter['type'])}.`);
  }
  return filter['type'] === 'and'
    ? (read) => parts.every((holds) => holds(read))
    : (read) => parts.some((holds) => holds(read));
}

function predicate(given: JsonObject, dimensions: readonly string[]): (read: Reader) => boolean {
  const dimension = String(given['dimension']);
  if ((given['type'] ?? 'dimension') !== 'dimension' || !dimensions.includes(dimension)) {
    throw badRequest(`Invalid dimension: ${dimension}.`);
  }
  const wanted = String(given['value']).toLowerCase();
  switch (given['operator'] ?? 'matches') {
    case 'matches':
      return (read) => read(dimension).some((text) => text.toLowerCase() === wanted);
    case 'exists':
      return (read) => read(dimension).length > 0;
    case 'notExists':
      return (read) => read(dimension).length === 0;
    default:
      throw badRequest(`Invalid operator: ${String(given['operator'])}.`);
  }
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function texts(value: JsonValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
