import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { withoutPlainWildcards } from '../../language/patterns/index.js';
import type { CompileNames } from './compile-names.js';
import { holds } from './conditions.js';

/**
 * Whether two patterns match the same events because they say the same: keys and the values of a list stand in any
 * order, a wildcard may be a prefix or suffix in other words, and on a partner event bus, where every event has the bus's source, a `source` that takes it says nothing.
 */
export function samePattern(a: JsonObject, b: JsonObject, { bus }: Pick<CompileNames, 'bus'>): boolean {
  const say = (pattern: JsonObject) => comparable(withoutImplied(withoutPlainWildcards(pattern), bus));
  return say(a) === say(b);
}

function withoutImplied(pattern: JsonObject, bus: string): JsonObject {
  const { source, ...rest } = pattern;
  if (!bus.startsWith('aws.partner/') || !Array.isArray(source)) return pattern;
  return source.some((condition: JsonValue) => holds(condition, bus) === true) ? rest : pattern;
}

/** A pattern as text: fields by dotted path, lists without repeats, everything in one order. */
function comparable(pattern: JsonObject): string {
  const lines: string[] = [];
  const visit = (object: JsonObject, prefix: string): void => {
    for (const [key, value] of Object.entries(object)) {
      const path = `${prefix}${key}`;
      if (key !== '$or' && isJsonObject(value)) visit(value, `${path}.`);
      else lines.push(`${path}=${key === '$or' ? branches(value) : alternatives(value)}`);
    }
  };
  visit(pattern, '');
  return lines.sort().join('\n');
}

function branches(value: JsonValue): string {
  if (!Array.isArray(value)) return canonicalJson(value);
  const texts = value.map((branch: JsonValue) => (isJsonObject(branch) ? comparable(branch) : ''));
  return JSON.stringify([...new Set(texts)].sort());
}

function alternatives(value: JsonValue): string {
  if (!Array.isArray(value)) return canonicalJson(value);
  return JSON.stringify([...new Set(value.map((item: JsonValue) => canonicalJson(item)))].sort());
}
