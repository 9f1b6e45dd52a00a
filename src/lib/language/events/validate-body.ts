import { isJsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { BodySchema, FieldDefinition } from './catalogue-data.js';
import type { EventProblem } from './model.js';

/** More problems than this help nobody. */
const MOST_PROBLEMS = 100;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Whether a text is an ISO 8601 time. */
export function isIsoTime(text: string): boolean {
  return ISO_TIME.test(text) && !Number.isNaN(Date.parse(text));
}

/** A value as a message shows it, shortened. */
export function shown(value: JsonValue): string {
  if (Array.isArray(value)) return 'an array';
  if (isJsonObject(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function enumMessage(value: string, values: readonly string[]): string {
  const meant = values.find((known) => known.toLowerCase() === value.toLowerCase());
  if (meant !== undefined) return `is ${shown(value)}, but Genesys writes ${shown(meant)}.`;
  const listed = values.length > 12 ? `${values.slice(0, 12).join(', ')}, …` : values.join(', ');
  return `is ${shown(value)}, which is not one of its ${values.length} values: ${listed}.`;
}

/** What is wrong with a value that is not of the wanted type. */
function wrong(wanted: string, value: JsonValue): string {
  return `should be ${wanted}, but is ${shown(value)}.`;
}

/** Whether a field's enum is not to be compared by case: flowType has been seen in both. */
function ignoresCase(path: string): boolean {
  return path.endsWith('.flowType');
}

/** The problem of a value that holds no others; undefined where it is as it should be. */
function leafProblem(
  definition: Exclude<FieldDefinition, { readonly array: FieldDefinition } | { readonly ref: string }>,
  value: JsonValue,
  path: string,
): Omit<EventProblem, 'path'> | undefined {
  const error = (message: string) => ({ severity: 'error', message }) as const;
  if (typeof definition === 'object') {
    if (typeof value !== 'string') return error(wrong('a string', value));
    const compared = ignoresCase(path) ? value.toUpperCase() : value;
    return definition.enum.includes(compared) || definition.enum.includes(value)
      ? undefined
      : error(enumMessage(value, definition.enum));
  }
  switch (definition) {
    case 'string':
      return typeof value === 'string' ? undefined : error(wrong('a string', value));
    case 'date-time':
      return typeof value === 'string' && isIsoTime(value)
        ? undefined
        : error(wrong('an ISO 8601 time', value));
    case 'uuid':
      if (typeof value !== 'string') return error(wrong('a UUID', value));
      return UUID.test(value) ? undefined : { severity: 'warning', message: wrong('a UUID', value) };
    case 'integer':
      return Number.isInteger(value) ? undefined : error(wrong('a whole number', value));
    case 'number':
      return typeof value === 'number' ? undefined : error(wrong('a number', value));
    case 'boolean':
      return typeof value === 'boolean' ? undefined : error(wrong('true or false', value));
    case 'map':
    case 'object':
      return isJsonObject(value) ? undefined : error(wrong('an object', value));
  }
}

/**
 * Checks a body against the published fields. Every field may be missing or null; a field that is not published is a
 * warning, for Genesys adds fields without notice. At most {@link MOST_PROBLEMS} problems.
 */
export function bodyProblems(schema: BodySchema, body: JsonValue, bodyPath: string): readonly EventProblem[] {
  const problems: EventProblem[] = [];
  const check = (definition: FieldDefinition, value: JsonValue, path: string, level: number): void => {
    if (value === null || problems.length >= MOST_PROBLEMS) return;
    if (level > Limits.eventLevels) {
      problems.push({
        severity: 'error',
        path,
        message: `is nested more than ${Limits.eventLevels} levels deep.`,
      });
    } else if (typeof definition === 'object' && 'array' in definition) {
      if (!Array.isArray(value)) {
        problems.push({ severity: 'error', path, message: wrong('an array', value) });
        return;
      }
      for (const [index, element] of value.entries()) {
        check(definition.array, element, `${path}[${index}]`, level + 1);
        if (problems.length >= MOST_PROBLEMS) return;
      }
    } else if (typeof definition === 'object' && 'ref' in definition) {
      checkObject(definition.ref, value, path, level + 1);
    } else {
      const problem = leafProblem(definition, value, path);
      if (problem !== undefined) problems.push({ ...problem, path });
    }
  };
  const checkObject = (ref: string, value: JsonValue, path: string, level: number): void => {
    if (!isJsonObject(value)) {
      problems.push({ severity: 'error', path, message: wrong('an object', value) });
      return;
    }
    const fields = schema.definitions.get(ref) ?? {};
    for (const [name, member] of Object.entries(value)) {
      if (problems.length >= MOST_PROBLEMS) return;
      const definition = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (definition !== undefined) check(definition, member, `${path}.${name}`, level);
      else problems.push(unknownField(fields, name, path));
    }
  };
  checkObject(schema.name, body, bodyPath, 0);
  return problems;
}

/** A field that the catalog does not know; a known one that differs only by case is named. */
function unknownField(fields: object, name: string, path: string): EventProblem {
  const meant = Object.keys(fields).find((known) => known.toLowerCase() === name.toLowerCase());
  const where = `${path}.${name.length > 60 ? `${name.slice(0, 57)}…` : name}`;
  return meant === undefined
    ? { severity: 'warning', path: where, message: 'is not a published field of this event type.' }
    : { severity: 'error', path: where, message: `is written ${meant}.` };
}
