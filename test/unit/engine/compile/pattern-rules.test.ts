import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { compileRules, type LiveRule, samePattern } from '../../../../src/lib/engine/compile/index.js';
import type { Config, Route } from '../../../../src/lib/language/config/model.js';
import { fileOf, NAMES } from './file-builder.js';

const pattern: JsonObject = { 'detail-type': [{ wildcard: 'v2.*.end' }] };

function file(targets: readonly string[], part: Partial<Route> = {}): Config {
  const { config } = fileOf([{ name: 'raw', events: [], targets }]);
  const [route] = Object.values(config.routes);
  if (route === undefined) throw new Error('no route');
  return { ...config, routes: { raw: { ...route, pattern, ...part } } };
}

function compile(config: Config, live: readonly LiveRule[] = []) {
  return compileRules(config, {}, live, NAMES).rules;
}

const numbered = (...numbers: readonly number[]) => numbers.map((number) => `t${number}`);

describe('a route with a pattern', () => {
  it('is one rule with the pattern as it is', () => {
    expect(compile(file(numbered(0, 1)))).toMatchObject([
      { name: 'contact-center-raw-1', pattern, targets: [{ id: 't0' }, { id: 't1' }] },
    ]);
  });

  it('of more targets than a rule has is several', () => {
    const rules = compile(file(numbered(0, 1, 2, 3, 4, 5, 6)));
    expect(rules.map((rule) => [rule.name, rule.targets.length])).toEqual([
      ['contact-center-raw-1', 5],
      ['contact-center-raw-2', 2],
    ]);
    expect(new Set(rules.map((rule) => rule.pattern))).toEqual(new Set([pattern]));
  });

  it('leaves targets where they are, fills rules up, and joins what has become small', () => {
    const live = compile(file(numbered(0, 1, 2, 3, 4, 5, 6)));
    const more = compile(file(numbered(8, 0, 1, 3, 4, 5, 6)), live);
    expect(more.map(({ targets }) => targets.map(({ target }) => target))).toEqual([
      numbered(0, 1, 3, 4, 8),
      numbered(5, 6),
    ]);
    const less = compile(file(numbered(0)), more);
    expect(less.map(({ name }) => name)).toEqual(['contact-center-raw-1']);
  });

  it('without targets is a rule without targets, and keeps its name', () => {
    const live: LiveRule = {
      bus: 'telephony',
      name: 'by-hand',
      route: 'raw',
      enabled: true,
      pattern,
      targets: [],
    };
    expect(compile(file([], { description: 'x' }), [{ ...live, description: 'x' }])).toEqual([
      { ...live, description: 'x' },
    ]);
    expect(compile(file(numbered(1)), [live])).toMatchObject([{ name: 'by-hand', targets: [{ id: 't1' }] }]);
  });
});

describe('two patterns say the same', () => {
  const partner = { bus: 'aws.partner/genesys.com/cloud/o/prod' };
  it.each<[string, JsonObject, JsonObject]>([
    [
      'in another order',
      { a: ['x', 'y'], b: { c: [1], d: [2] } },
      { b: { d: [2], c: [1] }, a: ['y', 'x', 'x'] },
    ],
    ['with dots', { 'a.b': ['x'] }, { a: { b: ['x'] } }],
    [
      'with branches in another order',
      { $or: [{ a: ['x'] }, { b: ['y'] }] },
      { $or: [{ b: ['y'] }, { a: ['x'] }] },
    ],
    [
      "with the partner's source or without",
      { a: ['x'], source: [{ prefix: 'aws.partner/genesys.com' }] },
      { a: ['x'] },
    ],
  ])('%s', (_, one, other) => {
    expect(samePattern(one, other, partner)).toBe(true);
    expect(samePattern(other, one, partner)).toBe(true);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['with another value', { a: ['x'] }, { a: ['y'] }],
    ['with a value more', { a: ['x'] }, { a: ['x', 'y'] }],
    ['with a number for a text', { a: [1] }, { a: ['1'] }],
    [
      'with what an operator takes in another order',
      { a: [{ numeric: ['>', 0, '<', 5] }] },
      { a: [{ numeric: ['<', 5, '>', 0] }] },
    ],
    ['with a source that never comes', { a: ['x'], source: ['elsewhere'] }, { a: ['x'] }],
    ['with a branch in place of a field', { $or: [{ a: ['x'] }, { a: ['y'] }] }, { a: ['x', 'y'] }],
  ])('but not %s', (_, one, other) => {
    expect(samePattern(one, other, partner)).toBe(false);
  });

  it('but for the source on a bus that others feed as well', () => {
    const source = ['aws.partner/genesys.com/cloud/o/prod'];
    expect(samePattern({ a: ['x'], source }, { a: ['x'] }, { bus: 'shared' })).toBe(false);
  });
});
