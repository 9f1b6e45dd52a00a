import { diffLines } from 'diff';
import fc from 'fast-check';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject, JsonValue } from '../../../../../src/lib/base/json.js';
import {
  type Addition,
  addToText,
  withAddition,
} from '../../../../../src/lib/language/config/document/edit/index.js';
import { drawnLayout, written } from './drawn-file.js';

/** The text with the additions; what is not touched is the same byte for byte. */
export function added(text: string, additions: readonly Addition[]): string {
  const result = addToText(text, additions);
  if (result.kind === 'refused') throw new Error(`${result.why} at ${result.path.join('.')} of\n${text}`);
  return result.text;
}

/** All that a person can see: a line goes only where others take its place that hold all that it held, in its order. */
function expectOnlyAdded(before: string, after: string, most: number): void {
  const parts = diffLines(before, after);
  const gone = parts
    .filter(({ removed }) => removed)
    .flatMap(({ value }) => value.split('\n').filter(Boolean));
  const come = parts.filter((part) => part.added).flatMap(({ value }) => value.split('\n').filter(Boolean));
  expect(gone.length, `${before}\n=====\n${after}`).toBeLessThanOrEqual(most);
  expect(isWithin(withoutNothing(gone), withoutNothing(come)), `lost: ${gone.join('\n')}\n${after}`).toBe(
    true,
  );
}

/** Lines without what says that there is nothing yet, in whose place something comes. */
function withoutNothing(lines: readonly string[]): string {
  return lines.join('').replace(/null|\{\s*\}|\s/g, '');
}

function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at === part.length;
}

const word = fc.constantFrom(
  'inbox',
  'crm',
  'conversation.acd.end',
  'a',
  'Sales Support',
  'it\'s "#1"',
  '911',
  'no',
  'x: y',
  '$${a}',
  'Süd',
  '[x',
  '- y',
);
const key = fc.constantFrom('inbox', 'crm', 'sales', 'r-1', 'constructor', 'new', '12');
const target = fc.oneof(
  fc.record({ sqs: fc.record({ create: word }) }),
  fc.record({ lambda: fc.record({ existing: word }), deadLetter: fc.constant(false) }),
);
const queue = fc.oneof(word, fc.record({ glob: word }), fc.record({ name: word, division: word }));
const route = fc.record(
  {
    description: word,
    events: fc.array(word, { minLength: 1, maxLength: 3 }),
    queues: fc.array(queue, { minLength: 1, maxLength: 3 }),
    where: fc.dictionary(key, fc.array(word, { minLength: 1, maxLength: 2 }), { minKeys: 1, maxKeys: 2 }),
    targets: fc.array(word, { maxLength: 2 }),
  },
  { requiredKeys: ['events', 'targets'] },
);
const nothing = fc.constantFrom<JsonValue>(null, {});
const file = fc.record(
  {
    version: fc.constant(1),
    aws: fc.record({ account: fc.constant('111122223333') }),
    targets: fc.oneof(
      { weight: 5, arbitrary: fc.dictionary(key, target, { minKeys: 1, maxKeys: 3 }) },
      nothing,
    ),
    routes: fc.oneof(
      { weight: 5, arbitrary: fc.dictionary(key, route, { minKeys: 1, maxKeys: 3 }) },
      nothing,
    ),
    environments: fc.dictionary(key, fc.constantFrom({}, { aws: { account: '444455556666' } }), {
      minKeys: 1,
      maxKeys: 2,
    }),
  },
  { requiredKeys: ['version', 'aws'] },
) as fc.Arbitrary<JsonObject>;

const addition: fc.Arbitrary<Addition> = fc.oneof(
  fc.record({
    kind: fc.constant('entry' as const),
    path: fc.constant(['targets']),
    key: fc.constantFrom('added', 'n 2'),
    value: target,
    layout: fc.constant('line' as const),
  }),
  fc.record({
    kind: fc.constant('entry' as const),
    path: fc.constant(['routes']),
    key: fc.constant('added'),
    value: route,
    layout: fc.constant('lines' as const),
  }),
  fc.record({
    kind: fc.constant('entry' as const),
    path: fc.constant(['environments']),
    key: fc.constant('added'),
    value: fc.constantFrom({}, { aws: { account: '444455556666' } }),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    path: key.map((name) => ['routes', name, 'queues']),
    value: queue,
    after: fc.constant(['description', 'events']),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    path: key.map((name) => ['routes', name, 'events']),
    value: word,
  }),
);

/** A key is added once; an item may be many times. */
function nameOf(each: Addition): string {
  return each.kind === 'entry' ? [...each.path, each.key].join('.') : JSON.stringify(each);
}

/** Whatever the layout of a file: it says what it said and what is added, and nothing else changes. */
export function expectLayoutsKept(runs: fc.Parameters<unknown>): void {
  fc.assert(
    fc.property(
      file,
      drawnLayout,
      fc.uniqueArray(addition, { minLength: 1, maxLength: 3, selector: nameOf }),
      (content, layout, additions) => {
        const before = written(content, layout);
        fc.pre(sameValue(parse(before), content));
        const after = added(before, additions);
        expect(parse(after)).toEqual(additions.reduce<JsonValue>(withAddition, content));
        expectOnlyAdded(before, after, additions.length);
        expect(after.endsWith('\n')).toBe(before.endsWith('\n'));
        if (before.includes('\n') && layout.crlf) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      },
    ),
    runs,
  );
}

/** What was written is what was meant: some texts cannot be written in some layouts. */
function sameValue(read: unknown, meant: JsonValue): boolean {
  return JSON.stringify(read) === JSON.stringify(meant);
}
