import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../../src/lib/base/json.js';
import {
  atJsonPath,
  fillInput,
  parseJsonPath,
  parseTemplate,
} from '../../../../../src/lib/language/events/input/index.js';
import { anyCharacter } from '../../../../harness/any-character.js';

const EVENT: JsonObject = {
  id: 'e1',
  source: 'me',
  resources: ['r1', 'r2'],
  detail: { text: 'say "hi"\n', number: 3, legs: [{ id: 1 }, { id: 2 }], 'a-b': true, 'a.b': 1 },
};
const ORIGIN = { ruleArn: 'arn:rule', ruleName: 'calls', ingested: 0 };

function filled(template: string, paths: Record<string, string>, event: JsonObject = EVENT) {
  return fillInput({ kind: 'template', template, paths }, event, ORIGIN);
}

describe('JSON paths', () => {
  it.each<[string, JsonValue | undefined]>([
    ['$', EVENT],
    ['$.id', 'e1'],
    ['$.detail.legs[1].id', 2],
    ['$.detail.legs[2].id', undefined],
    ['$.detail.legs[*].id', [1, 2]],
    ['$.detail.legs.id', undefined],
    ['$.detail.a-b', true],
    ['$.detail.none', undefined],
    ['$.detail[*]', undefined],
    ['$.id.length', undefined],
    ['$.toString', undefined],
  ])('%s', (path, value) => {
    expect(parseJsonPath(path)).toBeDefined();
    expect(atJsonPath(EVENT, path)).toEqual(value);
  });

  it.each([
    '',
    'id',
    '$..id',
    '$.',
    "$['detail']",
    '$.detail.*',
    '$.detail.legs[-1]',
    '$.detail.legs[0:1]',
    '$.a b',
  ])('"%s" is none', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
    expect(atJsonPath(EVENT, path)).toBeUndefined();
  });
});

describe('what is filled', () => {
  it('is JSON for any text in the event where the template is an object', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (value) => {
        const result = filled('{"a": <v>, "b": "x <v>"}', { v: '$.v' }, { v: value });
        expect(result.kind).toBe('sent');
        if (result.kind === 'sent') expect(JSON.parse(result.text)).toEqual({ a: value, b: `x ${value}` });
      }),
    );
  });

  it('is sent of a text template exactly where the text needs no escape', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\n', 'n', 'é', '<', '>') }),
        (value) => {
          const result = filled('"x <v>"', { v: '$.v' }, { v: value });
          // Recorded: the text stands there raw, and what comes of it has to be JSON.
          const text = `"x ${value}"`;
          expect(result.kind === 'nothing' ? '' : result.text).toBe(text);
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          // Several texts that follow one another are taken, too.
          if (valid) expect(result.kind).toBe('sent');
          else if (!value.includes('"')) expect(result.kind).toBe('broken');
        },
      ),
    );
  });

  it('may be several lines of text', () => {
    expect(filled('"a <id>"\n"b"', { id: '$.id' })).toEqual({ kind: 'sent', text: '"a e1"\n"b"' });
  });

  it('needs its form from the first character: what white space before it does is not known', () => {
    expect(filled(' {"a": <id>}', { id: '$.id' })).toEqual({ kind: 'broken', text: ' {"a": e1}' });
  });
});

describe('parseTemplate', () => {
  it('tells placeholders from what is none', () => {
    const { placeholders, odd } = parseTemplate('<a> < b> <c-d> <aws.events.event> <>');
    expect(placeholders.map(({ name }) => name)).toEqual(['a', 'c-d', 'aws.events.event']);
    expect(odd).toEqual([' b', '']);
  });

  it('knows quotes, also behind backslashes, and keys', () => {
    const told = parseTemplate('{"\\"<a>": "\\\\<b>", "<c>" : <d>, <e>: "<f>"}').placeholders.map(
      ({ name, quoted, alone, key }) =>
        `${name}${quoted ? ' quoted' : ''}${alone ? ' alone' : ''}${key ? ' key' : ''}`,
    );
    expect(told).toEqual(['a quoted key', 'b quoted', 'c quoted alone key', 'd', 'e key', 'f quoted alone']);
  });
});
