import { isJsonObject, type JsonValue } from '../../../base/json.js';

/** What stands at a dotted path, looking into objects only; undefined where there is nothing. */
export function valueAt(event: JsonValue, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = event;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}
