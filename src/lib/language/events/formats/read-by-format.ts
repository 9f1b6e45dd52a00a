import type { JsonObject } from '../../../base/json.js';
import { eventTypeFromText, eventTypePath, namesGenesysEventTypes } from './event-format.js';
import type { EventFormat, ReadByFormat } from './model.js';
import { valueAt } from './value-at.js';

// Part of every processor's bundle: neither the catalog nor the patterns may come with it.

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Whether the topic's name, and no field of the body, names the queue, as in `v2.routing.queues.{id}.users`. */
export function hasQueueInTopicName(template: string): boolean {
  return template.includes('queues.{id}');
}

/** What an event says of itself, read at the places of its format. */
export function readByFormat(format: EventFormat, event: JsonObject): ReadByFormat {
  const { places } = format;
  const textAt = (path: string | undefined): string | undefined => {
    const value = path === undefined ? undefined : valueAt(event, path);
    return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
  };
  const told = textAt(eventTypePath(format));
  const eventType = told === undefined ? undefined : eventTypeFromText(format, told);
  const byTopicName =
    eventType !== undefined && namesGenesysEventTypes(format) && hasQueueInTopicName(eventType);
  const said = {
    eventType,
    queueId: byTopicName ? UUID.exec(textAt(places.topicName) ?? '')?.[0] : textAt(places.queueId),
    queueName: textAt(places.queueName),
    conversationId: textAt(places.conversationId),
    eventId: textAt(places.eventId),
    time: textAt(places.time),
    schemaVersion: textAt(places.schemaVersion),
  };
  return {
    format: format.name,
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    payload: valueAt(event, places.payload) ?? null,
  };
}
