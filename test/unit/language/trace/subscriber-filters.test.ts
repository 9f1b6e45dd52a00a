import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { MASKED } from '../../../../src/lib/language/events/index.js';
import {
  createTracer,
  filteredWords,
  maskedTrace,
  type SentTarget,
  type SubscriberFilter,
  type TraceableEvent,
  withFilters,
} from '../../../../src/lib/language/trace/index.js';
import { filterAccepts } from '../../../../src/lib/sandbox/aws/sns/filter.js';
import { BILLING, capturedCall, knowledge, rule, SALES } from './example.js';

const TOPIC = 'sns:eu-west-1:111122223333:board';
const tracer = createTracer(
  [rule('calls', { conversationId: [{ exists: true }] }, { targets: [TOPIC] })],
  knowledge,
);

function traced(event: TraceableEvent, filters: readonly SubscriberFilter[]) {
  const filtersOf = (arn: string) => (arn === `arn:aws:${TOPIC}` ? filters : []);
  return withFilters(tracer.trace(event), event, { filtersOf, knowledge });
}

function sentTo({ entries: [entry] }: ReturnType<typeof traced>): SentTarget | undefined {
  return entry?.outcome.kind === 'reaches' ? entry.outcome.targets[0] : undefined;
}

const onBody = (body: JsonObject): SubscriberFilter => ({
  subscriber: 'phone',
  scope: 'body',
  policy: JSON.stringify({ detail: { eventBody: body } }),
});

function words(event: TraceableEvent, ...filters: readonly SubscriberFilter[]): readonly string[] {
  return (sentTo(traced(event, filters))?.filtered ?? []).map(filteredWords);
}

test('a subscriber is named as filtered out exactly where SNS does not send it the event', () => {
  const value = fc.constantFrom<string | number>('VOICE', 'voice', 'CHAT', 7, 70);
  const condition = fc.oneof(
    value,
    fc.constantFrom<JsonObject>(
      { prefix: 'VO' },
      { suffix: 'AT' },
      { exists: true },
      { exists: false },
      { 'equals-ignore-case': 'voice' },
      { numeric: ['>', 10] },
      { 'anything-but': ['CHAT', 'VOICE'] },
    ),
  );
  const fields = fc.dictionary(
    fc.constantFrom('mediaType', 'flowType', 'duration'),
    fc.array(condition, { minLength: 1, maxLength: 3 }),
    { minKeys: 1 },
  );
  const body = fc.dictionary(fc.constantFrom('mediaType', 'flowType', 'duration'), value);
  fc.assert(
    fc.property(fields, body, (wanted, has) => {
      const event = capturedCall(SALES, has);
      const filter = onBody(wanted);
      const policy = { FilterPolicy: filter.policy, FilterPolicyScope: 'MessageBody' };
      const isSent = filterAccepts(policy, JSON.stringify(event.json), {});
      expect(words(event, filter).length === 0).toBe(isSent);
    }),
  );
});

test('it is said which field the filter wants otherwise, queues by their names', () => {
  const event = capturedCall(BILLING, { mediaType: 'CHAT' });
  expect(words(event, onBody({ mediaType: ['VOICE', { prefix: 'C-' }], direction: ['INBOUND'] }))).toEqual([
    expect.stringMatching(/^not sent to phone, by its filter: mediaType wants "VOICE" or .*, has "CHAT"/),
  ]);
  expect(words(event, onBody({ queueId: [SALES] }))).toEqual([
    'not sent to phone, by its filter: queueId wants Sales Support, has Billing',
  ]);
  const branches = onBody({ $or: [{ mediaType: ['VOICE'] }, { mediaType: ['EMAIL'] }] });
  expect(words(event, branches)).toEqual(['not sent to phone, by its filter: no branch of $or holds']);
  expect(words(event, { ...branches, scope: 'attributes' })).toEqual([
    'not sent to phone: its filter looks into message attributes, and EventBridge sends none',
  ]);
  expect(words(event, { ...branches, policy: '{' })).toEqual([
    'whether it is sent to phone is not known: gcx does not understand its filter',
  ]);
});

test('what an event has is masked here, too', () => {
  const event = capturedCall(SALES, { ani: 'tel:+4915112345678' });
  const trace = traced(event, [onBody({ ani: [{ prefix: 'tel:+1' }] })]);
  expect(JSON.stringify(trace)).toContain('+49151');
  const masked = maskedTrace(trace, event.json);
  expect(JSON.stringify(masked)).not.toContain('49151');
  expect(sentTo(masked)?.filtered?.[0]?.clauses[0]).toMatchObject({
    field: 'ani',
    has: MASKED,
    holds: false,
  });
});
