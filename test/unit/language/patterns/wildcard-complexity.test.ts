import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  InvalidPattern,
  maxWildcardComplexity,
  parsePattern,
  UnusablePattern,
  wildcardComplexityOf,
} from '../../../../src/lib/language/patterns/index.js';

const lines = readFileSync(
  new URL('../../../fixtures/patterns/complexity.jsonl', import.meta.url),
  'utf8',
).split('\n');

function complexityOf(wildcards: readonly string[]): number {
  return wildcardComplexityOf(JSON.stringify({ a: wildcards.map((wildcard) => ({ wildcard })) }));
}

/** The most beginnings of the texts, quotes included, that one value fits: said plainly, and slow. */
function plainComplexity(wildcards: readonly string[]): number {
  const beginnings = wildcards
    .map((wildcard) => `"${wildcard}"`)
    .flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)))
    .map((text) => new RegExp(`^${text.replaceAll('*', '.*')}$`));
  let largest = 0;
  // The texts are short enough to try all values.
  let values = ['"'];
  for (let length = 1; length <= 8; length++) {
    for (const value of values) {
      largest = Math.max(largest, beginnings.filter((beginning) => beginning.test(value)).length);
    }
    values = values.flatMap((value) => ['a', 'b', '"'].map((char) => value + char));
  }
  return largest;
}

describe('the complexity of wildcards', () => {
  it.each([
    // Each counted by hand: the most beginnings, quotes included, that one value fits at once.
    [['abc'], 1],
    [['*'], 2],
    [['*ab'], 2],
    [['*aa'], 3],
    [['a*bb'], 3],
    [['a*bbb'], 4],
    [['*ab*ad'], 4],
    [['*ab*b*b*'], 7],
    [['/Users/*/dir/dir/dir/dir/dir/doc.txt'], 7],
    [['arn:aws:events:us-east-1:*:event-bus/*'], 3],
    [['a*bb', 'x*yy'], 3],
    [['ab*cd', 'ab*wx', 'ab*yz'], 6],
    // Recorded: four equal ones were taken and five refused; equal texts without a star are one.
    [['*a*', '*a*', '*a*', '*a*'], 9],
    [['*a*', '*a*', '*a*', '*a*', '*a*'], 11],
    [Array.from({ length: 11 }, () => 'literal'), 1],
    // A digit's state is shared where a letter's is not: event-ruler looks for the letter's other case.
    [['*1*', '*1*', '*1*', '*1*', '*1*'], 3],
  ])('of %j is %i', (texts, complexity) => {
    expect(complexityOf(texts)).toBe(complexity);
  });

  it('counts a beginning that the texts of one anything-but share once', () => {
    const wildcard = ['ab*cd', 'ab*wx', 'ab*yz'];
    expect(wildcardComplexityOf(JSON.stringify({ a: [{ 'anything-but': { wildcard } }] }))).toBe(2);
  });

  it('is what event-ruler 2.0.1 counts, for patterns made at random', () => {
    const cases = lines
      .filter((line) => line !== '')
      .map((line): { pattern: string; complexity: number } => JSON.parse(line));
    expect(cases.length).toBeGreaterThan(800);
    const wrong = cases
      .map((given) => ({
        ...given,
        counted: Math.min(wildcardComplexityOf(given.pattern), maxWildcardComplexity + 1),
      }))
      .filter(({ complexity, counted }) => counted !== complexity);
    expect(wrong).toEqual([]);
  });

  it('is, for one wildcard or several that begin differently, the beginnings that one value fits', () => {
    const rest = fc
      .array(fc.constantFrom('a', 'b', '*'), { maxLength: 3 })
      .map((parts) => parts.join('').replace(/\*+/g, '*'));
    fc.assert(
      fc.property(rest, (one) => {
        expect(complexityOf([one])).toBe(plainComplexity([one]));
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(fc.uniqueArray(rest, { minLength: 2, maxLength: 3 }), (several) => {
        const texts = several.map((text, at) => `${'*'}${'ab'.charAt(at % 2)}${text}`);
        const plain = plainComplexity(texts);
        expect(Math.min(complexityOf(texts), 11)).toBe(Math.min(plain, 11));
      }),
      { numRuns: 20 },
    );
  });

  it('refuses what EventBridge refused, and accepts what it accepted', () => {
    const pattern = (wildcard: string) => JSON.stringify({ a: [{ wildcard }] });
    expect(() => parsePattern(pattern('*:*:*:*:*:event-bus/*'))).toThrow(InvalidPattern);
    expect(() => parsePattern(pattern('/Users/*/dir/dir/dir/dir/dir/doc.txt'))).not.toThrow();
    expect(() => parsePattern(pattern('v2.detail.events.conversation.*.acd.end'))).not.toThrow();
  });
});

describe('the combinations of $or', () => {
  const or = (count: number, of: string) => ({
    $or: Array.from({ length: count }, (_, at) => ({ [of]: [at] })),
  });

  it('are refused over 1,000, as AWS does it', () => {
    const pattern = (first: number, second: number) =>
      JSON.stringify({ a: or(first, 'x'), b: or(second, 'y') });
    expect(() => parsePattern(pattern(25, 40))).not.toThrow();
    expect(() => parsePattern(pattern(7, 143))).toThrow(
      'Event pattern is not valid. Reason: Or operator is producing over 1000 rule combinations',
    );
    expect(() => parsePattern(pattern(40, 40))).toThrow(InvalidPattern);
  });
});

describe('anything-but with an empty list', () => {
  const but = (operator: string) => ({ 'anything-but': { [operator]: [] } });

  it.each(['prefix', 'suffix', 'wildcard', 'equals-ignore-case'])(
    'of %s is of no use to EventBridge',
    (operator) => {
      const parsed =
        (...tests: unknown[]) =>
        () =>
          parsePattern(JSON.stringify({ detail: { v: tests } }));
      expect(parsed(but(operator))).toThrow(UnusablePattern);
      expect(parsed(but(operator), 'x')).toThrow('The list of "anything-but" is empty for detail.v');
      // event-ruler takes it behind another value.
      expect(parsed('x', but(operator))).not.toThrow();
    },
  );

  it('does no harm where a later condition replaces it', () => {
    expect(() => parsePattern('{"a": [{"anything-but": {"prefix": []}}], "a": [1]}')).not.toThrow();
  });
});
