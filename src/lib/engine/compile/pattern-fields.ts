import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';

/** A pattern as fields and their lists of conditions, by dotted path. */
export interface PatternFields {
  readonly fields: ReadonlyMap<string, readonly JsonValue[]>;
  /** False where the pattern also holds what a list of fields cannot say (`$or`): then it matches less than `fields`. */
  readonly exact: boolean;
}

/** Reads a pattern's fields; `{"a.b": [1]}` is `{"a": {"b": [1]}}`, as EventBridge has it. */
export function patternFields(pattern: JsonObject): PatternFields {
  const fields = new Map<string, readonly JsonValue[]>();
  let exact = true;
  const visit = (object: JsonObject, prefix: string): void => {
    for (const [key, value] of Object.entries(object)) {
      const path = prefix + key;
      if (key !== '$or' && isJsonObject(value)) visit(value, `${path}.`);
      else if (key !== '$or' && Array.isArray(value) && !fields.has(path)) fields.set(path, value);
      else exact = false;
    }
  };
  visit(pattern, '');
  return { fields, exact };
}
