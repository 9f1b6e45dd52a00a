import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { type BodySchema, type FieldDefinition, publishedWords } from '../catalogue-data.js';
import { isIsoTime } from '../validate-body.js';
import { isId, isImpersonal, isProgramName, MASKED } from './masked.js';

/** Published numbers that say where a person is, or how to reach one. */
const PERSONAL_NUMBERS: ReadonlySet<string> = new Set(['latitude', 'longitude', 'extension']);

/**
 * The body of an event without what may be of a person, by the published fields of its event type. Values keep their types
 * where they can, so that a program that reads the body still can.
 */
export function maskedBody({ name, definitions }: BodySchema, body: JsonObject): JsonObject {
  const objectOf = (ref: string, value: JsonObject, level: number): JsonObject => {
    const fields = definitions.get(ref) ?? {};
    return ofMembers(value, (key, member) =>
      Object.hasOwn(fields, key) ? fieldOf(key, fields[key], member, level) : maskedUnknown(key, member),
    );
  };
  const fieldOf = (
    key: string,
    definition: FieldDefinition | undefined,
    value: JsonValue,
    level: number,
  ): JsonValue => {
    if (value === null) return null;
    if (definition === undefined || level > Limits.eventLevels) return MASKED;
    if (typeof definition === 'string') return leafOf(key, definition, value);
    if ('array' in definition)
      return Array.isArray(value)
        ? value.map((element: JsonValue) => fieldOf(key, definition.array, element, level + 1))
        : MASKED;
    if ('ref' in definition) return isJsonObject(value) ? objectOf(definition.ref, value, level + 1) : MASKED;
    return typeof value === 'string' && isWordOf(definition.enum, value) ? value : MASKED;
  };
  return objectOf(name, body, 0);
}

/** An object with its members masked; a key that is no name of a field may itself be of a person. */
export function ofMembers(
  value: JsonObject,
  masked: (key: string, member: JsonValue) => JsonValue,
): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [isProgramName(key) ? key : MASKED, masked(key, member)]),
  );
}

/** The value of a field that is not published: shown where its form or Genesys's own words for it tell that it is of nobody. */
export function maskedUnknown(key: string, value: JsonValue): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  return typeof value === 'string' ? shownText(key, value) : MASKED;
}

function leafOf(key: string, definition: Extract<FieldDefinition, string>, value: JsonValue): JsonValue {
  switch (definition) {
    case 'boolean':
      return typeof value === 'boolean' ? value : MASKED;
    case 'integer':
    case 'number':
      return typeof value === 'number' && !PERSONAL_NUMBERS.has(key) ? value : MASKED;
    case 'date-time':
      return typeof value === 'string' && isIsoTime(value) ? value : MASKED;
    case 'uuid':
      return typeof value === 'string' && isId(value) ? value : MASKED;
    case 'string':
      return typeof value === 'string' ? shownText(key, value) : MASKED;
    case 'map':
    case 'object':
      return maskedMap(value);
  }
}

/** The keys of a map are people's own: that there are some is all that is said of it. */
function maskedMap(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return MASKED;
  return Object.keys(value).length === 0 ? {} : { [MASKED]: MASKED };
}

function shownText(key: string, value: string): string {
  return isImpersonal(value) || publishedWords().get(key)?.has(value.toLowerCase()) ? value : MASKED;
}

/** In any case of letters: Genesys has been seen to write `flowType` in both. */
function isWordOf(words: readonly string[], value: string): boolean {
  return words.some((word) => word.toLowerCase() === value.toLowerCase());
}
