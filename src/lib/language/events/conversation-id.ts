import { isJsonObject, type JsonObject } from '../../base/json.js';
import { type EventFormat, readByFormat, relayFormatOf } from './formats/index.js';

/** A conversation's id in a topic's name, such as `v2.detail.events.conversation.36f675cc-….acd.end`. */
const IN_TOPIC = /\.conversations?\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;

/**
 * The conversation that an event is of; undefined where it does not say.
 * @param formats those of the file's relays, in which it is read where it is of one
 */
export function conversationIdOf(
  event: JsonObject,
  formats: readonly EventFormat[] = [],
): string | undefined {
  const format = relayFormatOf(event, formats);
  if (format !== undefined) return readByFormat(format, event).conversationId;
  const detail = objectAt(event, 'detail');
  return (
    textAt(objectAt(detail, 'eventBody'), 'conversationId') ??
    IN_TOPIC.exec(textAt(detail, 'topicName') ?? '')?.[1]
  );
}

function objectAt(holder: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return isJsonObject(value) ? value : {};
}

function textAt(holder: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
