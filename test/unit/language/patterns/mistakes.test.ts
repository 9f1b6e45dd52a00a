import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { patternKnowledge } from '../../../../src/lib/features/pattern-test/pattern-knowledge.js';
import {
  explain,
  matches,
  parsePattern,
  type ReasonKind,
  readEvent,
} from '../../../../src/lib/language/patterns/index.js';

const sales = '5affb229-7631-4992-b0ce-583505c6af07';
const billing = '9c21e0b4-1111-4222-8333-444455556666';
const queues = new Map([
  [sales, 'Sales Support'],
  [billing, 'Billing'],
]);
const knowledge = patternKnowledge((id) => queues.get(id));
const acdEnd = 'v2.detail.events.conversation.{id}.acd.end';
const realAcdEnd = 'v2.detail.events.conversation.36f675cc-81e7-4ef5-a8e2-5d940ed90475.acd.end';

interface Mistake {
  readonly says: string;
  readonly event: string;
  readonly pattern: object;
  readonly kind: ReasonKind;
  readonly path: string;
  /** A part of the cure. */
  readonly cure?: string;
  /** A part of the message. */
  readonly message?: string;
}

const inBody = (body: object) => ({ detail: { eventBody: body } });

/** Patterns as people write them, with the one thing that is wrong. */
const mistakes: readonly Mistake[] = [
  // detail-type and source
  {
    says: 'a real conversation id in detail-type',
    event: 'acd.end.voice',
    pattern: { 'detail-type': [realAcdEnd] },
    kind: 'detail-type-real-id',
    path: 'detail-type',
    cure: acdEnd,
  },
  {
    says: 'the id of another conversation in detail-type',
    event: 'acd.end.voice',
    pattern: { 'detail-type': [realAcdEnd.replace('36f6', '99f6')] },
    kind: 'detail-type-real-id',
    path: 'detail-type',
    cure: acdEnd,
  },
  {
    says: 'a short name as detail-type',
    event: 'acd.end.voice',
    pattern: { 'detail-type': ['acd.end'], ...inBody({ mediaType: ['VOICE'] }) },
    kind: 'detail-type-name',
    path: 'detail-type',
    cure: acdEnd,
  },
  {
    says: 'a tutorial name as detail-type',
    event: 'customer.end.voice',
    pattern: { 'detail-type': ['conversation.end'] },
    kind: 'detail-type-name',
    path: 'detail-type',
  },
  {
    says: 'a wildcard written as plain text',
    event: 'acd.end.voice',
    pattern: { 'detail-type': ['v2.detail.events.conversation.*.acd.end'] },
    kind: 'wildcard-as-exact',
    path: 'detail-type',
    cure: '"wildcard"',
  },
  {
    says: 'detail-type in another case',
    event: 'acd.end.voice',
    pattern: { 'detail-type': ['V2.Detail.Events.Conversation.{id}.Acd.End'] },
    kind: 'value-case',
    path: 'detail-type',
  },
  {
    says: 'detailType for detail-type',
    event: 'acd.end.voice',
    pattern: { detailType: [acdEnd] },
    kind: 'key-spelling',
    path: 'detailType',
    cure: 'detail-type',
  },
  {
    says: 'Detail-Type for detail-type',
    event: 'acd.end.voice',
    pattern: { 'Detail-Type': [acdEnd] },
    kind: 'key-case',
    path: 'Detail-Type',
  },
  {
    says: 'another event type',
    event: 'customer.end.voice',
    pattern: { 'detail-type': [acdEnd], ...inBody({ queueId: [sales] }) },
    kind: 'other-event-type',
    path: 'detail-type',
  },
  {
    says: 'the template as topicName',
    event: 'acd.end.voice',
    pattern: { detail: { topicName: [acdEnd] } },
    kind: 'detail-type-real-id',
    path: 'detail.topicName',
    cure: 'wildcard',
  },
  {
    says: 'a source as in tutorials',
    event: 'acd.end.voice',
    pattern: { source: ['genesys.cloud'], 'detail-type': [acdEnd] },
    kind: 'source-format',
    path: 'source',
    cure: 'aws.partner/genesys.com',
  },
  {
    says: 'only the beginning of the source',
    event: 'acd.end.voice',
    pattern: { source: ['aws.partner/genesys.com'] },
    kind: 'source-format',
    path: 'source',
    cure: '"prefix"',
  },
  {
    says: 'a star in the source',
    event: 'acd.end.voice',
    pattern: { source: ['aws.partner/genesys.com/cloud/*'] },
    kind: 'wildcard-as-exact',
    path: 'source',
  },
  {
    says: 'a star in a prefix',
    event: 'acd.end.voice',
    pattern: { source: [{ prefix: 'aws.partner/genesys.com/cloud/*' }] },
    kind: 'star-in-affix',
    path: 'source',
    cure: '{"prefix": "aws.partner/genesys.com/cloud/"}',
  },
  {
    says: 'the source of another organization',
    event: 'acd.end.voice',
    pattern: { source: ['aws.partner/genesys.com/cloud/119a72d1-74c9-4f6a-8c01-1cdd9474031b/example'] },
    kind: 'other-source',
    path: 'source',
    message: 'organization',
  },
  {
    says: 'another suffix of the source',
    event: 'acd.end.voice',
    pattern: { source: ['aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod'] },
    kind: 'other-source',
    path: 'source',
    message: '"prod"',
  },
  // names of fields
  {
    says: 'conversationid',
    event: 'acd.end.voice',
    pattern: inBody({ conversationid: [{ exists: true }] }),
    kind: 'key-case',
    path: 'detail.eventBody.conversationid',
    cure: 'conversationId',
  },
  {
    says: 'QueueId',
    event: 'acd.end.voice',
    pattern: { 'detail-type': [acdEnd], ...inBody({ QueueId: [sales] }) },
    kind: 'key-case',
    path: 'detail.eventBody.QueueId',
    cure: 'queueId',
  },
  {
    says: 'eventbody',
    event: 'acd.end.voice',
    pattern: { detail: { eventbody: { queueId: [sales], mediaType: ['VOICE'] } } },
    kind: 'key-case',
    path: 'detail.eventbody.queueId',
    cure: 'detail.eventBody.queueId',
  },
  {
    says: 'queue_id',
    event: 'acd.end.voice',
    pattern: inBody({ queue_id: [sales] }),
    kind: 'key-spelling',
    path: 'detail.eventBody.queue_id',
    cure: 'queueId',
  },
  {
    says: 'a slip of the pen',
    event: 'acd.end.voice',
    pattern: inBody({ medaiType: ['VOICE'] }),
    kind: 'key-spelling',
    path: 'detail.eventBody.medaiType',
    cure: 'mediaType',
  },
  {
    says: 'eventBody left out',
    event: 'acd.end.voice',
    pattern: { detail: { queueId: [sales], mediaType: ['VOICE'] } },
    kind: 'wrong-place',
    path: 'detail.queueId',
    cure: 'detail.eventBody.queueId',
  },
  {
    says: 'detail left out',
    event: 'acd.end.voice',
    pattern: { eventBody: { queueId: [sales] } },
    kind: 'wrong-place',
    path: 'eventBody.queueId',
    cure: 'detail.eventBody.queueId',
  },
  {
    says: 'the queue as an object',
    event: 'acd.end.voice',
    pattern: inBody({ queueId: { id: [sales] } }),
    kind: 'value-not-object',
    path: 'detail.eventBody.queueId.id',
    cure: 'queueId itself',
  },
  {
    says: 'an object where its id is meant',
    event: 'audits.oauthclient.delete',
    pattern: inBody({ clientId: ['a8948c89-3b61-4676-a6bb-7dbd2d1c9af0'] }),
    kind: 'object-not-value',
    path: 'detail.eventBody.clientId',
    cure: 'detail.eventBody.clientId.id',
  },
  {
    says: 'exists on an object',
    event: 'audits.oauthclient.delete',
    pattern: inBody({ entity: [{ exists: true }] }),
    kind: 'object-not-value',
    path: 'detail.eventBody.entity',
    message: 'exists too',
  },
  {
    says: 'a queue filter on customer.end',
    event: 'customer.end.voice',
    pattern: {
      'detail-type': ['v2.detail.events.conversation.{id}.customer.end'],
      ...inBody({ queueId: [sales] }),
    },
    kind: 'never-carried',
    path: 'detail.eventBody.queueId',
    cure: 'conversation.acd.end',
  },
  {
    says: 'a queue filter on flow.end',
    event: 'flow.end.voice',
    pattern: inBody({ queueId: [sales], mediaType: ['VOICE'] }),
    kind: 'never-carried',
    path: 'detail.eventBody.queueId',
  },
  {
    says: 'a wrap-up code on acd.end',
    event: 'acd.end.voice',
    pattern: inBody({ wrapupCode: [{ exists: true }] }),
    kind: 'never-carried',
    path: 'detail.eventBody.wrapupCode',
    cure: 'wrapup',
  },
  {
    says: 'anything-but on a field that is not there',
    event: 'customer.end.chat-no-external-contact',
    pattern: inBody({ externalContactId: [{ 'anything-but': 'x' }] }),
    kind: 'anything-but-missing',
    path: 'detail.eventBody.externalContactId',
    cure: '"exists": false',
  },
  {
    says: 'null for a field that is not there',
    event: 'customer.end.chat-no-external-contact',
    pattern: inBody({ externalContactId: [null] }),
    kind: 'null-for-missing',
    path: 'detail.eventBody.externalContactId',
    cure: '"exists": false',
  },
  {
    says: 'an optional field',
    event: 'customer.end.chat-no-external-contact',
    pattern: inBody({ externalContactId: [{ exists: true }] }),
    kind: 'missing',
    path: 'detail.eventBody.externalContactId',
  },
  {
    says: 'an empty array',
    event: 'customer.end.chat-no-external-contact',
    pattern: inBody({ conversationExternalContactIds: [{ exists: true }] }),
    kind: 'empty-array',
    path: 'detail.eventBody.conversationExternalContactIds',
  },
  {
    says: 'an empty object',
    event: 'audits.userpresence.update',
    pattern: inBody({ clientId: [{ exists: true }] }),
    kind: 'empty-array',
    path: 'detail.eventBody.clientId',
    message: 'empty object',
  },
  // values
  {
    says: 'voice in lower case',
    event: 'acd.end.voice',
    pattern: inBody({ mediaType: ['voice'] }),
    kind: 'value-case',
    path: 'detail.eventBody.mediaType',
    cure: '"VOICE"',
  },
  {
    says: 'one of several in the wrong case',
    event: 'acd.end.voice',
    pattern: inBody({ mediaType: ['CHAT', 'Voice', 'EMAIL'] }),
    kind: 'value-case',
    path: 'detail.eventBody.mediaType',
    cure: '"VOICE"',
  },
  {
    says: 'a prefix in the wrong case',
    event: 'customer.end.chat',
    pattern: inBody({ provider: [{ prefix: 'purecloud' }] }),
    kind: 'value-case',
    path: 'detail.eventBody.provider',
    cure: '{"prefix": {"equals-ignore-case"',
  },
  {
    says: 'a blank at the end',
    event: 'acd.end.voice',
    pattern: inBody({ direction: ['INBOUND '] }),
    kind: 'white-space',
    path: 'detail.eventBody.direction',
  },
  {
    says: 'a number in quotes',
    event: 'acd.end.voice',
    pattern: inBody({ routingPriority: ['40'] }),
    kind: 'number-as-text',
    path: 'detail.eventBody.routingPriority',
    cure: '40 without',
  },
  {
    says: 'a text without quotes',
    event: 'acd.end.voice',
    pattern: { detail: { version: [2] } },
    kind: 'text-as-number',
    path: 'detail.version',
    cure: '"2" with',
  },
  {
    says: 'an account number without quotes',
    event: 'acd.end.voice',
    pattern: { account: [111122223333] },
    kind: 'text-as-number',
    path: 'account',
  },
  {
    says: 'true in quotes',
    event: 'conversations.transcription.ongoing',
    pattern: inBody({ transcripts: { isFinal: ['true'] } }),
    kind: 'word-as-text',
    path: 'detail.eventBody.transcripts.isFinal',
    cure: 'true without',
  },
  {
    says: 'numeric on a text',
    event: 'acd.end.voice',
    pattern: { detail: { version: [{ numeric: ['>=', 2] }] } },
    kind: 'number-test-on-text',
    path: 'detail.version',
  },
  {
    says: 'a date on epoch milliseconds',
    event: 'acd.end.voice',
    pattern: inBody({ eventTime: [{ prefix: '2025-12-12' }] }),
    kind: 'text-test-on-number',
    path: 'detail.eventBody.eventTime',
    cure: 'milliseconds',
  },
  {
    says: 'epoch milliseconds on an ISO time',
    event: 'audits.oauthclient.delete',
    pattern: inBody({ eventTime: [{ numeric: ['>', 1600000000000] }] }),
    kind: 'number-test-on-text',
    path: 'detail.eventBody.eventTime',
  },
  {
    says: 'seconds for milliseconds',
    event: 'acd.end.voice',
    pattern: inBody({ connectedDurationMs: [{ numeric: ['<', 60] }] }),
    kind: 'unit',
    path: 'detail.eventBody.connectedDurationMs',
    cure: '1000',
  },
  {
    says: 'a number out of range',
    event: 'acd.end.voice',
    pattern: inBody({ connectedDurationMs: [{ numeric: ['>', 60000] }] }),
    kind: 'out-of-range',
    path: 'detail.eventBody.connectedDurationMs',
  },
  {
    says: 'a telephone number without tel:',
    event: 'acd.end.voice',
    pattern: inBody({ ani: ['+15555550955'] }),
    kind: 'part-of-value',
    path: 'detail.eventBody.ani',
    cure: '"suffix"',
  },
  {
    says: 'a prefix without tel:',
    event: 'acd.end.voice',
    pattern: inBody({ ani: [{ prefix: '+1555' }] }),
    kind: 'part-of-value',
    path: 'detail.eventBody.ani',
    cure: '"wildcard"',
  },
  {
    says: 'a wildcard that stops short',
    event: 'acd.end.voice',
    pattern: { 'detail-type': [{ wildcard: 'v2.detail.events.conversation.*.acd' }] },
    kind: 'part-of-value',
    path: 'detail-type',
    cure: 'acd*',
  },
  {
    says: 'the name of the queue',
    event: 'acd.end.voice',
    pattern: inBody({ queueId: ['Sales Support'] }),
    kind: 'queue-name-for-id',
    path: 'detail.eventBody.queueId',
    cure: sales,
  },
  {
    says: 'another queue',
    event: 'acd.end.voice',
    pattern: inBody({ queueId: [billing], mediaType: ['VOICE'] }),
    kind: 'other-queue',
    path: 'detail.eventBody.queueId',
    message: 'Sales Support',
  },
  {
    says: 'a value that the field never has',
    event: 'acd.end.voice',
    pattern: inBody({ direction: ['INCOMING'] }),
    kind: 'unknown-value',
    path: 'detail.eventBody.direction',
    cure: 'INBOUND',
  },
  {
    says: 'another value',
    event: 'acd.end.voice',
    pattern: inBody({ acdOutcome: ['ABANDON'] }),
    kind: 'different-value',
    path: 'detail.eventBody.acdOutcome',
  },
  {
    says: 'anything-but what it is',
    event: 'acd.end.voice',
    pattern: inBody({ disconnectType: [{ 'anything-but': ['TRANSFER', 'SYSTEM'] }] }),
    kind: 'excluded-value',
    path: 'detail.eventBody.disconnectType',
  },
  {
    says: 'exists false on what is there',
    event: 'acd.end.voice',
    pattern: inBody({ queueId: [{ exists: false }] }),
    kind: 'present',
    path: 'detail.eventBody.queueId',
  },
  // arrays and $or
  {
    says: 'two fields of different elements',
    event: 'audits.oauthclient.delete',
    pattern: inBody({ propertyChanges: { property: ['deleted_on'], oldValues: ['users'] } }),
    kind: 'array-elements',
    path: 'detail.eventBody.propertyChanges.property',
    message: 'propertyChanges[0]',
  },
  {
    says: 'the nearer branch of an $or',
    event: 'acd.end.voice',
    pattern: {
      $or: [
        { 'detail-type': ['v2.detail.events.conversation.{id}.user.end'], ...inBody({ queueId: [billing] }) },
        { 'detail-type': [acdEnd], ...inBody({ mediaType: ['voice'] }) },
      ],
    },
    kind: 'value-case',
    path: 'detail.eventBody.mediaType',
  },
];

function eventText(name: string): string {
  return readFileSync(new URL(`../../../fixtures/events/${name}.json`, import.meta.url), 'utf8');
}

describe('the first reason for a mismatch', () => {
  it.each(mistakes)('is the true one for $says', ({ event, pattern, kind, path, cure, message }) => {
    const parsed = parsePattern(JSON.stringify(pattern));
    const read = readEvent(eventText(event));
    const explanation = explain(parsed, read, knowledge);
    expect(matches(parsed, read)).toBe(false);
    expect(explanation.matches).toBe(false);
    const [first] = explanation.reasons;
    expect(first).toMatchObject({ kind, path });
    if (cure !== undefined) expect(first?.cure).toContain(cure);
    if (message !== undefined) expect(first?.message).toContain(message);
  });

  it('comes alone where one mistake explains everything', () => {
    const single = mistakes.map(({ event, pattern, says }) => ({
      says,
      reasons: explain(parsePattern(JSON.stringify(pattern)), readEvent(eventText(event)), knowledge).reasons
        .length,
    }));
    expect(single.filter(({ reasons }) => reasons !== 1)).toEqual([]);
  });
});
