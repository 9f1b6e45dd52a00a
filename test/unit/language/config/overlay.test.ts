import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import { overlay } from '../../../../src/lib/language/config/document/overlay.js';
import { type SourceNode, toJson } from '../../../../src/lib/language/config/document/source-node.js';

const range = { start: 0, end: 0 };

/** A tree of a JSON value, all at one place. */
function tree(value: JsonValue): SourceNode {
  if (Array.isArray(value)) return { kind: 'list', range, items: value.map(tree) };
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(
      ([key, each]) => [key, { keyRange: range, value: tree(each) }] as const,
    );
    return { kind: 'map', range, entries: new Map(entries) };
  }
  if (typeof value === 'object' && value !== null) throw new Error('no JSON value');
  return { kind: 'scalar', range, value, style: 'quoted', written: '' };
}

/** The rule in its plainest form: JSON Merge Patch, RFC 7396. */
function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const merged: Record<string, JsonValue> = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key] ?? null, value);
  }
  return merged;
}

const key = fc.constantFrom('a', 'b', 'c');
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>('x', 'y', 1, true, null),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const map: fc.Arbitrary<JsonObject> = fc.dictionary(key, json, { maxKeys: 3 });

describe('overlay', () => {
  test('maps merge, lists and values replace, null removes', () => {
    fc.assert(
      fc.property(map, map, (base, over) => {
        expect(toJson(overlay(tree(base), tree(over)))).toEqual(mergePatch(base, over));
      }),
      { numRuns: 500 },
    );
  });

  test('laying the same over twice changes nothing more', () => {
    fc.assert(
      fc.property(map, map, (base, over) => {
        const once = overlay(tree(base), tree(over));
        expect(toJson(overlay(once, tree(over)))).toEqual(toJson(once));
      }),
    );
  });

  test('an empty one changes nothing', () => {
    fc.assert(
      fc.property(map, (base) => {
        expect(toJson(overlay(tree(base), tree({})))).toEqual(base);
      }),
    );
  });
});
