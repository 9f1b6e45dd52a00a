import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/lib/base/json.js';
import { maskedLine } from '../../../../../src/lib/features/processors/logs/masked-line.js';
import { programTexts } from '../../../../../src/lib/features/processors/program-texts.js';
import { SourceTexts } from '../../../../../src/lib/features/processors/source-texts.js';

const ID = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';
const texts = new SourceTexts([
  `logger.info('A call left', { queue, wrapUpCode, talked, mediaType, ani, attributes });
logger.warn(\`No customer \${ani}\`);
throw new Error('The CRM does not answer.');
attempt`,
]);
const names = new Set(['Sales Support']);
const shown = (line: JsonObject) => JSON.parse(maskedLine(JSON.stringify(line), texts, names));

test("a handler's line: its own words, ids, names of queues and small numbers", () => {
  const line = {
    level: 'INFO',
    timestamp: '2026-03-01T10:00:00.000Z',
    message: 'A call left',
    processor: 'sales',
    requestId: ID,
    eventType: 'v2.detail.events.conversation.{id}.acd.end',
    conversationId: ID,
    correlationId: ID,
    attempt: 1,
  };
  const further = { queue: 'Sales Support', wrapUpCode: ID, talked: 39_674, mediaType: 'VOICE' };
  expect(shown({ ...line, ...further })).toEqual({ ...line, ...further });
  expect(shown({ message: 'No customer +4915112345678', ani: 4915112345678 })).toEqual({
    message: 'No customer (masked)',
    ani: '(masked)',
  });
  expect(shown({ message: 'Jane Doe', attributes: { 'Jane Doe': 'x' }, 'Jane Doe': 1 })).toEqual({
    message: '(masked)',
    attributes: { '(masked)': '(masked)' },
    '(masked)': '(masked)',
  });
});

test('what was thrown: the name, the places, and what it was written to say', () => {
  const at = ['at handler (file:///var/task/index.mjs:1:2)', 'at handlers/my-sales.ts:12:7', 'at Jane Doe'];
  const error = { name: 'Error', message: 'The CRM does not answer.' };
  expect(shown({ error, at })).toEqual({ error, at: [at[0], at[1], '(masked)'] });
  expect(shown({ error: { name: 'Jane Doe', message: 'Jane Doe' } })).toEqual({
    error: { name: '(masked)', message: '(masked)' },
  });
});

test("a line that is no JSON is shown where it is the platform's", () => {
  const lines = ['START RequestId: 1 Version: $LATEST', 'REPORT RequestId: 1'];
  for (const line of lines) expect(maskedLine(line, texts, names)).toBe(line);
  expect(maskedLine('Jane Doe called', texts, names)).toBe('(masked)');
  const head = `2026-03-01T10:00:00.000Z\t${ID}\tINFO\t`;
  expect(maskedLine(`${head}Jane Doe called\n`, texts, names)).toBe(`${head}(masked)`);
});

test('a line that is nested as deep as one can be is masked as a whole', () => {
  const deep = `{"message": ${'['.repeat(5_000)}"Jane Doe"${']'.repeat(5_000)}}`;
  expect(maskedLine(deep, texts, names)).toBe('{"(masked)":"(masked)"}');
});

test("the runtime's own words are known", async () => {
  const runtime = await programTexts({ file: '.genesysrc.yml' }, []);
  const own = { level: 'WARN', message: 'event dead-lettered', attempt: 2, reason: 'too-old' };
  const detail = '90 s old at its first receipt, of at most 60 s';
  expect(JSON.parse(maskedLine(JSON.stringify({ ...own, detail }), runtime, names))).toEqual({
    ...own,
    detail,
  });
  const metrics = {
    _aws: {
      Timestamp: 1_772_359_200_000,
      CloudWatchMetrics: [
        {
          Namespace: 'GenesysGcx',
          Dimensions: [['processor', 'eventType'], ['processor']],
          Metrics: [
            { Name: 'Received', Unit: 'Count' },
            { Name: 'Jane Doe', Unit: 'Count' },
          ],
        },
      ],
    },
    processor: 'sales',
    Received: 3,
    'Jane Doe': 4,
  };
  const masked = maskedLine(JSON.stringify(metrics), runtime, names);
  expect(masked).toContain('{"Name":"Received","Unit":"Count"},{"Name":"(masked)","Unit":"Count"}');
  expect(masked).toContain('"Timestamp":1772359200000');
  expect(masked).not.toContain('Jane');
});

test('a canary that a handler logs anyhow is in no line', () => {
  const canary = fc.constantFrom(
    '+4915112345678',
    'tel:+4915112345678',
    'canary@example.com',
    'Canary Person',
    '4915112345678',
  );
  const name = fc.constantFrom(
    'message',
    'error',
    'at',
    'detail',
    'reason',
    'level',
    'queue',
    'ani',
    'attributes',
    'x',
    'conversationId',
    'service',
    'eventType',
  );
  const value = fc
    .tuple(canary, fc.nat(5))
    .map(
      ([text, form]) =>
        [
          text,
          [text],
          { [text]: text },
          { name: 'Error', message: text },
          `Error: ${text} (attempt 1)`,
          `No customer: ${text}`,
        ][form] ?? '',
    );
  fc.assert(
    fc.property(fc.dictionary(name, value), canary, (line, text) => {
      const lines = [JSON.stringify({ ...line, [text]: text }), `x ${text}`, `Error\t${text}`];
      for (const each of lines) expect(maskedLine(each, texts, names)).not.toMatch(/491511|canary/i);
    }),
    { numRuns: 200 },
  );
});
