import { catalogue, type EventType } from '../events/index.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/** A text that an event has at a path, looking into objects only. */
export function textAt(event: JsonObject, path: string): string | undefined {
  let value: JsonValue | undefined = event;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return typeof value === 'string' ? value : undefined;
}

/** The event type of an event, where the catalogue knows it. */
export function eventTypeOf(event: JsonObject): EventType | undefined {
  return catalogue().find(textAt(event, 'detail-type') ?? '');
}

/** The shortest name of an event type, given its template; the text itself where the catalogue does not know it. */
export function shortEventType(template: string): string {
  const known = catalogue().find(template);
  return known?.alias ?? known?.name ?? template;
}
