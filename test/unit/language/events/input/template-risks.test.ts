import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../../src/lib/base/json.js';
import {
  fillInput,
  parseTemplate,
  refusalsOf,
  rightTemplate,
  riskOf,
  type ValueShape,
} from '../../../../../src/lib/language/events/input/index.js';

const anyText = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\n', 'é', '{', ']', '<', 'u') });
const plainText = fc.constantFrom('', '0a787ecb-4015', '2026-01-02T03:04:05Z', 'VOICE');
const number = fc.oneof(fc.integer(), fc.boolean(), fc.constant(1.5));

/** What each name's path may find, as the catalog of event types would have it. */
const FIELDS: Readonly<
  Record<string, { readonly shape: ValueShape; readonly value: fc.Arbitrary<JsonValue> }>
> = {
  id: { shape: { kind: 'plain-text' }, value: plainText },
  name: { shape: { kind: 'text' }, value: anyText },
  count: { shape: { kind: 'number' }, value: number },
  body: { shape: { kind: 'object' }, value: fc.dictionary(plainText, anyText) },
  words: { shape: { kind: 'list', of: { kind: 'text' } }, value: fc.array(anyText) },
  ids: { shape: { kind: 'list', of: { kind: 'plain-text' } }, value: fc.array(plainText) },
  counts: { shape: { kind: 'list', of: { kind: 'number' } }, value: fc.array(number) },
  none: { shape: { kind: 'nothing' }, value: fc.constant(null) },
};
const NAMES = Object.keys(FIELDS);
const PATHS = Object.fromEntries(NAMES.map((name) => [name, `$.detail.${name}`]));

const placeholder = fc.constantFrom(...NAMES).map((name) => `<${name}>`);
const words = fc.constantFrom('', 'of ', ' and \\"it\\"', ', ', '\\\\', '1 < 2 ');
const inQuotes = fc
  .array(fc.oneof(words, placeholder), { minLength: 1, maxLength: 4 })
  .map((parts) => `"${parts.join('')}"`);
const bare = fc.oneof(placeholder, fc.constantFrom('1', 'null', '"x"'));
const value = fc.oneof(
  bare,
  inQuotes,
  fc.array(fc.oneof(bare, inQuotes), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
);
const object = fc
  .array(value, { maxLength: 4 })
  .map((values) => `{${values.map((each, index) => `"k${index}": ${each}`).join(', ')}}`);
/** Templates that PutTargets takes, of every form. */
const template = fc.oneof(
  object,
  value,
  fc.array(inQuotes, { minLength: 2, maxLength: 3 }).map((lines) => lines.join('\n')),
);

const found = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, FIELDS[name]?.value ?? fc.constant(null)])),
  {
    requiredKeys: [],
  },
);

function eventOf(detail: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const there = Object.entries(detail).flatMap(([name, each]) =>
    each === undefined || name === 'none' ? [] : [[name, each] as const],
  );
  return { id: 'e', detail: Object.fromEntries(there) };
}

function risksOf(text: string): readonly string[] {
  const parsed = parseTemplate(text);
  return parsed.placeholders.flatMap((each) => riskOf(parsed, each, FIELDS[each.name]?.shape, false) ?? []);
}

function fill(text: string, event: JsonObject) {
  const origin = { ruleArn: 'arn:rule', ruleName: 'calls', ingested: 0 };
  return fillInput({ kind: 'template', template: text, paths: PATHS }, event, origin);
}

const isNested = (name: string) => ['object', 'list'].includes(FIELDS[name]?.shape.kind ?? '');

describe('a template', () => {
  it('of which nothing is told sends every event', () => {
    fc.assert(
      fc.property(template, found, (text, detail) => {
        expect(refusalsOf({ kind: 'template', template: text, paths: PATHS })).toEqual([]);
        fc.pre(risksOf(text).length === 0);
        expect(fill(text, eventOf(detail)).kind).toBe('sent');
      }),
      { numRuns: 500 },
    );
  });

  it('that is called right for it is taken, and sends every event', () => {
    fc.assert(
      fc.property(template, found, (text, detail) => {
        const right = rightTemplate(parseTemplate(text), ({ name }) => isNested(name)) ?? '';
        expect(refusalsOf({ kind: 'template', template: right, paths: PATHS })).toEqual([]);
        expect(risksOf(right)).toEqual([]);
        const filled = fill(right, eventOf(detail));
        expect(filled.kind).toBe('sent');
        // It leaves no name out.
        const names = (each: string) =>
          [...new Set(parseTemplate(each).placeholders.map(({ name }) => name))].sort();
        expect(names(right)).toEqual(names(text));
      }),
      { numRuns: 500 },
    );
  });

  // What was recorded to break breaks for a reason that is told.
  it.each<[string, string, string]>([
    ['{"a": "x <body> y"}', 'breaks', '{"body": <body>, "a": "x body y"}'],
    ['{"a": "<words>"}', 'breaks', '{"a": <words>}'],
    ['"x <name>"', 'may-break', '{"text": "x <name>"}'],
    ['"x <body>"', 'may-break', '{"body": <body>, "text": "x body"}'],
    ['"x <words>"', 'may-break', '{"words": <words>, "text": "x words"}'],
    ['[<id>]', 'breaks', '{"values": [<id>]}'],
    ['[1, <count>]', 'breaks-where-absent', '{"values": [1, <count>]}'],
    ['<count>', 'breaks-where-absent', '{"value": <count>}'],
    ['<name>', 'breaks', '{"value": <name>}'],
    ['"a"\n"b <name>"', 'may-break', '{"lines": ["a", "b <name>"]}'],
  ])('%s', (text, risk, right) => {
    expect(risksOf(text)).toEqual([risk]);
    expect(rightTemplate(parseTemplate(text), ({ name }) => isNested(name))).toBe(right);
  });

  it('knows what AWS fills in itself', () => {
    const risk = (text: string) => {
      const parsed = parseTemplate(text);
      return parsed.placeholders.map((each) => riskOf(parsed, each, undefined, true));
    };
    expect(risk('{"a": <aws.events.event.json>, "b": "<aws.events.rule-name>"}')).toEqual([
      undefined,
      undefined,
    ]);
    expect(risk('{"a": "<aws.events.event>"}')).toEqual(['breaks']);
    expect(risk('[<aws.events.rule-name>]')).toEqual(['breaks']);
    expect(risk('{"a": <b>, "c": "<d>"}')).toEqual(['breaks', 'stays-as-written']);
  });
});
