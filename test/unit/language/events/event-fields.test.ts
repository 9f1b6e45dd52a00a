import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue, requireEventType } from '../../../../src/lib/language/events/index.js';
import { anyCharacter } from '../../../harness/any-character.js';

const { all, field, fields } = catalogue();
const acdEnd = requireEventType('acd.end');
const transcription = requireEventType('conversations.transcription');

describe('field', () => {
  test('leaves, enums and formats', () => {
    expect(field(acdEnd, 'queueId')).toEqual({ path: 'queueId', type: 'string', array: false });
    expect(field(acdEnd, 'eventTime')).toEqual({ path: 'eventTime', type: 'integer', array: false });
    expect(field(acdEnd, 'mediaType')?.enum).toContain('VOICE');
    expect(field(acdEnd, 'requestedRoutingSkillIds')).toEqual({
      path: 'requestedRoutingSkillIds',
      type: 'string',
      format: 'uuid',
      array: true,
    });
    expect(field(transcription, 'eventTime')).toMatchObject({ type: 'string', format: 'date-time' });
  });

  test('looks through arrays and references', () => {
    expect(field(transcription, 'transcripts')).toMatchObject({ type: 'object', array: true });
    expect(field(transcription, 'transcripts.alternatives.words.confidence')).toMatchObject({
      type: 'number',
      array: true,
    });
    expect(field(transcription, 'status.status')).toMatchObject({ array: false });
    expect(field(transcription, 'status.status')?.enum).toContain('SESSION_ENDED');
  });

  test('below a map anything may stand', () => {
    const attributes = requireEventType('conversation.attributes');
    expect(field(attributes, 'attributes')?.type).toBe('map');
    expect(field(attributes, 'attributes.customer.tier')).toMatchObject({ type: 'any' });
  });

  test.each([
    'conversationid',
    'queueId.id',
    'mediaType.x',
    '',
    '.',
    'queueId.',
    '.queueId',
    '__proto__',
    'constructor',
    'toString',
    'transcripts.0.isFinal',
    'detail.eventBody.queueId',
  ])('%s is no field', (path) => {
    expect(field(acdEnd, path)).toBeUndefined();
    expect(field(transcription, path)).toBeUndefined();
  });

  test('where the fields are not published, any path may exist', () => {
    const unpublished = all.filter(({ fieldsKnown }) => !fieldsKnown);
    expect(unpublished.map(({ name }) => name)).toEqual([
      'users.alerting.heartbeat.alerts',
      'users.alerting.heartbeat.rules',
      'users.alerting.interactionstats.alerts',
      'users.alerting.interactionstats.rules',
    ]);
    for (const eventType of unpublished) {
      expect(field(eventType, 'anything.at.all')?.type).toBe('any');
      expect(fields(eventType)).toEqual([]);
    }
  });
});

describe('fields', () => {
  test('each one listed is found by its path, as listed', () => {
    for (const eventType of all) {
      for (const listed of fields(eventType)) expect(field(eventType, listed.path)).toEqual(listed);
    }
  });

  test("Genesys's order, objects before what they hold, no path twice", () => {
    const paths = fields(transcription).map(({ path }) => path);
    expect(paths.indexOf('transcripts')).toBe(paths.indexOf('transcripts.utteranceId') - 1);
    expect(new Set(paths).size).toBe(paths.length);
    expect(fields(acdEnd)[0]?.path).toBe('eventTime');
  });

  test('every body has fields, and every reference leads somewhere', () => {
    for (const eventType of all.filter(({ fieldsKnown }) => fieldsKnown)) {
      expect(fields(eventType).length, eventType.name).toBeGreaterThan(0);
    }
  });
});

test('no path makes a look-up throw', () => {
  const known = fc.constantFrom(...all).chain((eventType) => {
    const paths = fields(eventType).map(({ path }) => path);
    const end = fc.constantFrom('', '.x', '.__proto__', '.constructor', '.', '[0]');
    return fc.tuple(fc.constant(eventType), fc.constantFrom('x', ...paths), end);
  });
  fc.assert(fc.property(known, ([eventType, path, end]) => void field(eventType, path + end)));
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.string({ unit: anyCharacter }), (eventType, path) => {
      field(eventType, path);
    }),
  );
});
