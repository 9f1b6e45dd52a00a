import type { JsonObject } from '../../base/json.js';
import {
  catalogue,
  type EventFormat,
  type EventType,
  isOfFormat,
  namesGenesysEventTypes,
  partnerFormat,
  readByFormat,
  valueAt,
} from '../events/index.js';

/** A text that an event has at a path, looking into objects only. */
export function textAt(event: JsonObject, path: string): string | undefined {
  const value = valueAt(event, path);
  return typeof value === 'string' ? value : undefined;
}

/** The event type of an event in a format, where it is one that the catalog knows. */
export function eventTypeOf(event: JsonObject, format: EventFormat = partnerFormat()): EventType | undefined {
  if (!namesGenesysEventTypes(format)) return undefined;
  return catalogue().find(readByFormat(format, event).eventType ?? '');
}

/** What people call an event's type: read by the first format that it is of, else its detail-type. */
export function eventTypeWords(event: JsonObject, formats: readonly EventFormat[]): string | undefined {
  const format = formats.find((each) => isOfFormat(each, event));
  const told = format === undefined ? undefined : readByFormat(format, event).eventType;
  if (format !== undefined && told !== undefined && !namesGenesysEventTypes(format)) return told;
  const text = told ?? textAt(event, 'detail-type');
  return text === undefined ? undefined : shortEventType(text);
}

/** The shortest name of an event type, given its template; the text itself where the catalog does not know it. */
export function shortEventType(template: string): string {
  const known = catalogue().find(template);
  return known?.alias ?? known?.name ?? template;
}
