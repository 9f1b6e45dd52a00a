import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import {
  catalogue,
  type EventFormat,
  eventTypeFromText,
  eventTypeText,
  isOfFormat,
  partnerFormat,
  queueLocation,
  readByFormat,
  relayedSample,
  requireFormat,
  sampleEvent,
  shippedFormats,
  toEventFormat,
} from '../../../../src/lib/language/events/index.js';

const QUEUE = '5affb229-7631-4992-b0ce-583505c6af07';
const SETTINGS = {
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
  suffix: 'prod',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date('2025-12-12T15:04:25.123Z'),
};

function shipped(name: string): EventFormat {
  return requireFormat(name);
}

describe('the formats that gcx brings', () => {
  it('are partner, the default, and one for each relay that tutorials show', () => {
    expect([...shippedFormats().keys()]).toEqual([
      'partner',
      'com.genesys.cloud',
      'genesys.cloud/ConversationEvent',
      'genesys.cloud/update',
      'genesyscloud',
      'flat',
    ]);
  });

  it.each([...shippedFormats().keys()].filter((name) => name !== 'partner'))(
    '%s: a sample is of the format, and is read back as it was made',
    (name) => {
      const format = shipped(name);
      const event = relayedSample(format, 'conversation.end', SETTINGS);
      expect(isOfFormat(format, event)).toBe(true);
      const read = readByFormat(format, event);
      expect(read.eventType).toBe('conversation.end');
      const { conversationId, eventId, time, schemaVersion } = format.places;
      expect(read.conversationId === undefined).toBe(conversationId === undefined);
      expect(read.eventId === undefined).toBe(eventId === undefined);
      expect(read.schemaVersion === undefined).toBe(schemaVersion === undefined);
      expect(read.time).toBe(time === undefined ? undefined : '2025-12-12T15:04:25.123Z');
      expect(relayedSample(format, 'conversation.end', SETTINGS)).toEqual(event);
    },
  );

  it('tell which one an event is of', () => {
    const event = relayedSample(shipped('genesys.cloud/update'), 'conversation.end', SETTINGS);
    const fitting = [...shippedFormats().values()].filter((format) => isOfFormat(format, event));
    expect(fitting.map(({ name }) => name)).toEqual(['genesys.cloud/update']);
    const acdEnd = catalogue().findLoosely('acd.end');
    if (acdEnd === undefined) throw new Error('no acd.end');
    expect(isOfFormat(partnerFormat(), sampleEvent(acdEnd, SETTINGS))).toBe(true);
    expect(isOfFormat(shipped('com.genesys.cloud'), sampleEvent(acdEnd, SETTINGS))).toBe(false);
  });
});

describe('a queue', () => {
  it('stands where the format has it', () => {
    const format = shipped('com.genesys.cloud');
    const event = relayedSample(format, 'conversation.end', {
      ...SETTINGS,
      queueId: QUEUE,
      queueName: 'Sales Support',
    });
    expect(event['detail']).toMatchObject({ queue: { id: QUEUE, name: 'Sales Support' } });
    expect(readByFormat(format, event)).toMatchObject({ queueId: QUEUE, queueName: 'Sales Support' });
  });

  it('may be null', () => {
    const format = shipped('com.genesys.cloud');
    const event = relayedSample(format, 'conversation.end', { ...SETTINGS, set: { queue: null } });
    expect(event['detail']).toMatchObject({ queue: null });
    expect(readByFormat(format, event)).not.toHaveProperty('queueId');
  });

  it('is refused where the format or the event type has none', () => {
    const withQueue = { ...SETTINGS, queueId: QUEUE };
    expect(() => relayedSample(shipped('genesyscloud'), 'conversationEnded', withQueue)).toThrow(
      'An event of conversationEnded has no queue in the format genesyscloud.',
    );
    const own = toEventFormat('own', {
      detailType: '{eventType}',
      queueId: 'detail.queue',
      eventTypes: ['ended', { name: 'started', queue: false }],
    });
    expect(queueLocation(own, 'ended')).toBe('body');
    expect(queueLocation(own, 'started')).toBe('none');
    expect(() => relayedSample(own, 'started', withQueue)).toThrow('has no queue');
  });
});

describe('a relay of Genesys’s own event types', () => {
  const format = toEventFormat('acme', {
    source: 'com.acme.relay',
    detailType: 'genesys:{eventType}',
    eventTypes: 'genesys',
    queueId: 'detail.body.queueId',
    topicName: 'detail.topic',
    payload: 'detail.body',
  });
  const template = 'v2.detail.events.conversation.{id}.acd.end';

  it('carries Genesys’s body, and says the template', () => {
    const event = relayedSample(format, 'acd.end', {
      ...SETTINGS,
      queueId: QUEUE,
      set: { mediaType: 'CHAT' },
    });
    expect(event).toMatchObject({
      source: 'com.acme.relay',
      'detail-type': `genesys:${template}`,
      detail: { body: { queueId: QUEUE, mediaType: 'CHAT' } },
    });
    expect(readByFormat(format, event)).toMatchObject({ eventType: template, queueId: QUEUE });
  });

  it('finds the queue in the topic’s name where Genesys has it there', () => {
    const users = 'v2.routing.queues.{id}.users';
    expect(queueLocation(format, users)).toBe('topicName');
    const event = relayedSample(format, users, { ...SETTINGS, queueId: QUEUE });
    expect(readByFormat(format, event)).toMatchObject({ eventType: users, queueId: QUEUE });
    const withoutTopic = toEventFormat('acme', { eventTypes: 'genesys', detailType: '{eventType}' });
    expect(queueLocation(withoutTopic, users)).toBe('none');
  });
});

it('a sample has a source that the format’s conditions take', () => {
  const conditions: readonly JsonObject[] = [
    { prefix: 'com.acme.' },
    { prefix: 'com.acme' },
    { suffix: '.relay' },
    { wildcard: 'com.*.relay' },
    { 'equals-ignore-case': 'COM.ACME' },
  ];
  for (const condition of conditions) {
    const format = toEventFormat('acme', { source: [condition], detailType: '{eventType}' });
    expect(isOfFormat(format, relayedSample(format, 'ended', SETTINGS))).toBe(true);
  }
});

it('event types are read from a detail-type as they were written into it', () => {
  const format = toEventFormat('acme', { detailType: 'Genesys {eventType} event' });
  expect(eventTypeText(format, 'ended')).toBe('Genesys ended event');
  expect(eventTypeFromText(format, 'Genesys ended event')).toBe('ended');
  expect(eventTypeFromText(format, 'Genesys  event')).toBeUndefined();
  expect(eventTypeFromText(format, 'Other ended event')).toBeUndefined();
});

it('an unknown format is told with what was probably meant', () => {
  expect(() => requireFormat('com.genesys.clod')).toThrow('There is no event format "com.genesys.clod".');
});
