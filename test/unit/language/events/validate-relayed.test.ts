import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import {
  checkEvents,
  relayedSample,
  requireFormat,
  shippedFormats,
  toEventFormat,
} from '../../../../src/lib/language/events/index.js';

const settings = {
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
  suffix: '',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date('2025-12-12T15:04:25.126Z'),
};
const acme = toEventFormat('acme', {
  source: [{ prefix: 'com.acme.' }],
  detailType: 'genesys:{eventType}',
  eventTypes: 'genesys',
  queueId: 'detail.body.queueId',
  payload: 'detail.body',
});
const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
const relayed = requireFormat('com.genesys.cloud');
const event = relayedSample(relayed, 'conversation.end', settings);

const check = (value: JsonObject, format = relayed) => {
  const [checked] = checkEvents(JSON.stringify(value), 'event.json', format);
  return checked?.problems.map(({ severity, path }) => `${severity} ${path}`);
};

describe('events of a relay', () => {
  test.each([...shippedFormats().values()].filter(({ name }) => name !== 'partner'))(
    'as gcx samples them in $name are valid',
    (format) => {
      const eventType = format.name === 'com.genesys.cloud' ? 'conversation.end' : 'ended';
      const [checked] = checkEvents(
        JSON.stringify(relayedSample(format, eventType, settings)),
        'event.json',
        format,
      );
      expect(checked).toEqual({ name: eventType, valid: true, problems: [] });
    },
  );

  test('in a format of Genesys’s event types are checked by their published fields', () => {
    const sample = relayedSample(acme, ACD_END, settings);
    expect(checkEvents(JSON.stringify(sample), '-', acme)[0]).toMatchObject({
      name: 'conversation.acd.end',
      valid: true,
    });
    const detail = { body: { ...(sample['detail'] as { body: JsonObject }).body, mediaType: 'FAX' } };
    expect(check({ ...sample, detail }, acme)).toEqual(['error detail.body.mediaType']);
    expect(check({ ...sample, 'detail-type': 'genesys:conversation.end' }, acme)).toContain(
      'error detail-type',
    );
  });

  test('of another source, another event type or without payload are not', () => {
    expect(check({ ...event, source: 'com.genesys' })).toEqual(['error source']);
    expect(check({ ...event, 'detail-type': 'conversation.ended' })).toEqual(['error detail-type']);
    expect(check({ ...event, detail: 'text' })).toContain('error detail');
    const { time: _, ...timeless } = event;
    expect(check(timeless)).toEqual(['error time']);
    const flat = requireFormat('flat');
    expect(check({ ...event, detail: { payload: {} } }, flat)).toEqual(['error detail.event_type']);
    expect(check({ ...event, detail: { event_type: 'ended' } }, flat)).toEqual(['error detail.payload']);
    const fixed = requireFormat('genesys.cloud/ConversationEvent');
    expect(check({ ...event, source: 'genesys.cloud', detail: { eventType: 'ended' } }, fixed)).toEqual([
      'error detail-type',
    ]);
  });
});
