import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import type { Random } from './random.js';

type Path = readonly (string | number)[];

/** What may stand anywhere in place of anything. */
function otherValue(value: JsonValue, random: Random): JsonValue {
  return random.pick<() => JsonValue>([
    () => null,
    () => true,
    () => 0,
    () => -1,
    () => 1e308,
    () => 1.5,
    () => '',
    () => 'x',
    () => '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
    () => '__proto__',
    () => '{eventType}',
    () => 'arn:aws:sqs:eu-west-1:1:x',
    () => 'x'.repeat(random.pick([300, 70_000])),
    () => [],
    () => ({}),
    () => [[]],
    () => [value],
    () => ({ x: value }),
    () => [null, value, 'x'],
    () => ({ ['__proto__']: value, constructor: value, toString: value }),
    () => nested(random.pick([20, 3_000])),
    () => copies(value, random.pick([7, 2_000])),
    () => (typeof value === 'string' ? `${value}\n${value}` : JSON.stringify(value)),
    () => (typeof value === 'string' ? value.toUpperCase() : [value]),
    () => (typeof value === 'string' ? value.slice(1) : 'x'),
    () => (typeof value === 'number' ? -value : 'x'),
    () => '2026-13-45T99:99:99Z',
  ])();
}

/** Characters of what is copied many times: more of it only takes longer to read, and finds nothing else. */
const COPIED = 1_000_000;

function copies(value: JsonValue, wanted: number): JsonValue {
  const size = JSON.stringify(value).length;
  return Array.from({ length: Math.min(wanted, Math.max(2, Math.floor(COPIED / size))) }, () => value);
}

function nested(depth: number): JsonValue {
  let value: JsonValue = 'x';
  for (let left = depth; left > 0; left -= 1) value = left % 2 === 0 ? [value] : { a: value };
  return value;
}

/** How deep parts are looked for: what an earlier mutation nested is deep enough. */
const DEPTH = 30;

/** Paths of all that a value holds. */
function paths(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || path.length > DEPTH) return [path];
  const all: Path[] = [path];
  for (const [key, item] of Array.isArray(value) ? value.entries() : Object.entries(value))
    for (const each of paths(item as JsonValue, [...path, key])) all.push(each);
  return all;
}

/** A copy with what lies at a path made otherwise; undefined takes it away. */
function changed(
  value: JsonValue,
  [key, ...rest]: Path,
  change: (old: JsonValue) => JsonValue | undefined,
): JsonValue | undefined {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.flatMap((item: JsonValue, index) => {
      const made = index === key ? changed(item, rest, change) : item;
      return made === undefined ? [] : [made];
    });
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]: [string, JsonValue]) => {
      const made = name === key ? changed(item, rest, change) : item;
      return made === undefined ? [] : [[name, made]];
    }),
  );
}

/** A key that the object does not know, or one of its own under another name. */
function withOtherKey(object: JsonObject, random: Random): JsonObject {
  const entries = Object.entries(object);
  const index = random.below(entries.length + 1);
  const [old, value] = entries[index] ?? ['x', 'x'];
  const name = random.pick(['__proto__', 'constructor', `${old}s`, old.toUpperCase(), '', 'x'.repeat(400)]);
  entries.splice(index, random.below(2), [name, value]);
  return Object.fromEntries(entries);
}

/** A document with one to four of its parts of another shape, gone, doubled or under another name. */
export function mutateJson(document: JsonValue, random: Random): JsonValue {
  let mutated = document;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const all = paths(mutated);
    const path = all[random.below(all.length)] ?? [];
    const kind = random.below(5);
    mutated =
      changed(mutated, path, (old) => {
        if (kind === 0 && path.length > 0) return undefined;
        if (kind === 1 && isJsonObject(old)) return withOtherKey(old, random);
        return otherValue(old, random);
      }) ?? null;
  }
  return mutated;
}
