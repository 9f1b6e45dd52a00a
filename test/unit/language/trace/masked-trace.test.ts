import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { MASKED } from '../../../../src/lib/language/events/index.js';
import { createTracer, maskedTrace } from '../../../../src/lib/language/trace/index.js';
import { BILLING, capturedCall, knowledge, rule, SALES } from './example.js';

/** The captured call with other fields in its body, traced through rules that want something of the body. */
function traced(fields: JsonObject, wants: readonly JsonObject[], show = false) {
  const event = capturedCall(BILLING, fields);
  const tracer = createTracer(
    wants.map((each, at) => rule(`rule-${at}`, each)),
    knowledge,
  );
  const trace = tracer.trace(event);
  return show ? trace : maskedTrace(trace, event.json);
}

test('what an event has is not told of who called, whatever the pattern gets wrong about it', () => {
  const canary = 'tel:+4915112345678';
  const fields = {
    ani: canary,
    subject: `About ${canary}, ${'x'.repeat(200)}`,
    callbackNumbers: [canary, `${canary}9`],
    unpublished: { [canary]: 4915112345678 },
  };
  const wants = [
    { ani: ['+49'] },
    { ani: [canary.toUpperCase()] },
    { ani: [{ prefix: '+1' }] },
    { ani: [{ 'anything-but': [{ prefix: 'tel:' }] }] },
    { ani: { country: ['DE'] } },
    { ani: [null] },
    { ANI: [{ prefix: 'tel:' }] },
    { subject: [`About ${canary}`] },
    { callbackNumbers: [{ suffix: '1' }] },
    { unpublished: { number: [1] } },
    { unpublished: { [canary.replace('.', '')]: ['1'] } },
    { $or: [{ ani: ['a'] }, { subject: ['b'] }] },
    { queueId: [SALES], ani: ['x'] },
  ];
  const shown = JSON.stringify(traced(fields, wants, true));
  expect(shown.match(/491511/g)?.length).toBeGreaterThan(15);
  const masked = traced(fields, wants);
  // What a pattern wants is the file's.
  const hasAndWhy = JSON.stringify(masked, (key, value) =>
    key === 'wants' || key === 'path' || key === 'field' ? '' : value,
  );
  expect(
    hasAndWhy.replaceAll(/The event has \(masked\) in detail\.eventBody\.unpublished\.\S+ /g, ''),
  ).not.toMatch(/491511/);
  expect(hasAndWhy).toContain(MASKED);
});

test('what is of nobody is told as ever, and what fails fails', () => {
  const wants = [{ mediaType: ['CHAT'], ani: ['x'] }, { queueId: [SALES] }, { mediaType: ['voice'] }];
  const [masked, shown] = [traced({}, wants), traced({}, wants, true)];
  expect(masked.entries.map(({ name, outcome }) => [name, outcome.kind])).toEqual(
    shown.entries.map(({ name, outcome }) => [name, outcome.kind]),
  );
  const [queue, letters] = [1, 2].map((at) => masked.entries.find(({ name }) => name === `rule-${at}`));
  expect(queue).toEqual(shown.entries.find(({ name }) => name === 'rule-1'));
  expect(letters).toEqual(shown.entries.find(({ name }) => name === 'rule-2'));
  expect(masked.entries.find(({ name }) => name === 'rule-0')?.outcome).toMatchObject({
    miss: {
      failing: 2,
      clauses: [
        { field: 'mediaType', has: '"VOICE"' },
        { field: 'ani', wants: '"x"', has: MASKED },
      ],
    },
  });
});
