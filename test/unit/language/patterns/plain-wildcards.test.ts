import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import {
  containsWildcard,
  eventOf,
  InvalidPattern,
  matches,
  parsePattern,
  withoutPlainWildcard,
  withoutPlainWildcards,
} from '../../../../src/lib/language/patterns/index.js';

const part = fc.constantFrom('x', 'é', '"', '\\*', '\\\\', '1', 'null', '🙂', 'X');
const wildcard = fc
  .tuple(fc.boolean(), fc.array(part, { maxLength: 3 }), fc.boolean())
  .map(([first, parts, last]) => `${first ? '*' : ''}${parts.join('')}${last ? '*' : ''}`)
  .map((text) => text.replace(/^\*\*$/, '*'));
const condition: fc.Arbitrary<JsonValue> = fc.oneof(
  wildcard.map((text) => ({ wildcard: text })),
  wildcard.map((text) => ({ 'anything-but': { wildcard: text } })),
  fc
    .array(wildcard, { minLength: 1, maxLength: 3 })
    .map((texts) => ({ 'anything-but': { wildcard: texts } })),
);
const text = fc.array(fc.constantFrom('x', 'é', '"', '*', '\\', '1', 'null', '🙂', 'X'), { maxLength: 4 });
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  { arbitrary: text.map((parts) => parts.join('')), weight: 5 },
  fc.constantFrom<JsonValue>(1, 11, null, true, {}),
);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));

function answer(pattern: JsonObject, event: JsonObject): boolean | string {
  try {
    return matches(parsePattern(JSON.stringify(pattern)), eventOf(event));
  } catch (error) {
    // Fewer wildcards may be taken where more are too complex, never the other way round.
    if (error instanceof InvalidPattern && /too complex/.test(error.reason)) return error.reason;
    throw error;
  }
}

describe('a wildcard that is a prefix or suffix', () => {
  it.each<[JsonValue, JsonValue]>([
    [{ wildcard: 'x*' }, { prefix: 'x' }],
    [{ wildcard: '*x' }, { suffix: 'x' }],
    [{ wildcard: '*' }, { prefix: '' }],
    [{ wildcard: 'a\\*b\\\\*' }, { prefix: 'a*b\\' }],
    [{ wildcard: 'x*y' }, { wildcard: 'x*y' }],
    [{ wildcard: '*x*' }, { wildcard: '*x*' }],
    [{ wildcard: 'x\\*' }, { wildcard: 'x\\*' }],
    // A prefix may meet the quote that closes the value, a wildcard may not.
    [{ wildcard: 'x"*' }, { wildcard: 'x"*' }],
    [{ 'anything-but': { wildcard: 'x*' } }, { 'anything-but': { prefix: 'x' } }],
    [{ 'anything-but': { wildcard: ['*x', '*y'] } }, { 'anything-but': { suffix: ['x', 'y'] } }],
    [{ 'anything-but': { wildcard: ['x*', '*y'] } }, { 'anything-but': { wildcard: ['x*', '*y'] } }],
    [{ 'anything-but': { wildcard: '*' } }, { 'anything-but': { wildcard: '*' } }],
    ['x*', 'x*'],
  ])('%j is %j', (given, wanted) => {
    expect(withoutPlainWildcard(given)).toEqual(wanted);
  });

  it('matches the same events, whatever the value is', () => {
    let matched = 0;
    let rewritten = 0;
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 2 }), value, (conditions, held) => {
        const pattern: JsonObject = { $or: [{ a: { v: conditions } }, { b: [{ wildcard: 'x*' }] }] };
        const plain = withoutPlainWildcards(pattern);
        const event: JsonObject = { a: { v: held } };
        const before = answer(pattern, event);
        if (typeof before === 'string') return;
        expect(answer(plain, event)).toBe(before);
        if (before) matched++;
        if (JSON.stringify(plain).includes('"a":{"v":[{"prefix"')) rewritten++;
      }),
      { numRuns: 2_000 },
    );
    expect(matched).toBeGreaterThan(200);
    expect(rewritten).toBeGreaterThan(50);
  });

  it('counts as a wildcard no longer', () => {
    const pattern: JsonObject = {
      a: [{ wildcard: 'x*' }],
      $or: [{ b: [{ 'anything-but': { wildcard: '*y' } }] }, { c: [1] }],
    };
    expect(containsWildcard(pattern)).toBe(true);
    expect(containsWildcard(withoutPlainWildcards(pattern))).toBe(false);
    expect(containsWildcard({ wildcard: ['x'] })).toBe(false);
    expect(
      containsWildcard({ a: { $or: [{ b: [{ 'anything-but': { wildcard: 'x*y' } }] }, { c: [1] }] } }),
    ).toBe(true);
  });
});
