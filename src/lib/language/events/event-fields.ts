import type { BodyDefinition, BodySchema, FieldDefinition } from './catalogue-data.js';
import type { Field } from './model.js';

/** How deep {@link listFields} goes; deeper objects are listed without what they hold. */
const LISTED_LEVELS = 5;

/** A definition without its arrays, and whether there were any. */
export interface Element {
  readonly definition: Exclude<FieldDefinition, { readonly array: FieldDefinition }>;
  readonly array: boolean;
}

/** Looks through arrays, as EventBridge does. */
function elementOf(definition: FieldDefinition, array = false): Element {
  if (typeof definition === 'object' && 'array' in definition) return elementOf(definition.array, true);
  return { definition, array };
}

/** The field that a definition describes, at a path. */
function toField(path: string, { definition, array }: Element): Field {
  if (typeof definition === 'object') {
    return 'ref' in definition
      ? { path, type: 'object', array }
      : { path, type: 'string', enum: definition.enum, array };
  }
  switch (definition) {
    case 'date-time':
    case 'uuid':
      return { path, type: 'string', format: definition, array };
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'map':
    case 'object':
      return { path, type: definition, array };
  }
}

/** A body's own field; never one of Object.prototype. */
function member(body: BodyDefinition, name: string): FieldDefinition | undefined {
  return Object.hasOwn(body, name) ? body[name] : undefined;
}

/** The field at a dotted path of a body; keys of maps and of free objects may hold dots and are of type `any`. */
export function findField({ name, definitions }: BodySchema, path: string): Field | undefined {
  const segments = path.split('.');
  if (segments.includes('')) return undefined;
  let fields = definitions.get(name);
  let array = false;
  for (const [index, segment] of segments.entries()) {
    const definition = fields && member(fields, segment);
    if (definition === undefined) return undefined;
    const element = elementOf(definition, array);
    array = element.array;
    if (index === segments.length - 1) return toField(path, element);
    if (element.definition === 'map' || element.definition === 'object') return { path, type: 'any', array };
    if (typeof element.definition === 'string' || !('ref' in element.definition)) return undefined;
    fields = definitions.get(element.definition.ref);
  }
  return undefined;
}

/** All fields of a body, flattened depth first; an object within an object of its own kind is not entered again. */
export function listFields({ name: body, definitions }: BodySchema): readonly Field[] {
  const found: Field[] = [];
  const visit = (name: string, prefix: string, above: readonly string[], inArray: boolean): void => {
    for (const [key, definition] of Object.entries(definitions.get(name) ?? {})) {
      const element = elementOf(definition, inArray);
      found.push(toField(prefix + key, element));
      if (typeof element.definition === 'string' || !('ref' in element.definition)) continue;
      const { ref } = element.definition;
      if (above.includes(ref) || above.length >= LISTED_LEVELS) continue;
      visit(ref, `${prefix}${key}.`, [...above, ref], element.array);
    }
  };
  visit(body, '', [body], false);
  return found;
}
