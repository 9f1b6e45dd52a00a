import { catalogue } from '../catalogue.js';
import type { QueueLocation } from '../model.js';
import { namesGenesysEventTypes } from './event-format.js';
import type { EventFormat } from './model.js';

/**
 * Where the events of an event type name the queue, in a format: at its `queueId` (`body`), in the topic's name, or
 * nowhere.
 */
export function queueLocation(format: EventFormat, eventType: string): QueueLocation {
  const { queueId, topicName } = format.places;
  if (namesGenesysEventTypes(format)) {
    const location = catalogue().find(eventType)?.queue ?? 'none';
    const place = { body: queueId, topicName, none: undefined }[location];
    return place === undefined ? 'none' : location;
  }
  if (queueId === undefined) return 'none';
  if (!Array.isArray(format.eventTypes)) return 'body';
  return format.eventTypes.some(({ name, queue }) => name === eventType && queue) ? 'body' : 'none';
}
