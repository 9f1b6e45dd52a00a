import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { eventOf, matches, parsePattern } from '../patterns/index.js';

/** One field that a pattern has conditions on, and what an event has there. */
export interface ConditionResult {
  /** Dotted path within the event. */
  readonly path: string;
  /** The conditions, of which one must hold. */
  readonly wants: readonly JsonValue[];
  /** Undefined where the event has nothing there. */
  readonly has: JsonValue | undefined;
  readonly holds: boolean;
}

/** Each field of a pattern without `$or`, asked of the event by itself. */
export function conditionResults(pattern: JsonObject, event: JsonObject): readonly ConditionResult[] {
  return conditions(pattern, []).map(({ path, wants }) => ({
    path: path.join('.'),
    wants,
    has: valueAt(event, path),
    holds: matches(parsePattern(JSON.stringify(nested(path, wants))), eventOf(event)),
  }));
}

interface FieldConditions {
  readonly path: readonly string[];
  readonly wants: readonly JsonValue[];
}

function conditions(pattern: JsonObject, path: readonly string[]): readonly FieldConditions[] {
  return Object.entries(pattern).flatMap(([key, value]): readonly FieldConditions[] => {
    if (Array.isArray(value)) return [{ path: [...path, key], wants: value }];
    return isJsonObject(value) ? conditions(value, [...path, key]) : [];
  });
}

function nested(path: readonly string[], wants: readonly JsonValue[]): JsonValue {
  return path.reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), wants);
}

function valueAt(event: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = event;
  for (const key of path) value = isJsonObject(value) ? value[key] : undefined;
  return value;
}
