import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import {
  catalogue,
  requireEventType,
  sampleEvent,
  validateEvent,
} from '../../../../src/lib/language/events/index.js';

const folder = new URL('../../../../config/event-samples/', import.meta.url);
const captured = readdirSync(folder);
const event = sampleEvent(requireEventType('acd.end'), {
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
  suffix: 'prod',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date('2025-12-12T15:04:25.126Z'),
});
const { detail } = event;

const withBody = (changes: JsonObject): JsonValue => ({
  ...event,
  detail: { ...detail, eventBody: { ...detail.eventBody, ...changes } },
});
const pathsOf = (value: JsonValue): readonly string[] =>
  validateEvent(value).map(({ severity, path }) => `${severity} ${path}`);

describe('captured events', () => {
  test('are twelve, and all used as samples', () => {
    expect(captured.length).toBe(12);
    const index = readFileSync(new URL('../event-types.json', folder), 'utf8');
    for (const file of captured) expect(index).toContain(`"${file}"`);
  });

  test.each(captured)('%s is valid and classified', (file) => {
    const value = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    expect(validateEvent(value)).toEqual([]);
    const { classify, find } = catalogue();
    expect(classify(value.detail.topicName)).toBe(find(value['detail-type']));
  });
});

describe('the envelope', () => {
  test.each(Object.keys(event))('%s must be there', (name) => {
    const { [name]: _, ...rest } = event as JsonObject;
    expect(pathsOf(rest)).toContain(`error ${name}`);
  });

  test.each(Object.keys(detail))('detail.%s must be there', (name) => {
    const { [name]: _, ...rest } = detail as JsonObject;
    expect(pathsOf({ ...event, detail: rest })).toContain(`error detail.${name}`);
  });

  test.each<[string, JsonValue]>([
    ['source', 'com.genesys.cloud'],
    ['source', 'aws.partner/genesys.com/6513270e-269e-4d37-b2a7-4de452e6b438/prod'],
    ['account', 111122223333],
    ['time', 'yesterday'],
    ['region', 'Ireland'],
    ['resources', {}],
    ['version', '2'],
    ['detail', []],
  ])('%s cannot be %j', (name, value) => {
    expect(pathsOf({ ...event, [name]: value })).toContain(`error ${name}`);
  });

  test('a detail-type with a real id is explained', () => {
    const [problem] = validateEvent({ ...event, 'detail-type': detail.topicName });
    expect(problem).toMatchObject({ severity: 'error', path: 'detail-type' });
    expect(problem?.message).toContain('v2.detail.events.conversation.{id}.acd.end');
  });

  test('an unknown detail-type names the near ones', () => {
    const problems = validateEvent({
      ...event,
      'detail-type': 'v2.detail.events.conversation.{id}.acd.stop',
    });
    expect(problems.map(({ message }) => message).join()).toContain('.acd.start');
  });

  test("the topic name must be of the event type, with ids, and of the body's conversation", () => {
    const topicName = (text: string) => pathsOf({ ...event, detail: { ...detail, topicName: text } });
    expect(topicName('v2.detail.events.conversation.{id}.acd.end')).toEqual(['error detail.topicName']);
    expect(topicName(detail.topicName.replace('acd.end', 'acd.start'))).toEqual(['error detail.topicName']);
    expect(topicName(detail.topicName.replace('36f6', '46f6'))).toEqual(['error detail.topicName']);
  });
});

describe('the body', () => {
  test.each<[string, JsonValue, string]>([
    ['mediaType', 'voice', 'Genesys writes "VOICE"'],
    ['mediaType', 'PIGEON', 'not one of its 11 values'],
    ['mediaType', 1, 'should be a string'],
    ['eventTime', '2025-12-12T15:04:25Z', 'should be a whole number'],
    ['eventTime', 1.5, 'should be a whole number'],
    ['queueId', { id: 'x' }, 'should be a string, but is an object'],
    ['requestedRoutings', 'STANDARD', 'should be an array'],
    ['conversationid', 'x', 'is written conversationId'],
  ])('%s: %j', (name, value, message) => {
    const problems = validateEvent(withBody({ [name]: value }));
    expect(problems).toMatchObject([{ severity: 'error', path: `detail.eventBody.${name}` }]);
    expect(problems[0]?.message).toContain(message);
  });

  test('inside arrays the element is named', () => {
    expect(pathsOf(withBody({ requestedRoutings: ['STANDARD', 7] }))).toEqual([
      'error detail.eventBody.requestedRoutings[1]',
    ]);
  });

  test('an unknown field is a warning; missing and null fields are fine', () => {
    expect(pathsOf(withBody({ brandNew: 1 }))).toEqual(['warning detail.eventBody.brandNew']);
    expect(pathsOf(withBody({ queueId: null }))).toEqual([]);
    expect(pathsOf({ ...event, detail: { ...detail, eventBody: {} } })).toEqual([]);
  });

  test('flowType has been seen in both cases', () => {
    const flowEnd = JSON.parse(readFileSync(new URL('flow.end.voice.json', folder), 'utf8'));
    flowEnd.detail.eventBody.flowType = 'inboundcall';
    expect(validateEvent(flowEnd)).toEqual([]);
  });
});

describe('hostile input', () => {
  test('a body that nests without end ends in a problem', () => {
    const text = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(pathsOf(withBody({ requestedRoutings: JSON.parse(text) }))).toEqual([
      'error detail.eventBody.requestedRoutings[0]',
    ]);
  });

  test('many problems are cut off', () => {
    expect(validateEvent(withBody({ requestedRoutings: Array(1_000_000).fill(1) })).length).toBe(100);
  });

  test('__proto__ keys are unknown fields', () => {
    const body = JSON.parse('{"__proto__": {"mediaType": 1}}');
    expect(pathsOf({ ...event, detail: { ...detail, eventBody: body } })).toEqual([
      'warning detail.eventBody.__proto__',
    ]);
  });

  test('any JSON gets an answer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (whole, body) => {
        expect(validateEvent(whole as JsonValue).length).toBeGreaterThan(0);
        validateEvent({ ...event, detail: { ...detail, eventBody: body as JsonValue } } as JsonValue);
      }),
    );
  });
});
