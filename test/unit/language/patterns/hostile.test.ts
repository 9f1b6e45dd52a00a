import { describe, expect, it } from 'vitest';
import {
  describe as describePattern,
  explain,
  InvalidEvent,
  InvalidPattern,
  matches,
  parsePattern,
  readEvent,
  TooHardToMatch,
} from '../../../../src/lib/language/patterns/index.js';

const answer = (pattern: string, event: string) => matches(parsePattern(pattern), readEvent(event));
const mega = 1_000_000;

describe('hostile input', () => {
  it('writes no line of its own into what a pattern means', () => {
    const field = 'x\nNo rule takes it:';
    const described = describePattern(
      parsePattern(JSON.stringify({ [field]: ['a\nb'], b: [{ exists: true }] })),
    );
    expect(described.split('\n')).toEqual([
      'All of:',
      '  x\\nNo rule takes it: is "a\\nb"',
      '  b has a value',
    ]);
    const queueName = () => field;
    expect(describePattern(parsePattern('{"a": ["id"]}'), { queueName })).toBe(
      'a is x\\nNo rule takes it: (id)',
    );
  });

  it('of megabytes is answered', () => {
    const values = JSON.stringify(Array.from({ length: 30_000 }, (_, at) => `value ${at}`));
    expect(answer(`{"a": ${values}}`, `{"a": ${values}}`)).toBe(true);
    expect(answer(`{"a": ["value"]}`, `{"a": ${values}}`)).toBe(false);
    const fields = Array.from({ length: 20_000 }, (_, at) => `"k${at}": [${at}]`).join(',');
    expect(answer(`{${fields}}`, `{${fields}}`)).toBe(true);
    const repeated = Array.from({ length: 20_000 }, (_, at) => `"k${at % 10_000}": [${at}]`).join(',');
    expect(answer(`{${repeated}}`, `{${repeated}}`)).toBe(true);
  });

  it('that nests a million deep is refused, and a thousand deep is answered', () => {
    const deep = (open: string, middle: string, close: string, depth: number) =>
      open.repeat(depth) + middle + close.repeat(depth);
    const tooDeep = deep('{"a":', '[1]', '}', mega);
    expect(() => parsePattern(tooDeep)).toThrow(InvalidPattern);
    expect(() => parsePattern(tooDeep)).toThrow('nesting depth (1001)');
    expect(() => readEvent(tooDeep)).toThrow(InvalidEvent);
    expect(() => readEvent(deep('{"a":[', '1', ']}', mega))).toThrow(InvalidEvent);
    expect(() => parsePattern(deep('{"$or":[{"b":[1]},', '{"c":[1]}', ']}', mega))).toThrow(InvalidPattern);
    const nested = deep('{"a":', '[1]', '}', 999);
    expect(answer(nested, nested)).toBe(true);
    expect(explain(parsePattern(nested), readEvent('{"a": 1}')).matches).toBe(false);
    const arrays = deep('[', '1', ']', 998);
    expect(answer('{"a": [1]}', `{"a": ${arrays}}`)).toBe(true);
    const ors = deep('{"$or":[{"b":[1]},', '{"c":[1]}', ']}', 400);
    expect(answer(ors, '{"c": 1}')).toBe(true);
    expect(answer(ors, '{"d": 1}')).toBe(false);
  });

  it('with many stars is answered in one pass', () => {
    const value = 'a'.repeat(mega);
    expect(answer('{"x": [{"wildcard": "*a*a*a*a*b"}]}', `{"x": "${value}"}`)).toBe(false);
    expect(answer('{"x": [{"wildcard": "*a*a*a*a*a"}]}', `{"x": "${value}"}`)).toBe(true);
    expect(answer(`{"x": [{"wildcard": "*b${'a'.repeat(2_000)}*"}]}`, `{"x": "${value}"}`)).toBe(false);
    expect(() => parsePattern(`{"x": [{"wildcard": "*${'a'.repeat(2_000)}b*"}]}`)).toThrow(
      'Rule is too complex',
    );
    expect(() => parsePattern(`{"x": [{"wildcard": "${'*a'.repeat(mega)}"}]}`)).toThrow(
      'Rule is too complex',
    );
    const segments = Array.from({ length: 9 }, (_, at) => 'abcabdabe'.slice(at % 5).repeat(60)).join('*');
    expect(() => parsePattern(`{"x": [{"wildcard": "${segments}"}]}`)).toThrow(InvalidPattern);
  });

  it('with $or upon $or is answered, or refused as too much', () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, at) => `"$or": [{"a${at}": [1]}, {"b${at}": [1]}]`).join(',');
    const event = `{${Array.from({ length: 9 }, (_, at) => `"b${at}": 1`).join(',')}}`;
    expect(answer(`{${fields(9)}}`, event)).toBe(true);
    expect(answer(`{${fields(9)}}`, '{"b0": 1}')).toBe(false);
    expect(() => parsePattern(`{${fields(300)}}`)).toThrow('over 1000 rule combinations');
    const same = Array.from(
      { length: 300 },
      () => '"$or": [{"a": [1], "b": [1]}, {"a": [2], "c": [1]}]',
    ).join(',');
    expect(() => parsePattern(`{${same}}`)).toThrow('over 1000 rule combinations');
    const inArrays = Array.from(
      { length: 9 },
      (_, at) => `"$or": [{"l": {"a${at}": [1]}}, {"l": {"b${at}": [1]}}]`,
    ).join(',');
    const elements = Array.from(
      { length: 2_000 },
      (_, at) => `{"a${at % 9}": 1, "b${(at * 7) % 9}": 1}`,
    ).join(',');
    expect(() => answer(`{${inArrays}}`, `{"l": [${elements}]}`)).not.toThrow(RangeError);
  });

  it('with huge arrays of objects is answered in time near linear', () => {
    const elements = Array.from({ length: 30_000 }, (_, at) => (at % 2 === 0 ? '{"x":1}' : '{"y":1}')).join(
      ',',
    );
    const event = readEvent(`{"a": [${elements}]}`);
    expect(matches(parsePattern('{"a": {"x": [1], "y": [1]}}'), event)).toBe(false);
    expect(matches(parsePattern('{"a": {"x": [1], "z": [{"exists": false}]}}'), event)).toBe(true);
    expect(matches(parsePattern('{"a": {"x": [1], "y": [{"exists": false}]}}'), event)).toBe(true);
    expect(explain(parsePattern('{"a": {"x": [1], "y": [1]}}'), event).reasons[0]?.kind).toBe(
      'array-elements',
    );
    const repeated = `{${Array.from({ length: 22 }, () => '"a": [{"p":1},{"q":1},{"r":1},{"s":1}]').join(',')}}`;
    const wanted = parsePattern('{"a": {"p": [1], "q": [1], "r": [1], "s": [1], "t": [1]}}');
    expect(matches(wanted, readEvent(repeated))).toBe(false);
  });

  it('that no search could get through ends in a clear error', () => {
    const names = Array.from({ length: 24 }, (_, at) => `n${at}`);
    const list = `[${names.map((name) => `{"${name}":1}`).join(',')}]`;
    const event = readEvent(
      `{${names
        .slice(0, 23)
        .map(() => `"a": ${list}`)
        .join(',')}}`,
    );
    const wanted = parsePattern(`{"a": {${names.map((name) => `"${name}": [1]`).join(',')}}}`);
    expect(() => matches(wanted, event)).toThrow(TooHardToMatch);
  });

  it('with names of Object.prototype is only text', () => {
    expect(answer('{"__proto__": {"polluted": [true]}}', '{"__proto__": {"polluted": true}}')).toBe(true);
    expect(answer('{"constructor": [{"exists": true}]}', '{}')).toBe(false);
    expect(answer('{"toString": [{"exists": false}]}', '{}')).toBe(true);
    expect(answer('{"a": {"__proto__": [{"exists": true}]}}', '{"a": {}}')).toBe(false);
    expect(() => parsePattern('{"a": [{"constructor": 1}]}')).toThrow('Unrecognized match type constructor');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(explain(parsePattern('{"valueOf": ["x"]}'), readEvent('{"__proto__": 1}')).matches).toBe(false);
  });

  it('with strange Unicode is compared as UTF-8', () => {
    expect(answer('{"a": ["\\ud83d\\ude00"]}', '{"a": "😀"}')).toBe(true);
    expect(answer('{"a": ["\\ud83d"]}', '{"a": "\\ud83d"}')).toBe(true);
    expect(answer('{"a": ["\\ud83d"]}', '{"a": "\\ud83e"}')).toBe(false);
    // Half a pair is `?` where case is ignored, so an emoji never fits itself.
    expect(answer('{"a": [{"equals-ignore-case": "😀"}]}', '{"a": "😀"}')).toBe(false);
    expect(answer('{"a": ["é"]}', '{"a": "e\u0301"}')).toBe(false);
    expect(answer('{"a": [{"equals-ignore-case": "STRASSE"}]}', '{"a": "straße"}')).toBe(false);
    expect(answer('{"a": [{"equals-ignore-case": "straße"}]}', '{"a": "STRASSE"}')).toBe(true);
    expect(answer('{"a": [{"suffix": {"equals-ignore-case": "ΰ"}}]}', '{"a": "xΰ"}')).toBe(true);
    expect(answer('{"\\u0000": ["\\u0000"]}', '{"\\u0000": "\\u0000"}')).toBe(true);
    expect(describePattern(parsePattern('{"\u202e": ["\u202e"]}'))).toContain('\u202e');
  });

  it('that is no JSON is refused with its place', () => {
    for (const text of [
      '',
      ' ',
      '{',
      '{"a"',
      '{"a":',
      '{"a":[',
      '{"a":[1',
      '{"a":[1,]}',
      '{a:[1]}',
      "{'a':[1]}",
      '{"a":[01]}',
      '{"a":[NaN]}',
      '{"a":["\n"]}',
      '{"a":["\\x"]}',
      '{"a":["\\u12"]}',
      '[',
      'null',
      '{"a":[1]',
      '\ufeff{"a":[1]}',
    ]) {
      expect(() => parsePattern(text), text).toThrow(InvalidPattern);
      expect(() => readEvent(text), text).toThrow(InvalidEvent);
    }
    expect(() => parsePattern('{"resources": []}')).toThrow(
      'Event pattern is not valid. Reason: Empty arrays are not allowed\n at [Source: (String)"{"resources": []}"; line: 1, column: 17]',
    );
  });

  it('with numbers that no double holds compares the spelling of whole ones', () => {
    expect(answer('{"a": [12345678901234567890123]}', '{"a": 12345678901234567890123}')).toBe(true);
    expect(answer('{"a": [12345678901234567890123]}', '{"a": 12345678901234567890124}')).toBe(false);
    for (const inexact of ['1.0000000000000001', '1e309', '1e-400', '0.1234567890123456789']) {
      expect(answer(`{"a": [${inexact}]}`, `{"a": ${inexact}}`), inexact).toBe(false);
    }
    expect(answer('{"a": [3e2]}', '{"a": 300.0}')).toBe(true);
    expect(answer('{"a": [0]}', '{"a": -0.0}')).toBe(true);
    expect(answer('{"a": [1]}', `{"a": 1.${'0'.repeat(mega)}}`)).toBe(true);
  });
});
