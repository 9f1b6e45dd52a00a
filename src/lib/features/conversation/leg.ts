import type {
  AnalyticsConversation,
  AnalyticsParticipant,
  AnalyticsSegment,
  AnalyticsSession,
} from '../../clients/genesys/model.js';

/** Which detail events a session produces. */
export type LegKind = 'customer' | 'flow' | 'acd' | 'user' | 'other';

/** A segment with its times in epoch milliseconds. */
export interface Segment {
  readonly type: string;
  readonly start: number;
  /** Absent while it lasts. */
  readonly end?: number;
  readonly told: AnalyticsSegment;
}

/** One participant's session, put in order: what it did, and what wrap-up followed. */
export interface Leg {
  readonly kind: LegKind;
  readonly participant: AnalyticsParticipant;
  readonly session: AnalyticsSession;
  /** Without wrap-up, in order of time; never empty where the session itself took place. */
  readonly segments: readonly Segment[];
  readonly wrapups: readonly Segment[];
  readonly queueId?: string;
  readonly start?: number;
  /** Absent while it lasts. */
  readonly end?: number;
  readonly disconnectType?: string;
}

/** The sessions of a conversation, in order of participants. */
export function legsOf(conversation: AnalyticsConversation): readonly Leg[] {
  const over = milliseconds(conversation.conversationEnd);
  return (conversation.participants ?? []).flatMap((participant) =>
    (participant.sessions ?? []).map((session) => legOf(participant, session, over)),
  );
}

/** How long a leg was in segments of some types, in milliseconds. */
export function durationIn(leg: Leg, ...types: readonly string[]): number {
  return leg.segments
    .filter(({ type }) => types.includes(type))
    .reduce((sum, { start, end = start }) => sum + Math.max(0, end - start), 0);
}

/** An ISO 8601 time as epoch milliseconds; undefined where it is none. */
export function milliseconds(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function legOf(participant: AnalyticsParticipant, session: AnalyticsSession, over: number | undefined): Leg {
  const all = (session.segments ?? [])
    .flatMap((told) => segmentOf(told, over))
    .sort((a, b) => a.start - b.start);
  const segments = all.filter(({ type }) => type !== 'wrapup');
  const wrapups = all.filter(({ type }) => type === 'wrapup');
  const queueId = all.find(({ told }) => told.queueId !== undefined)?.told.queueId;
  const disconnectType = disconnectTypeOf(segments) ?? disconnectTypeOf(wrapups);
  const start = segments[0]?.start;
  const end = endOf(segments, disconnectType !== undefined || wrapups.length > 0 || over !== undefined);
  return {
    kind: kindOf(participant, session),
    participant,
    session,
    segments,
    wrapups,
    ...(queueId === undefined ? {} : { queueId }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(disconnectType === undefined ? {} : { disconnectType }),
  };
}

/** A segment that was never closed lasted as long as the conversation; one of wrap-up may go on after it. */
function segmentOf(told: AnalyticsSegment, over: number | undefined): readonly Segment[] {
  const start = milliseconds(told.segmentStart);
  if (start === undefined) return [];
  const type = told.segmentType?.toLowerCase() ?? 'unknown';
  const end = milliseconds(told.segmentEnd) ?? (type === 'wrapup' ? undefined : over);
  return [{ type, start, told, ...(end === undefined ? {} : { end: Math.max(start, end) }) }];
}

/** The end of the last segment, once the session is over: between two segments of a running one all are closed, too. */
function endOf(segments: readonly Segment[], over: boolean): number | undefined {
  if (!over) return undefined;
  const ends = segments.map(({ end }) => end);
  return ends.some((end) => end === undefined) || ends.length === 0
    ? undefined
    : Math.max(...ends.map((end) => end ?? 0));
}

function disconnectTypeOf(segments: readonly Segment[]): string | undefined {
  return segments.findLast(({ told }) => told.disconnectType !== undefined)?.told.disconnectType;
}

function kindOf(participant: AnalyticsParticipant, session: AnalyticsSession): LegKind {
  switch (participant.purpose?.toLowerCase()) {
    case 'customer':
    case 'external':
      return 'customer';
    case 'acd':
      return 'acd';
    case 'agent':
    case 'user':
      return 'user';
    case 'ivr':
    case 'workflow':
    case 'botflow':
      return 'flow';
    default:
      return session.flow === undefined ? 'other' : 'flow';
  }
}
