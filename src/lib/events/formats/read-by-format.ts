import type { JsonObject } from '../../json.js';
import { eventOf, matches, parsePattern } from '../../patterns/index.js';
import { catalogue } from '../catalogue.js';
import {
  eventTypeFromText,
  eventTypePath,
  namesGenesysEventTypes,
  tellsByDetailType,
} from './event-format.js';
import type { EventFormat, ReadByFormat } from './model.js';
import { valueAt } from './value-at.js';

const PARTNER_SOURCE = 'aws.partner/genesys.com/';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Whether an event has a format's source and detail-type, and tells its event type where the format has it. */
export function isOfFormat(format: EventFormat, event: JsonObject): boolean {
  const { source, detailType } = format;
  const conditions = {
    ...(source === undefined ? {} : { source: source === 'partner' ? [{ prefix: PARTNER_SOURCE }] : source }),
    ...(detailType === undefined || tellsByDetailType(format) ? {} : { 'detail-type': [detailType] }),
  };
  const fits =
    Object.keys(conditions).length === 0 || matches(parsePattern(JSON.stringify(conditions)), eventOf(event));
  const eventType = valueAt(event, eventTypePath(format));
  return fits && typeof eventType === 'string' && eventTypeFromText(format, eventType) !== undefined;
}

/** Whether a source is one of a format's; undefined where the format takes any. */
export function isSourceOf({ source }: EventFormat, text: string): boolean | undefined {
  if (source === undefined) return undefined;
  const conditions = source === 'partner' ? [{ prefix: PARTNER_SOURCE }] : source;
  return matches(parsePattern(JSON.stringify({ source: conditions })), eventOf({ source: text }));
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
  const known = namesGenesysEventTypes(format) ? catalogue().find(eventType ?? '') : undefined;
  const said = {
    eventType,
    queueId:
      known?.queue === 'topicName' ? UUID.exec(textAt(places.topicName) ?? '')?.[0] : textAt(places.queueId),
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
