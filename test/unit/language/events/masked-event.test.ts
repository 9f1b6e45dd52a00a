import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import {
  catalogue,
  MASKED,
  maskedEvent,
  requireEventType,
  sampleEvent,
  shippedFormats,
  toEventFormat,
  validateEvent,
} from '../../../../src/lib/language/events/index.js';

const settings = {
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
  suffix: 'prod',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date('2025-12-12T15:04:25.126Z'),
};
const acdEnd = sampleEvent(requireEventType('acd.end'), settings);
const BODY = acdEnd.detail.eventBody;
const withBody = (body: JsonObject): JsonObject => ({
  ...acdEnd,
  detail: { ...acdEnd.detail, eventBody: body },
});
const bodyOf = (body: JsonObject): JsonValue | undefined => {
  const { detail } = maskedEvent(withBody(body));
  return isJsonObject(detail) ? detail['eventBody'] : undefined;
};

/** A value with a canary in place of each text in it. */
function withCanary(value: JsonValue, canary: JsonValue): JsonValue {
  if (typeof value === 'string') return canary;
  if (Array.isArray(value)) return value.map((each: JsonValue) => withCanary(each, canary));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withCanary(member, canary)]));
}

test('a canary in every text of an event of any type is found nowhere in it', () => {
  const canary = fc.constantFrom<JsonValue>(
    'tel:+4915112345678',
    '+4915112345678',
    '4915112345678',
    4915112345678,
    'canary@example.com',
    'Canary Person',
    'Canary',
    'sip:canary@example.com',
  );
  fc.assert(
    fc.property(fc.constantFrom(...catalogue().all), fc.nat(), canary, (eventType, seed, text) => {
      const event = sampleEvent(eventType, { ...settings, seed });
      const eventBody = {
        ...event.detail.eventBody,
        ...Object.fromEntries(
          catalogue()
            .fields(eventType)
            .filter(({ path }) => !path.includes('.'))
            .map(({ path }) => [path, text]),
        ),
        neverPublished: text,
        neverPublishedEither: { [String(text)]: [text] },
      };
      const full = { ...event, detail: { ...event.detail, eventBody: withCanary(eventBody, text) } };
      const all = [
        full,
        { ...full, extra: text },
        { ...full, detail: { ...full.detail, topicName: `v2.${text}`, more: text } },
      ];
      // A number in a field of numbers is what Genesys says it is: it calls no telephone numbers numbers.
      const numbers = catalogue()
        .fields(eventType)
        .some(({ type }) => type === 'integer' || type === 'number');
      if (typeof text === 'number' && numbers) return;
      for (const each of all)
        expect(JSON.stringify(maskedEvent(each)).toLowerCase()).not.toMatch(/canary|491511/);
    }),
    { numRuns: 60 },
  );
});

test('what is of nobody is kept: ids, times, numbers, Booleans, words of closed lists', () => {
  const kept = { ...BODY };
  for (const name of [
    'ani',
    'dnis',
    'provider',
    'addressTo',
    'addressFrom',
    'callbackUserName',
    'callbackNumbers',
    'subject',
  ])
    delete (kept as Record<string, JsonValue>)[name];
  expect(bodyOf(BODY)).toMatchObject(kept);
  expect(maskedEvent(acdEnd)).toMatchObject({ ...acdEnd, detail: { ...acdEnd.detail, eventBody: kept } });
});

test('who called, and fields that nobody published, are masked; words only where they are published', () => {
  expect(
    bodyOf({
      conversationId: BODY['conversationId'] ?? '',
      ani: 'tel:+4915112345678',
      callbackNumbers: ['+4915112345678', '+4915112345679'],
      mediaType: 'voice',
      direction: 'Jane',
      connectedDurationMs: 4_711,
      brandNew: 'Jane Doe',
      brandNewNumber: 4915112345678,
      brandNewFlag: true,
      brandNewId: settings.organization,
      brandNewObject: { '+4915112345678': 1 },
    }),
  ).toEqual({
    conversationId: BODY['conversationId'],
    ani: MASKED,
    callbackNumbers: [MASKED, MASKED],
    mediaType: 'voice',
    direction: MASKED,
    connectedDurationMs: 4_711,
    brandNew: MASKED,
    brandNewNumber: MASKED,
    brandNewFlag: true,
    brandNewId: settings.organization,
    brandNewObject: MASKED,
  });
});

test("the keys of free maps are people's own", () => {
  const withMap = catalogue().all.flatMap((eventType) => {
    const map = catalogue()
      .fields(eventType)
      .find(({ path, type, array }) => type === 'map' && !array && !path.includes('.'));
    return map === undefined ? [] : [{ eventType, path: map.path }];
  });
  expect(withMap.length).toBeGreaterThan(3);
  for (const { eventType, path } of withMap) {
    const event = sampleEvent(eventType, settings);
    const masked = (map: JsonObject) =>
      maskedEvent({ ...event, detail: { ...event.detail, eventBody: { [path]: map } } });
    expect(masked({ 'Jane Doe': '1' }), path).toMatchObject({
      detail: { eventBody: { [path]: { [MASKED]: MASKED } } },
    });
    expect(masked({}), path).toMatchObject({ detail: { eventBody: { [path]: {} } } });
  }
});

test('a masked event is as valid as it was', () => {
  const folder = new URL('../../../../config/event-samples/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const event = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    expect(validateEvent(maskedEvent(event)), file).toEqual([]);
  }
});

test('of a relay, what its format names is known; the rest of its detail keeps its fields, not what they hold', () => {
  const formats = [...shippedFormats().values()];
  const id = settings.organization;
  const relayed = {
    version: '0',
    id,
    'detail-type': 'conversation.end',
    source: 'com.genesys.cloud',
    account: '111122223333',
    time: '2025-12-12T15:04:25Z',
    region: 'eu-west-1',
    resources: [],
    detail: {
      conversationId: id,
      mediaType: 'voice',
      queue: { id, name: 'Jane Doe' },
      caller: '+4915112345678',
      participant: { 'Jane Doe': 'x' },
    },
  };
  expect(maskedEvent(relayed, formats)).toEqual({
    ...relayed,
    detail: {
      conversationId: id,
      mediaType: 'voice',
      queue: { id, name: MASKED },
      caller: MASKED,
      participant: MASKED,
    },
  });
  const spaced = toEventFormat('spaced', {
    detailType: 'Call Ended',
    source: 'my relay',
    conversationId: 'detail.id',
  });
  const other = { ...relayed, source: 'my relay', 'detail-type': 'Call Ended', detail: { id, by: 'Jane' } };
  expect(maskedEvent(other, [spaced])).toMatchObject({
    source: 'my relay',
    'detail-type': 'Call Ended',
    detail: { id, by: MASKED },
  });
  expect(maskedEvent(other)).toMatchObject({ source: MASKED, 'detail-type': MASKED });
});
