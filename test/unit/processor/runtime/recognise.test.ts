import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import {
  hasQueueInTopicName,
  isOfFormat,
  relayedSample,
  shippedFormats,
  toEventFormat,
} from '../../../../src/lib/language/events/formats/index.js';
import { catalogue } from '../../../../src/lib/language/events/index.js';
import { readTime } from '../../../../src/lib/processor/runtime/event-time.js';
import { recogniser } from '../../../../src/lib/processor/runtime/recognise.js';

const conditions: readonly JsonValue[] = [
  'com.acme',
  { prefix: 'com.' },
  { suffix: '.relay' },
  { wildcard: 'com.*.relay' },
  { 'equals-ignore-case': 'COM.ACME' },
  { 'anything-but': 'com.acme' },
];

const format = fc
  .record({
    source: fc.option(fc.uniqueArray(fc.constantFrom(...conditions), { minLength: 1, maxLength: 2 }), {
      nil: undefined,
    }),
    detailType: fc.constantFrom('{eventType}', 'Genesys {eventType}', 'ConversationEvent', undefined),
  })
  .map(({ source, detailType }) =>
    toEventFormat('acme', {
      ...(source === undefined ? {} : { source }),
      ...(detailType === undefined ? {} : { detailType }),
      ...(detailType?.includes('{') === true ? {} : { eventType: 'detail.type' }),
    }),
  );

const event: fc.Arbitrary<JsonObject> = fc.record({
  source: fc.constantFrom(
    'com.acme',
    'Com.Acme',
    'com.a.relay',
    'other',
    'aws.partner/genesys.com/cloud/x/y',
  ),
  'detail-type': fc.constantFrom('Genesys ended', 'Genesys ', 'ConversationEvent', 'ended'),
  detail: fc.constantFrom<JsonObject>({ type: 'ended' }, { type: 7 }, {}),
});

describe('the processor recognises events', () => {
  it('as everything else in gcx does', async () => {
    await fc.assert(
      fc.asyncProperty(format, event, async (each, sent) => {
        const recognise = await recogniser([each]);
        expect(recognise(sent) !== undefined).toBe(isOfFormat(each, sent));
      }),
    );
  });

  it('samples of all shipped formats are of their own', async () => {
    for (const each of shippedFormats().values()) {
      const { eventTypes } = each;
      const [first] = Array.isArray(eventTypes) ? eventTypes : [];
      const name =
        eventTypes === 'genesys' ? 'v2.detail.events.conversation.{id}.acd.end' : (first?.name ?? 'ended');
      const sample = relayedSample(each, name, {
        organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
        suffix: 'example',
        account: '111122223333',
        region: 'eu-west-1',
        time: new Date(1_765_551_865_126),
      });
      const recognise = await recogniser([each]);
      expect(recognise(sample)?.name).toBe(each.name);
    }
  });
});

it('an event type’s template says whether the topic’s name holds the queue, as the catalogue has it', () => {
  const wrong = catalogue().all.filter(
    ({ template, queue }) => hasQueueInTopicName(template) !== (queue === 'topicName'),
  );
  expect(wrong).toEqual([]);
});

it('times are read as ISO text, epoch in ms and in s', () => {
  const time = 1_765_551_865_000;
  expect(['2025-12-12T15:04:25Z', time, String(time), time / 1_000].map(readTime)).toEqual([
    time,
    time,
    time,
    time,
  ]);
  expect(['', 'soon', -1, Number.POSITIVE_INFINITY].map(readTime)).toEqual(Array(4).fill(undefined));
});
