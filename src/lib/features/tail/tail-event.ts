import { isJsonObject, type JsonObject, jsonObjectIn } from '../../base/json.js';
import {
  catalogue,
  conversationIdOf,
  type EventFormat,
  MASKED,
  maskedEvent,
  namesGenesysEventTypes,
  readByFormat,
  relayFormatOf,
} from '../../language/events/index.js';

/** An event as a tail shows it; what is absent the event does not say. */
export interface TailEvent {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /** Short name, or what `detail-type` says where the catalog does not know it. */
  readonly eventType: string;
  /** A shorter word for it. */
  readonly alias: string;
  readonly queueId?: string;
  readonly conversationId?: string;
  readonly mediaType?: string;
  readonly direction?: string;
  /** The whole event as it was received. */
  readonly event: JsonObject;
}

/** What every event that EventBridge delivers has. */
interface Head extends Pick<TailEvent, 'id' | 'time'> {
  readonly detailType: string;
}

/**
 * Reads the body of a message; undefined where it is no event.
 * @param formats those of the file's relays, in which it is read where it is of one
 */
export function readTailEvent(body: string, formats: readonly EventFormat[] = []): TailEvent | undefined {
  const event = jsonObjectIn(body);
  if (event === undefined) return undefined;
  const detailType = textOf(event, 'detail-type');
  const id = textOf(event, 'id');
  const time = textOf(event, 'time');
  if (detailType === undefined || id === undefined || time === undefined) return undefined;
  return tailEventOf(event, { detailType, id, time }, formats);
}

/**
 * The same event without what may be of a person, in none of its fields.
 * @param formats those of the file's relays, as it was read in
 */
export function maskedTailEvent(event: TailEvent, formats: readonly EventFormat[]): TailEvent {
  const masked = maskedEvent(event.event, formats);
  const shown = (name: string) => textOf(masked, name) ?? MASKED;
  return tailEventOf(
    masked,
    { detailType: shown('detail-type'), id: shown('id'), time: shown('time') },
    formats,
  );
}

function tailEventOf(event: JsonObject, head: Head, formats: readonly EventFormat[]): TailEvent {
  const { detailType, id, time } = head;
  const format = relayFormatOf(event, formats);
  if (format !== undefined) return readRelayed(event, format, { id, time });
  const known = catalogue().find(detailType);
  const detail = objectOf(event, 'detail');
  const eventBody = objectOf(detail, 'eventBody');
  const topicName = textOf(detail, 'topicName') ?? '';
  const queueId =
    known?.queue === 'topicName' ? idInTopic(known.template, topicName) : textOf(eventBody, 'queueId');
  const conversationId = conversationIdOf(event);
  const mediaType = textOf(eventBody, 'mediaType');
  const direction = textOf(eventBody, 'direction') ?? textOf(eventBody, 'originatingDirection');
  return {
    id,
    time,
    eventType: known?.name ?? detailType,
    alias: known?.alias ?? known?.name ?? detailType,
    ...(queueId === undefined ? {} : { queueId }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(direction === undefined ? {} : { direction }),
    event,
  };
}

/** Reads an event of a relay. */
function readRelayed(
  event: JsonObject,
  format: EventFormat,
  envelope: Pick<TailEvent, 'id' | 'time'>,
): TailEvent {
  const { eventType = '', queueId, conversationId, payload } = readByFormat(format, event);
  const known = namesGenesysEventTypes(format) ? catalogue().find(eventType) : undefined;
  const body = isJsonObject(payload) ? payload : {};
  const mediaType = textOf(body, 'mediaType');
  const direction = textOf(body, 'direction') ?? textOf(body, 'originatingDirection');
  return {
    ...envelope,
    eventType: known?.name ?? eventType,
    alias: known?.alias ?? known?.name ?? eventType,
    ...(queueId === undefined ? {} : { queueId }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(direction === undefined ? {} : { direction }),
    event,
  };
}

/** The name of the file that keeps an event: `TIME-TYPE-ID.json`, so that files sort by time. Safe on any file system. */
export function eventFileName({ id, time, eventType }: TailEvent): string {
  const parts = [time.replaceAll(/[-:]/g, ''), eventType, id];
  return `${parts.map((part) => part.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 80)).join('-')}.json`;
}

/** The first id in a topic's name of a template: that of the queue. */
function idInTopic(template: string, topicName: string): string | undefined {
  const place = template.split('.').indexOf('{id}');
  return topicName.split('.')[place];
}

function objectOf(holder: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return isJsonObject(value) ? value : {};
}

function textOf(holder: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
