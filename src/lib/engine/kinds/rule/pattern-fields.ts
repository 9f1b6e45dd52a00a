import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { type EventFormat, eventTypePath, partnerFormat } from '../../../language/events/index.js';

/** What a field of a pattern is about. `origin`: what all events of a format have, its source and a fixed detail-type. */
export type PatternFieldRole = 'origin' | 'event type' | 'queue' | 'topic' | 'other';

/** The conditions of a pattern on one field. */
export interface PatternField {
  readonly role: PatternFieldRole;
  readonly conditions: readonly JsonValue[];
}

/**
 * A pattern as a flat list of fields with their conditions, under the names that people use: `event type` for what tells
 * it in the route's format, fields of the payload without its path; the branches of `$or` are one field each.
 */
export function patternFields(
  pattern: JsonObject,
  format: EventFormat = partnerFormat(),
): ReadonlyMap<string, PatternField> {
  const fields = new Map<string, PatternField>();
  collect(pattern, [], format, fields);
  return fields;
}

function collect(
  node: JsonObject,
  above: readonly string[],
  format: EventFormat,
  fields: Map<string, PatternField>,
): void {
  for (const [key, value] of Object.entries(node)) {
    const next = [...above, key];
    if (key === '$or' && Array.isArray(value)) {
      for (const branch of value) if (isJsonObject(branch)) collect(branch, above, format, fields);
    } else if (isJsonObject(value)) {
      collect(value, next, format, fields);
    } else {
      const path = next.join('.');
      const name = fieldName(path, format);
      const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
      const conditions = [...(fields.get(name)?.conditions ?? []), ...items];
      fields.set(name, { role: roleOf(path, format), conditions });
    }
  }
}

function roleOf(path: string, format: EventFormat): PatternFieldRole {
  if (path === eventTypePath(format)) return 'event type';
  if (path === format.places.queueId) return 'queue';
  if (path === format.places.topicName) return 'topic';
  return path === 'source' || path === 'detail-type' ? 'origin' : 'other';
}

function fieldName(path: string, format: EventFormat): string {
  if (path === eventTypePath(format)) return 'event type';
  for (const prefix of [`${format.places.payload}.`, 'detail.eventBody.', 'detail.']) {
    if (path.startsWith(prefix)) return path.slice(prefix.length);
  }
  return path;
}
