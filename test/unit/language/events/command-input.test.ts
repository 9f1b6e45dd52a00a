import { describe, expect, test } from 'vitest';
import {
  parseSetting,
  readEvents,
  requireEventType,
  sampleTime,
  selectEventTypes,
} from '../../../../src/lib/language/events/index.js';

const acdEnd = requireEventType('conversation.acd.end');

describe('requireEventType', () => {
  test('takes short names, templates and aliases', () => {
    expect(requireEventType('v2.detail.events.conversation.{id}.acd.end')).toBe(acdEnd);
    expect(requireEventType('acd.end')).toBe(acdEnd);
  });

  test('says what was meant', () => {
    const reportOf = (text: string) => {
      try {
        return requireEventType(text);
      } catch (error) {
        return error;
      }
    };
    expect(reportOf('conversation.acd.ende')).toMatchObject({
      report: { fix: expect.stringContaining('conversation.acd.end') },
      exitCode: 1,
    });
    expect(reportOf('conversation.end')).toMatchObject({
      report: { why: expect.stringContaining('names no queue'), fix: expect.stringContaining('acd.end') },
    });
    expect(reportOf('xyzzy')).toMatchObject({ report: { fix: expect.stringContaining('event-type list') } });
  });
});

describe('parseSetting', () => {
  test.each([
    ['mediaType=CHAT', ['mediaType', 'CHAT']],
    ['ani=911', ['ani', '911']],
    ['ani="quoted"', ['ani', 'quoted']],
    ['ani=', ['ani', '']],
    ['subject=a=b', ['subject', 'a=b']],
    ['routingPriority=7', ['routingPriority', 7]],
    ['queueId=null', ['queueId', null]],
    ['routingPriority=null', ['routingPriority', null]],
    ['requestedRoutings=["VIP"]', ['requestedRoutings', ['VIP']]],
    ['detail.eventBody.queueId=x', ['queueId', 'x']],
  ])('%s', (text, expected) => {
    expect(parseSetting(text, acdEnd)).toEqual(expected);
  });

  test('refuses what is no setting or no field', () => {
    expect(() => parseSetting('mediaType', acdEnd)).toThrow('path=value');
    expect(() => parseSetting('conversationid=x', acdEnd)).toThrow('no field "conversationid"');
  });
});

describe('readEvents', () => {
  test('one event, an array, or one a line', () => {
    expect(readEvents('{"a":1}', 'x')).toEqual([{ a: 1 }]);
    expect(readEvents('\uFEFF[{"a":1},{"a":2}]', 'x')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(readEvents('{"a":1}\r\n\n{"a":2}\n', 'x')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test.each(['', '  \n', '[]', '{"a":', '{"a":1}\n{"b"'])('%j is refused', (text) => {
    expect(() => readEvents(text, 'x')).toThrow();
  });
});

test('sampleTime', () => {
  expect(sampleTime('2025-12-12T15:04:25Z').toISOString()).toBe('2025-12-12T15:04:25.000Z');
  expect(() => sampleTime('noon')).toThrow('is not a time that gcx can read');
  expect(() => sampleTime('1')).toThrow('is not a time that gcx can read');
});

describe('selectEventTypes', () => {
  const namesOf = (...[selection]: Parameters<typeof selectEventTypes>) =>
    selectEventTypes(selection).eventTypes.map(({ name }) => name);

  test('those that EventBridge carries, and how many more there are', () => {
    const list = selectEventTypes({ all: false });
    expect(list.eventTypes.every(({ transports }) => transports === 'eventbridge')).toBe(true);
    expect(list.eventTypes.length + list.hidden).toBe(246);
    expect(selectEventTypes({ all: true }).eventTypes.length).toBe(246);
  });

  test('a search wants every word', () => {
    expect(namesOf({ all: false, search: 'VOICEMAIL end' })).toEqual(['conversation.voicemail.end']);
    expect(namesOf({ all: true, search: 'no such thing' })).toEqual([]);
  });

  test('the live organisation is the authority', () => {
    const live = [
      { template: 'v2.detail.events.conversation.{id}.acd.end', transports: ['Websocket'] },
      { template: 'v2.users.{id}.station', transports: ['All'] },
      { template: 'v2.users.{id}.presence' },
      { template: 'v2.brand.{id}.new', description: 'Something new', transports: ['EventBridge'] },
    ];
    const list = selectEventTypes({ all: false, live }).eventTypes;
    const marks = new Map(list.map(({ name, live: mark }) => [name, mark]));
    expect(marks.has('conversation.acd.end')).toBe(false);
    expect(marks.get('users.station')).toBe('offered');
    expect(marks.get('users.presence')).toBe('offered');
    expect(marks.get('v2.brand.{id}.new')).toBe('new');
    expect(marks.get('conversation.acd.start')).toBe('missing');
    expect(list.at(-1)).toMatchObject({ description: 'Something new', queue: 'unknown' });
  });
});
