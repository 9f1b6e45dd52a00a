import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import { type ServiceModel, type ShapeModel, shapeNamed } from './models.js';

/**
 * Checks a value by a shape. Of answers the lower bounds are no part: AWS itself answers with less, such as no target
 * where the model has one at the least (recorded), and botocore does not look.
 * @returns what is wrong, each with the place of it */
export function checkValue(
  model: ServiceModel,
  shapeName: string,
  value: JsonValue,
  path: string,
  side: 'request' | 'answer',
): readonly string[] {
  const whole = shapeNamed(model, shapeName);
  const { min: _, ...open } = whole;
  const shape: ShapeModel = side === 'request' ? whole : open;
  switch (shape.type) {
    case 'structure':
      return isJsonObject(value)
        ? checkStructure(model, shape, value, path, side)
        : [`${path} is no structure but ${shown(value)}`];
    case 'list': {
      if (!Array.isArray(value)) return [`${path} is no list but ${shown(value)}`];
      const each = shape.member?.shape ?? '';
      return [
        ...checkBounds(shape, value.length, path, 'entries'),
        ...value.flatMap((entry: JsonValue, index) =>
          checkValue(model, each, entry, `${path}[${index}]`, side),
        ),
      ];
    }
    case 'map': {
      if (!isJsonObject(value)) return [`${path} is no map but ${shown(value)}`];
      const entries = Object.entries(value);
      return [
        ...checkBounds(shape, entries.length, path, 'entries'),
        ...entries.flatMap(([key, entry]) => [
          ...checkValue(model, shape.key?.shape ?? '', key, `${path}'s key`, side),
          ...checkValue(model, shape.value?.shape ?? '', entry, `${path}.${key}`, side),
        ]),
      ];
    }
    case 'string':
      return typeof value === 'string'
        ? checkText(shape, value, path)
        : [`${path} is no text but ${shown(value)}`];
    case 'integer':
    case 'long':
      return Number.isInteger(value)
        ? checkBounds(shape, Number(value), path)
        : [`${path} is no whole number but ${shown(value)}`];
    case 'float':
    case 'double':
      return typeof value === 'number'
        ? checkBounds(shape, value, path)
        : [`${path} is no number but ${shown(value)}`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} is neither true nor false but ${shown(value)}`];
    case 'blob':
      return typeof value === 'string' && /^[\w+/]*={0,2}$/.test(value) && value.length % 4 === 0
        ? []
        : [`${path} is not in base64: ${shown(value)}`];
    case 'timestamp':
      // Both are made the seconds since 1970 by whoever read the wire.
      return typeof value === 'number' && Number.isFinite(value)
        ? []
        : [`${path} is no time but ${shown(value)}`];
  }
}

function checkStructure(
  model: ServiceModel,
  shape: ShapeModel,
  value: JsonObject,
  path: string,
  side: 'request' | 'answer',
) {
  const members = shape.members ?? {};
  return [
    ...(shape.required ?? [])
      .filter((name) => value[name] === undefined || value[name] === null)
      .map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, entry]) => {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (member === undefined) return [`${path}.${name} is not known`];
      // Parsers leave out what is null.
      return entry === null ? [] : checkValue(model, member.shape, entry, `${path}.${name}`, side);
    }),
  ];
}

function checkText(shape: ShapeModel, value: string, path: string): readonly string[] {
  if (shape.enum !== undefined && !shape.enum.includes(value))
    return [`${path} is ${shown(value)}, none of ${shape.enum.join(', ')}`];
  return [
    ...checkBounds(shape, value.length, path, 'characters'),
    ...(shape.pattern === undefined || patternOf(shape.pattern).test(value)
      ? []
      : [`${path} is ${shown(value)}, which does not match ${shape.pattern}`]),
  ];
}

function checkBounds({ min, max }: ShapeModel, size: number, path: string, what = ''): readonly string[] {
  const has = what === '' ? `is ${size}` : `has ${size} ${what}`;
  return [
    ...(min !== undefined && size < min ? [`${path} ${has}, at least ${min} must be`] : []),
    ...(max !== undefined && size > max ? [`${path} ${has}, at most ${max} may be`] : []),
  ];
}

const patterns = new Map<string, RegExp>();

/** Java's pattern, which must take all of a text. */
function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const whole = `^(?:${source})$`;
  let made: RegExp;
  try {
    made = new RegExp(whole, 'u');
  } catch {
    // JavaScript takes some escapes of Java's only so.
    made = new RegExp(whole);
  }
  patterns.set(source, made);
  return made;
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
