import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AnalyticsConversation,
  AnalyticsParticipant,
  AnalyticsSegment,
} from '../../../../src/lib/clients/genesys/index.js';
import { rebuildConversation } from '../../../../src/lib/features/conversation/index.js';
import { validateEvent } from '../../../../src/lib/language/events/index.js';
import { ORIGIN } from './analytics.js';

const BEGIN = Date.parse('2025-11-03T09:00:00.000Z');
const uuid = fc.uuid();
const time = fc.integer({ min: 0, max: 7_200_000 }).map((after) => new Date(BEGIN + after).toISOString());
/** Every part of what analytics tells may be missing. */
const maybe = <T>(values: fc.Arbitrary<T>): { arbitrary: fc.Arbitrary<T> } => ({ arbitrary: values });
const partial = <T extends Record<string, { arbitrary: fc.Arbitrary<unknown> }>>(parts: T) =>
  fc.record(Object.fromEntries(Object.entries(parts).map(([name, { arbitrary }]) => [name, arbitrary])), {
    requiredKeys: [],
  });

const segment = partial({
  segmentStart: maybe(time),
  segmentEnd: maybe(time),
  segmentType: maybe(
    fc.constantFrom(
      'alert',
      'interact',
      'hold',
      'wrapup',
      'ivr',
      'delay',
      'system',
      'dialing',
      'contacting',
      'parked',
      'new',
    ),
  ),
  disconnectType: maybe(
    fc.constantFrom(
      'peer',
      'client',
      'endpoint',
      'transfer',
      'consultTransfer',
      'noAnswerTransfer',
      'unheardOf',
    ),
  ),
  queueId: maybe(
    fc.constantFrom('5affb229-7631-4992-b0ce-583505c6af07', '9c21e0b4-5f6c-4d17-8a40-2f6c4d3f0a11'),
  ),
  subject: maybe(fc.string()),
  wrapUpCode: maybe(fc.string()),
  wrapUpNote: maybe(fc.string()),
  requestedRoutingSkillIds: maybe(fc.array(uuid, { maxLength: 2 })),
  requestedLanguageId: maybe(uuid),
}) as fc.Arbitrary<AnalyticsSegment>;

const session = partial({
  sessionId: maybe(uuid),
  mediaType: maybe(fc.constantFrom('voice', 'message', 'email', 'callback', 'chat', 'hologram')),
  messageType: maybe(fc.constantFrom('sms', 'whatsapp', 'webmessaging', 'pigeon')),
  direction: maybe(fc.constantFrom('inbound', 'outbound')),
  provider: maybe(fc.string()),
  ani: maybe(fc.string()),
  callbackNumbers: maybe(fc.array(fc.string(), { maxLength: 2 })),
  callbackScheduledTime: maybe(fc.oneof(time, fc.constant('soon'))),
  requestedRoutings: maybe(fc.subarray(['Standard', 'Bullseye', 'Direct'])),
  usedRouting: maybe(fc.constantFrom('Standard', 'Direct')),
  flow: maybe(
    partial({
      flowId: maybe(uuid),
      flowType: maybe(fc.constantFrom('INBOUNDCALL', 'inqueuecall', 'other')),
      exitReason: maybe(fc.constantFrom('TRANSFER', 'FLOW_DISCONNECT')),
      outcomes: maybe(
        fc.array(
          partial({
            flowOutcomeId: maybe(uuid),
            flowOutcomeValue: maybe(fc.constantFrom('SUCCESS', 'FAILURE')),
            flowOutcomeEndTimestamp: maybe(time),
          }),
          { maxLength: 2 },
        ),
      ),
    }),
  ),
  metrics: maybe(
    fc.array(
      fc.record({ name: fc.constantFrom('tAbandon', 'tFlowOut', 'tAnswered', 'tAcd'), value: fc.nat() }),
      {
        maxLength: 2,
      },
    ),
  ),
  segments: maybe(fc.array(segment, { maxLength: 5 })),
});

const participant = partial({
  participantId: maybe(uuid),
  purpose: maybe(
    fc.constantFrom(
      'customer',
      'external',
      'acd',
      'agent',
      'user',
      'ivr',
      'workflow',
      'botflow',
      'voicemail',
      'dialer',
    ),
  ),
  userId: maybe(uuid),
  externalContactId: maybe(uuid),
  externalOrganizationId: maybe(uuid),
  sessions: maybe(fc.array(session, { maxLength: 3 })),
}) as fc.Arbitrary<AnalyticsParticipant>;

const told: fc.Arbitrary<AnalyticsConversation> = fc.record(
  {
    conversationId: uuid,
    conversationStart: time,
    conversationEnd: time,
    originatingDirection: fc.constantFrom('inbound', 'outbound'),
    divisionIds: fc.array(uuid, { maxLength: 2 }),
    participants: fc.array(participant, { maxLength: 6 }),
  },
  { requiredKeys: ['conversationId'] },
);

describe('whatever analytics tells', () => {
  it('gives valid events of one conversation, in order of time', () => {
    fc.assert(
      fc.property(told, (conversation) => {
        const { events, conversationId } = rebuildConversation(conversation, ORIGIN);
        const times = events.map(({ event }) => Number(event.detail.eventBody['eventTime']));
        expect(times).toEqual([...times].sort((a, b) => a - b));
        for (const { event } of events) {
          expect(validateEvent(event).filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(event.detail.eventBody['conversationId']).toBe(conversationId);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives no end without a beginning before it, and as many legs as there are sessions at most', () => {
    fc.assert(
      fc.property(told, (conversation) => {
        const { events } = rebuildConversation(conversation, ORIGIN);
        const counts = new Map<string, number>();
        for (const { eventType } of events) {
          const [, who = '', what = ''] = /^conversation\.(\w+)\.(start|end)$/.exec(eventType.name) ?? [];
          if (what === '') continue;
          const open = (counts.get(who) ?? 0) + (what === 'start' ? 1 : -1);
          expect(open).toBeGreaterThanOrEqual(0);
          counts.set(who, open);
        }
        const sessions = (conversation.participants ?? []).flatMap((each) => each.sessions ?? []);
        const starts = events.filter(({ eventType }) => eventType.name.endsWith('.start'));
        expect(starts.length).toBeLessThanOrEqual(sessions.length);
      }),
      { numRuns: 400 },
    );
  });
});
