import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileRules,
  eventOf,
  explain,
  InvalidPattern,
  matches,
  parsePattern,
  readEvent,
} from '../../../../src/lib/language/patterns/index.js';
import { type Json, plainMatches } from './plain-matcher.js';

// Few names and values, so that patterns and events meet often.
const name = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b'), weight: 5 },
  { arbitrary: fc.constantFrom('c', 'a.b', '__proto__', 'constructor'), weight: 1 },
);
const text = fc.oneof(
  fc.constantFrom('x', 'X', 'xy', 'xyx', '', 'y*', '10.0.0.1', '10.0.1.1', '::1', '::0001', 'a"b', '雨x'),
  fc.string({ maxLength: 3 }),
);
const number = fc.constantFrom(0, -0, 1, 1.5, -2, 300, 1e21, 0.1);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));

const { event } = fc.letrec<{ event: Json; value: Json }>((tie) => ({
  event: fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: false }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: scalar, weight: 3 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 2 },
    { arbitrary: tie('event'), weight: 2 },
  ),
}));

const plainText = text.filter((value) => !/[*\\]/.test(value));
const wildcard = fc.array(fc.constantFrom('x', 'y', '*', '\\*'), { maxLength: 4 }).map((parts) =>
  parts
    .join('')
    .replace(/\*+/g, '*')
    .replace(/\\\*\*/g, '\\*'),
);
const listOf = (arbitrary: fc.Arbitrary<Json>) =>
  fc.oneof(arbitrary, fc.array(arbitrary, { minLength: 1, maxLength: 2 }));
const key = <K extends string>(operator: K, operand: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.record({ [operator]: operand }, { noNullPrototype: true }).map((record) => ({ ...record }) as Json);
const affix = fc.oneof(plainText, key('equals-ignore-case', fc.constantFrom('x', 'XY', '')));
const nonEmpty = fc.constantFrom('x', 'y', 'xy');
const range = fc.oneof(
  fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number),
  fc.tuple(
    fc.constantFrom('>', '>='),
    fc.constantFrom(-3, 0),
    fc.constantFrom('<', '<='),
    fc.constantFrom(1, 300),
  ),
);
const test = fc.oneof(
  { arbitrary: scalar, weight: 4 },
  key('prefix', affix),
  key('suffix', affix),
  key('equals-ignore-case', fc.constantFrom('x', 'XY', '')),
  key('wildcard', wildcard),
  key('numeric', range as fc.Arbitrary<Json>),
  key('cidr', fc.constantFrom('10.0.0.0/24', '10.0.0.0/8', '::/96')),
  key('exists', fc.boolean()),
  key('anything-but', fc.oneof(listOf(plainText), listOf(number))),
  key('anything-but', key('prefix', listOf(nonEmpty))),
  key('anything-but', key('suffix', listOf(nonEmpty))),
  key('anything-but', key('equals-ignore-case', listOf(nonEmpty))),
  key('anything-but', key('wildcard', wildcard)),
);

const { pattern } = fc.letrec<{ pattern: Json; member: Json; members: [string, Json][] }>((tie) => ({
  members: fc.uniqueArray(
    fc.oneof(
      { arbitrary: fc.tuple(name, tie('member')), weight: 4 },
      {
        arbitrary: fc.tuple(fc.constant('$or'), fc.array(tie('pattern'), { minLength: 2, maxLength: 3 })),
        weight: 1,
      },
    ) as fc.Arbitrary<[string, Json]>,
    { minLength: 1, maxLength: 3, selector: ([member]) => member },
  ),
  pattern: tie('members').map((members) => Object.fromEntries(members as [string, Json][])),
  member: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: fc.array(test, { minLength: 1, maxLength: 2 }), weight: 3 },
    { arbitrary: tie('pattern'), weight: 1 },
  ),
}));

/** Whether EventBridge takes a pattern: those made here are well formed, and may be too complex. */
function isTaken(wanted: Json): boolean {
  try {
    parsePattern(JSON.stringify(wanted));
    return true;
  } catch (error) {
    if (error instanceof InvalidPattern && /too complex|combinations/.test(error.reason)) return false;
    throw error;
  }
}
const taken = pattern.filter(isTaken);

describe('the fast matcher, the explaining one and the plain one', () => {
  it('give the same answer', () => {
    let matched = 0;
    fc.assert(
      fc.property(taken, event, (wanted, given) => {
        const parsed = parsePattern(JSON.stringify(wanted));
        const read = readEvent(JSON.stringify(given));
        const answer = matches(parsed, read);
        if (answer) matched++;
        const explanation = explain(parsed, read);
        expect(answer).toBe(plainMatches(wanted, given));
        expect(explanation.matches).toBe(answer);
        expect(explanation.reasons.length > 0).toBe(!answer);
      }),
      { numRuns: 800 },
    );
    // Enough of both answers, or the property says little.
    expect(matched).toBeGreaterThan(20);
  });

  it('and an index of many rules names those that match', () => {
    fc.assert(
      fc.property(fc.array(taken, { minLength: 2, maxLength: 8 }), event, (wanted, given) => {
        const rules = wanted.map((one, at) => ({
          name: String(at),
          pattern: parsePattern(JSON.stringify(one)),
        }));
        const index = compileRules(rules);
        const expected = rules
          .filter((_, at) => plainMatches(wanted[at] ?? {}, given))
          .map(({ name }) => name);
        expect(index.match(readEvent(JSON.stringify(given)))).toEqual(expected);
        // Nothing of one event stays behind for the next.
        index.match(eventOf({ a: 'x', b: [1, { c: null }] }));
        expect(index.match(eventOf(JSON.parse(JSON.stringify(given))))).toEqual(expected);
      }),
      { numRuns: 250 },
    );
  });

  it('agree on conditions within arrays of objects', () => {
    const leaf = fc.constantFrom(1, 2, 3);
    const object = fc.dictionary(
      fc.constantFrom('x', 'y', 'z'),
      fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })),
      {
        maxKeys: 3,
        noNullPrototype: false,
      },
    );
    const nested = fc.record({
      p: fc.array(object, { maxLength: 3 }),
      q: fc.array(object, { maxLength: 3 }),
    });
    const events = fc.record({
      p: fc.array(fc.oneof(object, nested), { maxLength: 3 }),
      'p.x': fc.array(object, { maxLength: 2 }),
      q: fc.array(fc.oneof(object, nested, fc.array(object, { maxLength: 2 })), { maxLength: 3 }),
    });
    const list = fc.oneof(
      fc.array(fc.constantFrom<Json>(1, 2, 3), { minLength: 1, maxLength: 2 }),
      fc.constant<Json>([{ exists: false }]),
      fc.constant<Json>([{ exists: false }, 1]),
    );
    const fields = fc.dictionary(fc.constantFrom('x', 'y', 'z', 'p.x', 'p.y', 'q.x', 'q.z'), list, {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: false,
    });
    const whole = fc.record({ p: fields, q: fields }, { requiredKeys: ['p'] });
    const either = fc.tuple(whole, whole, fields).map(([one, two, more]) => ({ p: more, $or: [one, two] }));
    fc.assert(
      fc.property(
        fc.oneof(whole, either) as fc.Arbitrary<Json>,
        events as fc.Arbitrary<Json>,
        (wanted, given) => {
          const parsed = parsePattern(JSON.stringify(wanted));
          const read = readEvent(JSON.stringify(given));
          const answer = matches(parsed, read);
          expect(answer).toBe(plainMatches(wanted, given));
          expect(explain(parsed, read).matches).toBe(answer);
        },
      ),
      { numRuns: 800 },
    );
  });
});
