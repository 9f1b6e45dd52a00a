import { describe, expect, it } from 'vitest';
import {
  eventFileName,
  readTailEvent,
  type TailEvent,
} from '../../../../src/lib/features/tail/tail-event.js';
import {
  partnerFormat,
  readByFormat,
  relayedSample,
  requireEventType,
  requireFormat,
  sampleEvent,
} from '../../../../src/lib/language/events/index.js';

const queueId = '5affb229-7631-4992-b0ce-583505c6af07';

function sample(name: string, queue?: string) {
  return sampleEvent(requireEventType(name), {
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    suffix: 'prod',
    account: '111122223333',
    region: 'eu-west-1',
    time: new Date('2025-12-12T15:04:25Z'),
    ...(queue === undefined ? {} : { queueId: queue }),
  });
}

function read(event: unknown): TailEvent {
  const found = readTailEvent(JSON.stringify(event));
  if (found === undefined) throw new Error('not read');
  return found;
}

describe('an event', () => {
  it('says what happened, in which queue, to which conversation', () => {
    const event = sample('acd.end', queueId);
    expect(read(event)).toEqual({
      id: event.id,
      time: event.time,
      eventType: 'conversation.acd.end',
      alias: 'acd.end',
      queueId,
      conversationId: event.detail.eventBody['conversationId'],
      mediaType: 'VOICE',
      direction: event.detail.eventBody['direction'],
      event,
    });
  });

  it('names its queue in the topic, or nowhere', () => {
    expect(read(sample('routing.queues.users', queueId)).queueId).toBe(queueId);
    expect(read(sample('customer.end')).queueId).toBeUndefined();
  });

  it('names its conversation in the topic where the body does not', () => {
    const event = sample('acd.end');
    const bare = { ...event, detail: { ...event.detail, eventBody: {} } };
    expect(read(bare).conversationId).toBe(event.detail.eventBody['conversationId']);
  });

  it('of a type that nobody knows, or with strange content, is shown all the same', () => {
    const strange = { id: 'x', time: 'y', 'detail-type': 'v2.new.{id}', detail: { eventBody: [1] } };
    expect(read(strange)).toMatchObject({ eventType: 'v2.new.{id}', alias: 'v2.new.{id}' });
    const lists = { ...strange, detail: { eventBody: { queueId: ['a'], conversationId: 7, __proto__: 1 } } };
    expect(read(lists)).not.toHaveProperty('queueId');
  });

  it.each(['', 'no JSON', '[]', 'null', '"text"', '{}', '{"id":1,"time":2,"detail-type":3}'])(
    'is not %s',
    (body) => {
      expect(readTailEvent(body)).toBeUndefined();
    },
  );
});

describe('the file of an event', () => {
  it('sorts by time and says what it is', () => {
    const event = sample('acd.end');
    expect(eventFileName(read(event))).toMatch(
      new RegExp(`^20251212T1504\\d\\dZ-conversation\\.acd\\.end-${event.id}\\.json$`),
    );
  });

  it('stays in its folder, whatever the event says', () => {
    const name = eventFileName({
      ...read(sample('acd.end')),
      id: '../../etc/x',
      time: '/..\\',
      eventType: 'ü*',
    });
    expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
  });
});

it('an event of a relay is read by its format', () => {
  const format = requireFormat('com.genesys.cloud');
  const event = relayedSample(format, 'conversation.end', {
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    suffix: 'prod',
    account: '111122223333',
    region: 'eu-west-1',
    time: new Date('2025-12-12T15:04:25Z'),
    queueId,
    set: { mediaType: 'CHAT' },
  });
  expect(readTailEvent(JSON.stringify(event), [partnerFormat(), format])).toMatchObject({
    eventType: 'conversation.end',
    alias: 'conversation.end',
    queueId,
    mediaType: 'CHAT',
    conversationId: readByFormat(format, event).conversationId,
  });
});
