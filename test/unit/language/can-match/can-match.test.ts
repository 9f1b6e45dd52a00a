import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { busEvents, canMatch } from '../../../../src/lib/language/can-match/index.js';
import { parsePattern } from '../../../../src/lib/language/patterns/index.js';

const source = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const partner = busEvents({ bus: source, account: '111122223333', region: 'eu-west-1' });
const company = busEvents({ bus: 'company-events', account: '111122223333', region: 'eu-west-1' });
const acdEnd = 'v2.detail.events.conversation.{id}.acd.end';
const ofAcdEnd = (body: JsonObject): JsonObject => ({ 'detail-type': [acdEnd], detail: { eventBody: body } });
const judge = (pattern: JsonObject, bus = partner) => canMatch(parsePattern(JSON.stringify(pattern)), bus);
const words = (pattern: JsonObject, bus = partner) => {
  const { canMatch: answer, obstacles, dead } = judge(pattern, bus);
  return [answer, ...[...obstacles, ...dead].map(({ message, cure }) => `${message} ${cure ?? ''}`)].join(
    '\n',
  );
};

describe('on a partner event bus', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a source of a tutorial',
      { source: ['genesyscloud'] },
      `source is always "${source}"; it is never "genesyscloud"`,
    ],
    ['the source of another suffix', { source: [source.replace('prod', 'test')] }, 'source is always'],
    [
      'a beginning of another source',
      { source: [{ prefix: 'aws.partner/datadog' }] },
      'a text that begins with',
    ],
    ['the source left out', { source: [{ 'anything-but': source }] }, 'leaves out just that'],
    ['a missing source', { source: [{ exists: false }] }, 'never missing'],
    ['a number as account', { account: [111122223333] }, 'Write it with quotes: "111122223333"'],
    ['another account', { account: ['444455556666'] }, 'account is always "111122223333"'],
    ['another region', { region: ['us-east-1'] }, 'region is always "eu-west-1"'],
    ['an event type of a tutorial', { 'detail-type': ['conversation.end'] }, acdEnd],
    ['a short name', { 'detail-type': ['conversation.acd.end'] }, `Write "${acdEnd}"`],
    ['an alias', { 'detail-type': ['acd.end'] }, `Write "${acdEnd}"`],
    ['a template in other letters', { 'detail-type': [acdEnd.toUpperCase()] }, 'upper and lower case'],
    ['a template with a space', { 'detail-type': [`${acdEnd} `] }, 'spaces'],
    [
      'a real id',
      { 'detail-type': [acdEnd.replace('{id}', '36f675cc-81e7-4ef5-a8e2-5d940ed90475')] },
      `Write "${acdEnd}"`,
    ],
    [
      'the beginning of a real id',
      { 'detail-type': [{ prefix: 'v2.detail.events.conversation.36f675cc' }] },
      'never the real id',
    ],
    [
      'a star in a plain text',
      { 'detail-type': ['v2.detail.events.conversation.*.acd.end'] },
      'Write { wildcard:',
    ],
    ['a number', { 'detail-type': [7] }, 'detail-type is a text'],
    [
      'a beginning that no template has',
      { 'detail-type': [{ prefix: 'conversation.' }] },
      'is a text that begins',
    ],
    ['a field of the envelope in other letters', { detailType: [acdEnd] }, 'Write "detail-type"'],
    [
      'details',
      { 'detail-type': [acdEnd], details: { eventBody: { mediaType: ['VOICE'] } } },
      'Write "detail"',
    ],
    ['a body without detail', { eventBody: { mediaType: ['VOICE'] } }, 'Write detail.eventBody.mediaType'],
    ['a field of the body in detail', { detail: { queueId: ['x'] } }, 'Write detail.eventBody.queueId'],
    ['eventbody', { detail: { eventbody: { queueId: ['x'] } } }, 'Write detail.eventBody'],
    ['the template as topic name', { detail: { topicName: [acdEnd] } }, 'stands in detail-type'],
    [
      'a queue of what names none',
      {
        'detail-type': ['v2.detail.events.conversation.{id}.customer.end'],
        detail: { eventBody: { queueId: ['5affb229-7631-4992-b0ce-583505c6af07'] } },
      },
      'name no queue. Event types that have it: conversation.acd.end',
    ],
    ['an enum in lower case', ofAcdEnd({ mediaType: ['voice'] }), 'published as "VOICE"'],
    [
      'the beginning of an enum in lower case',
      ofAcdEnd({ mediaType: [{ prefix: 'vo' }] }),
      'published as "VOICE"',
    ],
    ['a field in other letters', ofAcdEnd({ MediaType: ['VOICE'] }), 'write mediaType, not MediaType'],
    ['an object', { 'detail-type': [acdEnd], detail: { eventBody: [{ exists: true }] } }, 'is an object'],
    ['what lies within a value', ofAcdEnd({ mediaType: { type: ['VOICE'] } }), 'is a value, not an object'],
    ['a time as text', ofAcdEnd({ eventTime: ['1765551865126'] }), 'Write 1765551865126 without quotes'],
    ['a number for a text', ofAcdEnd({ conversationId: [5] }), 'Write it with quotes: "5"'],
    ['a range for a text', ofAcdEnd({ conversationId: [{ numeric: ['>', 5] }] }), 'is a text'],
    ['true for a text', ofAcdEnd({ conversationId: [true] }), 'never true'],
    ['every branch of a $or', { $or: [{ region: ['us-east-1'] }, { account: ['1'] }] }, 'is always'],
  ])('%s never matches', (_, pattern, told) => {
    expect(words(pattern)).toContain('never\n');
    expect(words(pattern)).toContain(told);
  });

  test.each<[string, JsonObject, string]>([
    [
      'an event type that the catalog lacks',
      { 'detail-type': ['v2.new.{id}.thing'] },
      'gcx knows no event type',
    ],
    ['a value that the catalog lacks', ofAcdEnd({ mediaType: ['FAX'] }), 'is never "FAX"'],
    ['a field that is not published', ofAcdEnd({ wrapupCode: ['x'] }), 'publishes no field wrapupCode'],
    ['a field of detail that is new', { detail: { newField: ['x'] } }, 'have no detail.newField'],
    ['a name for the id of a queue', ofAcdEnd({ queueId: ['Sales Support'] }), 'gcx queue list'],
    ['an id in upper case', ofAcdEnd({ queueId: ['5AFFB229-7631-4992-B0CE-583505C6AF07'] }), 'lower case'],
    [
      'flowType in lower case',
      {
        'detail-type': ['v2.detail.events.conversation.{id}.flow.end'],
        detail: { eventBody: { flowType: ['inboundcall'] } },
      },
      'equals-ignore-case: INBOUNDCALL',
    ],
  ])('%s is doubtful', (_, pattern, told) => {
    expect(words(pattern)).toContain('doubtful\n');
    expect(words(pattern)).toContain(told);
  });

  test.each<[string, JsonObject]>([
    ['the event type', { 'detail-type': [acdEnd] }],
    ['the source', { source: [{ prefix: 'aws.partner/genesys.com' }], account: ['111122223333'] }],
    ['a wildcard over event types', { 'detail-type': [{ wildcard: 'v2.detail.*.end' }] }],
    ['a missing queue', ofAcdEnd({ queueId: [{ exists: false }] })],
    ['null', ofAcdEnd({ queueId: [null] })],
    ['a field that is not there to be missing', { nowhere: [{ exists: false }] }],
    [
      'flowType in either case',
      {
        'detail-type': ['v2.detail.events.conversation.{id}.flow.end'],
        detail: { eventBody: { flowType: [{ 'equals-ignore-case': 'inboundcall' }] } },
      },
    ],
    ['a replayed event', { 'replay-name': [{ exists: false }] }],
  ])('%s can match', (_, pattern) => {
    expect(judge(pattern)).toMatchObject({ canMatch: 'yes', obstacles: [], dead: [] });
  });

  test('values and branches that are of no use are told of a pattern that can match', () => {
    expect(judge({ 'detail-type': [acdEnd, 'conversation.end'] }).dead).toMatchObject([
      { path: 'detail-type', value: 1 },
    ]);
    expect(judge(ofAcdEnd({ mediaType: ['VOICE', 'chat'] })).dead).toMatchObject([
      { path: 'detail.eventBody.mediaType', value: 1, certainty: 'certain' },
    ]);
    expect(judge({ $or: [{ region: ['us-east-1'] }, { region: ['eu-west-1'] }] }).dead).toMatchObject([
      { path: 'region', value: 0 },
    ]);
    const [dead] = judge({ 'detail.eventBody': [{ exists: false }, { prefix: 'x' }] }).dead;
    expect(dead).toMatchObject({ path: 'detail.eventBody', value: 1 });
    expect(dead).not.toHaveProperty('field');
    const customer = 'v2.detail.events.conversation.{id}.customer.end';
    const queues = { detail: { eventBody: { queueId: ['5affb229-7631-4992-b0ce-583505c6af07'] } } };
    expect(words({ 'detail-type': [acdEnd, customer], ...queues })).toContain(
      'No event of this type matches the pattern: Events of conversation.customer.end name no queue.',
    );
  });

  test('says which event types of the catalog may match', () => {
    expect([...judge(ofAcdEnd({ mediaType: ['VOICE'] })).eventTypes]).toEqual([acdEnd]);
    expect([...judge({ 'detail-type': [{ suffix: '.acd.end' }] }).eventTypes]).toEqual([acdEnd]);
    expect(judge({ source: [source] }).eventTypes.size).toBeGreaterThan(200);
    expect(judge({ source: ['x'] }).eventTypes.size).toBe(0);
  });
});

describe('on a bus of the company', () => {
  test.each<[string, JsonObject]>([
    [
      'a relay',
      { source: ['genesyscloud'], 'detail-type': ['conversation.end'], detail: { queueId: ['x'] } },
    ],
    [
      'a relay of the genesys.cloud kind',
      { source: ['com.genesys.cloud'], detail: { queue: { id: ['x'] }, mediaType: ['voice'] } },
    ],
    [
      'events that come from elsewhere',
      { source: [source], account: ['444455556666'], region: ['us-east-1'] },
    ],
    ['an event type of any name', { 'detail-type': ['conversation.end'] }],
  ])('%s can match', (_, pattern) => {
    expect(judge(pattern, company)).toMatchObject({ canMatch: 'yes', dead: [] });
  });

  test("what is asked of Genesys Cloud's own source is judged by Genesys Cloud's events", () => {
    expect(words({ source: [source], ...ofAcdEnd({ mediaType: ['voice'] }) }, company)).toContain(
      'published as "VOICE"',
    );
    expect(judge({ source: [source], 'detail-type': ['conversation.end'] }, company).canMatch).toBe('never');
  });

  test('the envelope is the same for everybody', () => {
    expect(judge({ account: [111122223333] }, company).canMatch).toBe('never');
    expect(judge({ detailType: ['x'] }, company).canMatch).toBe('never');
    expect(judge({ detail: [{ exists: true }] }, company).canMatch).toBe('never');
    expect(judge({ somethingNew: ['x'] }, company).canMatch).toBe('doubtful');
  });
});
