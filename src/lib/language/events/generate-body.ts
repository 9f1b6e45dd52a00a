import type { JsonObject, JsonValue } from '../../base/json.js';
import type { BodyDefinition, BodySchema, FieldDefinition } from './catalogue-data.js';
import {
  enumValueFor,
  fractionFor,
  idFor,
  integerFor,
  mapFor,
  stringFor,
  type ValueSource,
} from './sample-values.js';

/** How deep generated bodies go; what lies deeper is left out, every field of an event body being optional. */
const GENERATED_LEVELS = 4;

/**
 * Fields that a usual event does not fill: of errors, and `additionalProperties`, a left-over of Genesys's own schemas
 * ("may hold more").
 */
const UNFILLED = /^(additionalProperties|errors?|error(Info|Code|Message|Body|Details))$/;

/** Fields that only some media fill, by the start of their name. */
const FIELDS_OF_MEDIA: readonly (readonly [fields: RegExp, media: readonly string[]])[] = [
  [/^(ani|dnis)$/, ['VOICE', 'CALLBACK']],
  [/^callback/, ['CALLBACK']],
  [/^subject$/, ['EMAIL']],
  [/^address(To|From)$/, ['EMAIL', 'MESSAGE']],
  [/^messageType$/, ['MESSAGE', 'INTERNALMESSAGE']],
];

/** What is generated: from which schema and source, for which media type. */
interface Generation {
  readonly definitions: ReadonlyMap<string, BodyDefinition>;
  readonly source: ValueSource;
  readonly media: string | undefined;
}

function applies(name: string, media: string | undefined): boolean {
  const restriction = FIELDS_OF_MEDIA.find(([fields]) => fields.test(name));
  return restriction === undefined || media === undefined || restriction[1].includes(media);
}

/** The value of one field; undefined where it lies too deep or holds its own kind. */
function value(
  definition: FieldDefinition,
  name: string,
  path: string,
  above: readonly string[],
  generation: Generation,
): JsonValue | undefined {
  const { source } = generation;
  if (typeof definition === 'object') {
    if ('enum' in definition) return enumValueFor(definition.enum, path, source);
    if ('ref' in definition) {
      if (above.includes(definition.ref) || above.length >= GENERATED_LEVELS) return undefined;
      return object(definition.ref, path, [...above, definition.ref], generation);
    }
    const element = value(definition.array, name, path, above, generation);
    return element === undefined ? undefined : [element];
  }
  switch (definition) {
    case 'string':
      return stringFor(name, path, source);
    case 'uuid':
      return idFor(name, path, source);
    case 'date-time':
      return new Date(source.time).toISOString();
    case 'integer':
      return integerFor(name, path, source);
    case 'number':
      return fractionFor(path, source);
    case 'boolean':
      return true;
    case 'map':
    case 'object':
      return mapFor(name);
  }
}

function object(ref: string, prefix: string, above: readonly string[], generation: Generation): JsonObject {
  const members: [string, JsonValue][] = [];
  for (const [name, definition] of Object.entries(generation.definitions.get(ref) ?? {})) {
    if (UNFILLED.test(name)) continue;
    if (above.length === 1 && !applies(name, generation.media)) continue;
    const made = value(definition, name, `${prefix}.${name}`, above, generation);
    if (made !== undefined) members.push([name, made]);
  }
  return Object.fromEntries(members);
}

/** A believable body for an event type of which no captured event is carried; `media` decides which fields it fills. */
export function generateBody(schema: BodySchema, source: ValueSource, media: string): JsonObject {
  const top = schema.definitions.get(schema.name) ?? {};
  return object(schema.name, '', [schema.name], {
    definitions: schema.definitions,
    source,
    media: Object.hasOwn(top, 'mediaType') ? media : undefined,
  });
}
