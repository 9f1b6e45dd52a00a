import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { FILE_ONLY_KEYS } from '../document/environments.js';
import { NameRules } from '../document/name-rules.js';
import { editorDefinitions, editorValues, ref, withSchemaAt } from './editor-values.js';
import { fileSchema } from './schema.js';
import { strictSchema } from './strict-schema.js';

/**
 * The JSON Schema of the file, for editors; generated from the schema that gcx checks with. It takes what the checks
 * take before environments are laid over and variables replaced, so it is a little wider than they are.
 */
export function configJsonSchema(): JsonObject {
  const full = [...editorValues()].reduce(
    (schema, [path, value]) => withSchemaAt(schema, path.split('.'), value),
    contentSchema(),
  );
  const base = widen(full);
  const properties = objectAt(base, 'properties');
  const overlays = Object.fromEntries(
    Object.entries(properties).filter(([key]) => !FILE_ONLY_KEYS.includes(key)),
  );
  return strictSchema({
    ...base,
    $id: 'https://genesys-gcx.invalid/genesysrc.schema.json',
    properties: {
      ...withoutRequired(properties, 'genesys', 'aws'),
      targets: { ...objectAt(properties, 'targets'), propertyNames: keyPattern('target') },
      routes: {
        ...withSchemaAt(objectAt(properties, 'routes'), ['*', 'where'], ref('where')),
        propertyNames: keyPattern('route'),
      },
      environments: {
        description:
          'The environments of the file, chosen with --env. Each says what differs: maps merge, lists replace, null removes.',
        type: 'object',
        propertyNames: keyPattern('environment'),
        additionalProperties: overlaySchema({
          type: 'object',
          properties: overlays,
          additionalProperties: false,
        }),
      },
    },
    required: ['version', 'project'],
    // With environments, each may bring what the file itself leaves out.
    if: { required: ['environments'] },
    else: {
      required: stringsOf(full['required']),
      properties: Object.fromEntries(
        ['genesys', 'aws'].map((key) => [
          key,
          { required: stringsOf(objectAt(properties, key)['required']) },
        ]),
      ),
    },
    definitions: { ...objectAt(base, 'definitions'), ...editorDefinitions() },
    allOf: [ofKnownEvents()],
  });
}

/** Routes whose event types Genesys Cloud itself sends: their names and values are known. */
function ofKnownEvents(): JsonObject {
  return {
    if: {
      properties: {
        formats: false,
        genesys: { required: ['integration'], properties: { format: false, subscriptions: false } },
      },
      required: ['genesys'],
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      properties: {
        routes: {
          additionalProperties: {
            if: { properties: { format: false } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: {
              properties: {
                events: {
                  items: {
                    anyOf: [ref('eventType'), { pattern: '^v2\\.' }, { pattern: '\\$\\{' }],
                  },
                },
              },
              if: {
                required: ['events', 'where'],
                properties: { events: { items: ref('knownEventType') } },
              },
              // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
              then: { properties: { where: ref('knownWhere') } },
            },
          },
        },
      },
    },
  };
}

/** The JSON Schema of one environment's content, as checked. */
export function contentSchema(): JsonObject {
  const schema: unknown = JSON.parse(
    JSON.stringify(z.toJSONSchema(fileSchema, { target: 'draft-7', io: 'input' })),
  );
  return isJsonObject(schema) ? schema : {};
}

/** Every text with a form of its own may hold variables as well. */
function widen(schema: JsonObject): JsonObject {
  const { pattern, minLength, maxLength, ...rest } = schema;
  const widened = mapSchemas(rest, widen);
  if (typeof pattern !== 'string') return mapSchemas(schema, widen);
  const limits = {
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  return { ...widened, anyOf: [{ pattern, ...limits }, { pattern: '\\$\\{' }] };
}

/** Everything may be left out, and null removes. */
function overlaySchema(schema: JsonObject): JsonObject {
  const { required: _, oneOf: __, minItems: ___, ...rest } = schema;
  const partial = (value: JsonValue): JsonValue =>
    isJsonObject(value) ? { anyOf: [overlaySchema(value), { type: 'null' }] } : value;
  const properties = schema['properties'];
  const additional = schema['additionalProperties'];
  return {
    ...rest,
    ...(isJsonObject(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, partial(value)]),
          ),
        }
      : {}),
    ...(isJsonObject(additional) ? { additionalProperties: partial(additional) } : {}),
  };
}

/** A schema with the schemas directly below it changed. */
function mapSchemas(schema: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject {
  const below = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(below);
    return isJsonObject(value) ? change(value) : value;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties' || key === 'definitions') {
        const members = isJsonObject(value) ? value : {};
        return [
          key,
          Object.fromEntries(Object.entries(members).map(([name, member]) => [name, below(member)])),
        ];
      }
      const holdsSchemas = [
        'items',
        'additionalProperties',
        'anyOf',
        'allOf',
        'oneOf',
        'propertyNames',
      ].includes(key);
      return [key, holdsSchemas ? below(value) : value];
    }),
  );
}

function withoutRequired(properties: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      if (!keys.includes(key) || !isJsonObject(value)) return [key, value];
      const { required: _, ...rest } = value;
      return [key, rest];
    }),
  );
}

function keyPattern(kind: 'target' | 'route' | 'environment'): JsonObject {
  const rule = NameRules[kind];
  return { pattern: rule.pattern.source, maxLength: rule.max };
}

function objectAt(schema: JsonObject, key: string): JsonObject {
  const value = schema[key];
  return isJsonObject(value) ? value : {};
}

function stringsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
