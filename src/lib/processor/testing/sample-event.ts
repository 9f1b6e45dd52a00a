import type { JsonObject, JsonValue } from '../../base/json.js';
import {
  sampleEvent as envelopeOf,
  partnerFormat,
  requireEventType,
  sampleOrigin,
} from '../../language/events/index.js';
import type { EventTypeName, GenesysEvent, GenesysEventOf } from '../runtime/handler.js';
import { parseEvent } from '../runtime/parse-event.js';

/** When sample events happen that nobody gives a time, epoch ms: always the same, so that tests do not depend on it. */
const HAPPENED = Date.UTC(2026, 0, 15, 9, 30);

/** What a sample event says beside the usual. */
export interface SampleParts {
  readonly conversationId?: string;
  readonly queueId?: string;
  /** As if the queue were in the file; without it, the name is the ID. */
  readonly queueName?: string;
  /** When it happened, epoch ms. */
  readonly time?: number;
  /** Other fields of the body: dotted path → value, such as `{ 'mediaType': 'CHAT' }`. */
  readonly body?: Readonly<Record<string, JsonValue>>;
  /** Another seed gives other ids; the same gives the same event. */
  readonly seed?: number;
}

/**
 * An event as the handler of a processor gets it: the same as `gcx event sample` prints, read by the code that reads events
 * in AWS. The same arguments always give the same event.
 * @param eventType an event type, such as `conversation.acd.end`
 * @throws Error where there is no such event type, or a queue is given and the event type has none
 */
export function sampleEvent<Name extends EventTypeName>(
  eventType: Name,
  parts?: SampleParts,
): GenesysEvent & GenesysEventOf<Name>;
export function sampleEvent(eventType: string, parts?: SampleParts): GenesysEvent;
export function sampleEvent(eventType: string, parts: SampleParts = {}): GenesysEvent {
  const { conversationId, queueId, queueName, time = HAPPENED, body = {}, seed } = parts;
  const set = { ...body, ...(conversationId === undefined ? {} : { conversationId }) };
  const envelope = envelopeOf(requireEventType(eventType), {
    ...sampleOrigin(),
    time: new Date(time),
    set,
    ...(queueId === undefined ? {} : { queueId }),
    ...(seed === undefined ? {} : { seed }),
  });
  return eventOf({ ...envelope }, queueName);
}

/**
 * A whole event of Genesys Cloud, such as one that `gcx tail` captured, as the handler of a processor gets it.
 * @param queueName the name of its queue
 * @throws Error that says what is wrong with the event
 */
export function eventOf(raw: JsonObject, queueName?: string): GenesysEvent {
  const format = partnerFormat();
  const read = (queueNames: Readonly<Record<string, string>>) =>
    parseEvent(raw, () => format, { formats: [format], queueNames, migrations: [] }).event;
  const event = read({});
  const { queueId } = event;
  return queueId === undefined || queueName === undefined ? event : read({ [queueId]: queueName });
}
