import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import {
  catalogue,
  requireEventType,
  type SampleSettings,
  sampleEvent,
  validateEvent,
} from '../../../../src/lib/language/events/index.js';

const { all, classify } = catalogue();
const settings: SampleSettings = {
  organization: 'c7a2ea20-b2f1-4c94-ae05-319acb5c7427',
  suffix: 'prod',
  account: '444455556666',
  region: 'eu-west-1',
  time: new Date('2026-01-02T03:04:05.678Z'),
};
const queueId = '0f0e0d0c-0b0a-4908-8706-050403020100';

test('a sample of any event type, with any seed and time, is valid and the same again', () => {
  const anySettings = fc.record({
    eventType: fc.constantFrom(...all),
    seed: fc.nat(),
    time: fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  });
  fc.assert(
    fc.property(anySettings, ({ eventType, seed, time }) => {
      const event = sampleEvent(eventType, { ...settings, seed, time });
      expect(validateEvent(event)).toEqual([]);
      expect(classify(event.detail.topicName)).toBe(eventType);
      expect(sampleEvent(eventType, { ...settings, seed, time })).toEqual(event);
    }),
    { numRuns: 300 },
  );
});

test('every event type has a valid sample', () => {
  for (const eventType of all) {
    expect(validateEvent(sampleEvent(eventType, settings)), eventType.name).toEqual([]);
  }
});

describe('the envelope', () => {
  const event = sampleEvent(requireEventType('acd.end'), settings);

  test('is of the organisation and account asked for', () => {
    expect(event).toMatchObject({
      source: 'aws.partner/genesys.com/cloud/c7a2ea20-b2f1-4c94-ae05-319acb5c7427/prod',
      'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
      account: '444455556666',
      region: 'eu-west-1',
      time: '2026-01-02T03:04:05Z',
    });
  });

  test('names the conversation in the topic name', () => {
    const { topicName, eventBody } = event.detail;
    expect(topicName).toBe(`v2.detail.events.conversation.${eventBody['conversationId']}.acd.end`);
  });

  test('another organisation, seed or time gives another event id', () => {
    const acdEnd = requireEventType('acd.end');
    const ids = [
      event.id,
      sampleEvent(acdEnd, { ...settings, seed: 1 }).id,
      sampleEvent(acdEnd, { ...settings, organization: queueId }).id,
      sampleEvent(acdEnd, { ...settings, time: new Date('2026-01-02T03:04:05.679Z') }).id,
      sampleEvent(requireEventType('acd.start'), settings).id,
    ];
    expect(new Set(ids).size).toBe(5);
  });
});

describe('times', () => {
  test('epoch milliseconds in detail events, ISO in audits and transcription', () => {
    const time = settings.time.getTime();
    for (const name of ['acd.end', 'acd.start', 'wrapup', 'flow.outcome']) {
      expect(sampleEvent(requireEventType(name), settings).detail.eventBody['eventTime'], name).toBe(time);
    }
    for (const name of ['audits.entitytype.entityid', 'conversations.transcription']) {
      expect(sampleEvent(requireEventType(name), settings).detail.eventBody['eventTime'], name).toBe(
        '2026-01-02T03:04:05.678Z',
      );
    }
  });

  test('the other times of a captured event move with it', () => {
    const { eventBody } = sampleEvent(requireEventType('flow.outcome'), settings).detail;
    expect(eventBody['flowOutcomeStartTime']).toBe(settings.time.getTime() - 93_649);
    expect(eventBody['flowMilestones']).toMatchObject([
      { milestoneTime: settings.time.getTime() - 93_649 },
      {},
      {},
      {},
      {},
    ]);
  });
});

describe('seeds', () => {
  test('another seed is another conversation in the same queue; all event types of one seed share it', () => {
    const of = (name: string, seed: number) =>
      sampleEvent(requireEventType(name), { ...settings, seed }).detail.eventBody;
    expect(of('acd.end', 1)['conversationId']).not.toBe(of('acd.end', 2)['conversationId']);
    expect(of('acd.end', 1)['queueId']).toBe(of('acd.end', 2)['queueId']);
    expect(of('acd.start', 1)['conversationId']).toBe(of('acd.end', 1)['conversationId']);
    expect(of('user.end', 1)['conversationId']).toBe(of('wrapup', 1)['conversationId']);
  });

  test("the organisation's id in a body is the one asked for", () => {
    const { eventBody } = sampleEvent(requireEventType('conversations.transcription'), settings).detail;
    expect(eventBody['organizationId']).toBe(settings.organization);
  });
});

describe('the queue', () => {
  test('is put where the event type carries it', () => {
    for (const eventType of all.filter(({ queue }) => queue !== 'none')) {
      const { topicName, eventBody } = sampleEvent(eventType, { ...settings, queueId }).detail;
      if (eventType.queue === 'body') expect(eventBody['queueId']).toBe(queueId);
      else expect(topicName.split('.')).toContain(queueId);
    }
  });

  test('is refused where it carries none, with those that do', () => {
    const attempt = () => sampleEvent(requireEventType('customer.end'), { ...settings, queueId });
    expect(attempt).toThrow(GcxError);
    expect(attempt).toThrow('An event of conversation.customer.end has no queue.');
  });
});

describe('set', () => {
  test('sets fields, through arrays too', () => {
    const event = sampleEvent(requireEventType('conversations.transcription'), {
      ...settings,
      set: { 'transcripts.channel': 'INTERNAL', 'status.status': 'SESSION_ENDED' },
    });
    expect(event.detail.eventBody).toMatchObject({
      transcripts: [{ channel: 'INTERNAL', isFinal: true }],
      status: { status: 'SESSION_ENDED' },
    });
    expect(validateEvent(event)).toEqual([]);
  });

  test('a media type takes the captured event of that type, else fills what that type fills', () => {
    const chat = sampleEvent(requireEventType('customer.end'), { ...settings, set: { mediaType: 'CHAT' } });
    expect(chat.detail.eventBody).toMatchObject({ mediaType: 'CHAT', provider: 'PureCloud Webchat v2' });
    const email = sampleEvent(requireEventType('acd.end'), { ...settings, set: { mediaType: 'EMAIL' } });
    expect(email.detail.eventBody).toMatchObject({ mediaType: 'EMAIL', subject: expect.any(String) });
    expect(email.detail.eventBody).not.toHaveProperty('ani');
  });

  test('a conversation id is in the topic name as well', () => {
    const event = sampleEvent(requireEventType('acd.end'), { ...settings, set: { conversationId: 'abc' } });
    expect(event.detail.topicName).toBe('v2.detail.events.conversation.abc.acd.end');
  });

  test('hostile paths stay in the body', () => {
    const set = { ['__proto__']: { polluted: true }, 'constructor.prototype.polluted': true };
    const event = sampleEvent(requireEventType('acd.end'), { ...settings, set });
    expect(Object.hasOwn(event.detail.eventBody, 'constructor')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });
});
