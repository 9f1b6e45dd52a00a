import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { DURATION_SCHEMA } from './editor-values.js';

/** Keywords that hold for one type only, by it. */
const TYPE_OF: Readonly<Record<string, string>> = {
  pattern: 'string',
  minLength: 'string',
  maxLength: 'string',
  minimum: 'number',
  maximum: 'number',
  multipleOf: 'number',
  items: 'array',
  minItems: 'array',
  properties: 'object',
  required: 'object',
  propertyNames: 'object',
  additionalProperties: 'object',
};

/**
 * The schema as ajv compiles it in its strict mode: each keyword beside the type that it holds for, no list of types, and
 * every required property among the properties. A value that is a text or a number is a duration.
 */
export function strictSchema(schema: JsonObject): JsonObject {
  const { type, ...rest } = mapped(schema);
  if (Array.isArray(type)) {
    const { pattern: _, minLength: __, ...others } = rest;
    return { ...others, anyOf: [...DURATION_SCHEMA] };
  }
  const known = Object.keys(rest).find((key) => Object.hasOwn(TYPE_OF, key));
  const only = type ?? (known === undefined ? undefined : TYPE_OF[known]);
  const required = rest['required'];
  const properties = isJsonObject(rest['properties']) ? rest['properties'] : {};
  const missing = Array.isArray(required)
    ? required.filter((key): key is string => typeof key === 'string' && !Object.hasOwn(properties, key))
    : [];
  return {
    ...(only === undefined ? {} : { type: only }),
    ...rest,
    ...(missing.length === 0
      ? {}
      : { properties: { ...properties, ...Object.fromEntries(missing.map((key) => [key, true])) } }),
  };
}

function mapped(schema: JsonObject): JsonObject {
  const below = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(below);
    return isJsonObject(value) ? strictSchema(value) : value;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if ((key === 'properties' || key === 'definitions') && isJsonObject(value))
        return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, below(each)]))];
      const holds = [
        'items',
        'additionalProperties',
        'anyOf',
        'allOf',
        'oneOf',
        'not',
        'if',
        'then',
        'else',
        'propertyNames',
      ].includes(key);
      return [key, holds ? below(value) : value];
    }),
  );
}
