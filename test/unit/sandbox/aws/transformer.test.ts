import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/json.js';
import { atJsonPath } from '../../../../src/lib/sandbox/aws/delivery/json-path.js';
import { placeholdersOf, transform } from '../../../../src/lib/sandbox/aws/delivery/transformer.js';
import type { RuleRecord } from '../../../../src/lib/sandbox/aws/state.js';

const RULE: RuleRecord = {
  name: 'calls',
  arn: 'arn:rule',
  bus: 'b',
  state: 'ENABLED',
  tags: {},
  targets: [],
};

const EVENT: JsonObject = {
  id: 'e1',
  source: 'me',
  resources: ['r1', 'r2'],
  detail: { text: 'say "hi"\n', number: 3, legs: [{ id: 1 }, { id: 2 }], 'a-b': true },
};

/** What a target with this input receives of the event. */
function receive(input: JsonObject, event: JsonObject = EVENT): string {
  return transform(event, { Id: 't', Arn: 'arn:t', ...input }, RULE, 0);
}

const template = (InputTemplate: string, InputPathsMap: Record<string, string>) =>
  receive({ InputTransformer: { InputTemplate, InputPathsMap } });

describe('JSON paths', () => {
  it.each<[string, JsonValue | undefined]>([
    ['$', EVENT],
    ['$.id', 'e1'],
    ['$.detail.legs[1].id', 2],
    ['$.detail.legs[-1].id', 2],
    ['$.detail.legs[*].id', [1, 2]],
    ["$['detail']['a-b']", true],
    ['$.detail.a-b', true],
    ['$.detail.none', undefined],
    ['$.id.length', undefined],
    ['$.toString', undefined],
    ['id', undefined],
    ['$..id', undefined],
  ])('%s', (path, value) => {
    expect(atJsonPath(EVENT, path)).toEqual(value);
  });
});

describe('what a target receives', () => {
  it('is the event, a part of it, or a constant', () => {
    expect(JSON.parse(receive({}))).toEqual(EVENT);
    expect(JSON.parse(receive({ InputPath: '$.detail.legs' }))).toEqual([{ id: 1 }, { id: 2 }]);
    expect(receive({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  });

  it('is a template filled with JSON outside quotes and text inside', () => {
    const filled = template(
      '{"text": <text>, "n": <n>, "legs": <legs>, "said": "<text> and <n> in <legs>"}',
      {
        text: '$.detail.text',
        n: '$.detail.number',
        legs: '$.detail.legs',
      },
    );
    expect(JSON.parse(filled)).toEqual({
      text: 'say "hi"\n',
      n: 3,
      legs: [{ id: 1 }, { id: 2 }],
      said: 'say "hi"\n and 3 in [{"id":1},{"id":2}]',
    });
  });

  it('has an empty text where a path leads nowhere', () => {
    expect(template('{"a": <a>, "b": "x<a>y"}', { a: '$.detail.none' })).toBe('{"a": "", "b": "xy"}');
  });

  it('knows the rule and the event without paths', () => {
    const { detail: _detail, ...head } = EVENT;
    const filled = template(
      '{"r": <aws.events.rule-name>, "a": "<aws.events.rule-arn>", "e": <aws.events.event>, "j": <aws.events.event.json>, "t": <aws.events.event.ingestion-time>}',
      {},
    );
    expect(JSON.parse(filled)).toEqual({
      r: 'calls',
      a: 'arn:rule',
      e: head,
      j: EVENT,
      t: '1970-01-01T00:00:00.000Z',
    });
  });

  it('is valid JSON for any text in the event', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const input = {
          InputTransformer: { InputTemplate: '{"a": <v>, "b": "x <v>"}', InputPathsMap: { v: '$.v' } },
        };
        expect(JSON.parse(receive(input, { v: value }))).toEqual({ a: value, b: `x ${value}` });
      }),
    );
  });

  it('leaves alone what is no placeholder', () => {
    expect(placeholdersOf('<a> < b> <c-d> <aws.events.event>')).toEqual(['a', 'c-d', 'aws.events.event']);
    expect(template('"1 < 2 \\"<a>\\" <"', { a: '$.id' })).toBe('"1 < 2 \\"e1\\" <"');
  });
});
