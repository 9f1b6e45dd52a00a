import type {
  AnalyticsConversation,
  AnalyticsParticipant,
  AnalyticsSegment,
  AnalyticsSession,
} from '../../../../src/lib/clients/genesys/index.js';

export const ORIGIN = {
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
  suffix: 'example',
  account: '111122223333',
  region: 'us-east-1',
};

/** An id that says what it is of. */
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const QUEUE = id(1);
export const OTHER_QUEUE = id(2);
const BEGIN = Date.parse('2025-11-03T09:00:00.000Z');

/** Seconds after the beginning as analytics writes them. */
export const time = (second: number): string => new Date(BEGIN + second * 1000).toISOString();
/** The same as an event writes them. */
export const epoch = (second: number): number => BEGIN + second * 1000;

export function segment(
  segmentType: string,
  from: number,
  to?: number,
  more: AnalyticsSegment = {},
): AnalyticsSegment {
  return {
    segmentType,
    segmentStart: time(from),
    ...(to === undefined ? {} : { segmentEnd: time(to) }),
    ...more,
  };
}

export function participant(
  number: number,
  purpose: string,
  segments: readonly AnalyticsSegment[],
  session: AnalyticsSession = {},
  more: AnalyticsParticipant = {},
): AnalyticsParticipant {
  return {
    participantId: id(100 + number),
    purpose,
    ...more,
    sessions: [
      {
        sessionId: id(200 + number),
        mediaType: 'voice',
        direction: 'inbound',
        provider: 'Edge',
        ani: 'tel:+15555550100',
        dnis: 'tel:+15555550000',
        ...session,
        segments,
      },
    ],
  };
}

export function conversation(
  participants: readonly AnalyticsParticipant[],
  to?: number,
  more: AnalyticsConversation = {},
): AnalyticsConversation {
  return {
    conversationId: id(9),
    conversationStart: time(0),
    ...(to === undefined ? {} : { conversationEnd: time(to) }),
    originatingDirection: 'inbound',
    participants,
    ...more,
  };
}
