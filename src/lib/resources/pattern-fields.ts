import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/**
 * A pattern as a flat list of fields with their conditions, under the names that people use: `event type` for
 * detail-type, body fields without `detail.eventBody.`; the branches of `$or` are one field each.
 */
export function patternFields(pattern: JsonObject): ReadonlyMap<string, readonly JsonValue[]> {
  const fields = new Map<string, readonly JsonValue[]>();
  collect(pattern, [], fields);
  return fields;
}

function collect(node: JsonObject, path: readonly string[], fields: Map<string, readonly JsonValue[]>): void {
  for (const [key, value] of Object.entries(node)) {
    const next = [...path, key];
    if (key === '$or' && Array.isArray(value)) {
      for (const branch of value) if (isJsonObject(branch)) collect(branch, path, fields);
    } else if (isJsonObject(value)) {
      collect(value, next, fields);
    } else {
      const name = fieldName(next);
      const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
      fields.set(name, [...(fields.get(name) ?? []), ...items]);
    }
  }
}

function fieldName(path: readonly string[]): string {
  const text = path.join('.');
  if (text === 'detail-type') return 'event type';
  return text.replace(/^detail\.eventBody\./, '').replace(/^detail\./, '');
}
