import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';

/**
 * The object with the value at a dotted path set; objects on the way are made, arrays are looked through (every
 * element is set, as EventBridge's patterns look at every one), and a value for an array field is put into an array.
 */
export function setValue(object: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const old = Object.hasOwn(object, key) ? object[key] : undefined;
  return { ...object, [key]: changed(old, rest, value) };
}

function changed(old: JsonValue | undefined, rest: readonly string[], value: JsonValue): JsonValue {
  if (rest.length === 0) {
    return Array.isArray(old) && !Array.isArray(value) && value !== null ? [value] : value;
  }
  if (Array.isArray(old)) {
    const elements: readonly JsonValue[] = old.length === 0 ? [{}] : old;
    return elements.map((element) => changed(element, rest, value));
  }
  return setValue(isJsonObject(old) ? old : {}, rest, value);
}
