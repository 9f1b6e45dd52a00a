import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { type ConversationParts, disconnectTypeOf, type Leg, type Party, textOf, timeOf } from './party.js';

/** A conversation as analytics tells it (`GET /api/v2/analytics/conversations/{id}/details`). */
export function partsOfAnalytics(conversation: JsonObject): ConversationParts {
  const end = timeOf(conversation, 'conversationEnd');
  return {
    id: String(conversation['conversationId']),
    parties: objectsOf(conversation['participants']).map(partyOf),
    divisionIds: listOf(conversation['divisionIds']).filter((id) => typeof id === 'string'),
    ...(end === undefined ? {} : { end }),
  };
}

function partyOf(participant: JsonObject): Party {
  const party: Party = {
    id: textOf(participant, 'participantId') ?? '',
    purpose: textOf(participant, 'purpose') ?? 'customer',
    attributes: isJsonObject(participant['attributes']) ? participant['attributes'] : {},
    legs: new Map(),
  };
  const name = textOf(participant, 'participantName');
  if (name !== undefined) party.name = name;
  for (const key of ['userId', 'externalContactId', 'externalOrganizationId'] as const) {
    const value = textOf(participant, key);
    if (value !== undefined) party[key] = value;
  }
  for (const session of objectsOf(participant['sessions'])) {
    const leg = legOf(party, session, objectsOf(session['segments']));
    party.legs.set(leg.id, leg);
  }
  const legs = [...party.legs.values()];
  const starts = legs.flatMap(({ start }) => start ?? []);
  if (starts.length > 0) party.start = Math.min(...starts);
  const ends = legs.flatMap(({ end }) => end ?? []);
  if (ends.length > 0 && ends.length === legs.length) party.end = Math.max(...ends);
  return party;
}

function legOf(party: Party, session: JsonObject, segments: readonly JsonObject[]): Leg {
  const leg: Leg = {
    id: textOf(session, 'sessionId') ?? party.id,
    media: textOf(session, 'mediaType') ?? 'voice',
    direction: textOf(session, 'direction') ?? 'inbound',
    more: Object.fromEntries(
      ['callbackNumbers', 'callbackUserName', 'callbackScheduledTime', 'messageType'].flatMap((name) => {
        const value = session[name];
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
  };
  for (const name of ['provider', 'ani', 'dnis'] as const) {
    const value = textOf(session, name);
    if (value !== undefined) leg[name] = value;
  }
  for (const segment of segments) {
    const [start, end] = [timeOf(segment, 'segmentStart'), timeOf(segment, 'segmentEnd')];
    if (start !== undefined) leg.start = Math.min(leg.start ?? start, start);
    if (end !== undefined) leg.end = Math.max(leg.end ?? end, end);
    const queueId = textOf(segment, 'queueId');
    if (queueId !== undefined) party.queueId = queueId;
    const disconnect = textOf(segment, 'disconnectType');
    if (disconnect !== undefined) leg.disconnectType = disconnectTypeOf(disconnect);
    const code = textOf(segment, 'wrapUpCode');
    if (code !== undefined) party.wrapup = wrapupOf(segment, code);
  }
  if (segments.some((segment) => timeOf(segment, 'segmentEnd') === undefined)) delete leg.end;
  return leg;
}

function wrapupOf(segment: JsonObject, code: string): JsonObject {
  const [start, end] = [timeOf(segment, 'segmentStart'), timeOf(segment, 'segmentEnd')];
  const notes = textOf(segment, 'wrapUpNote');
  return {
    code,
    ...(notes === undefined ? {} : { notes }),
    ...(start === undefined || end === undefined
      ? {}
      : { durationSeconds: Math.round((end - start) / 1000) }),
    ...(end === undefined ? {} : { endTime: new Date(end).toISOString() }),
  };
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return listOf(value).filter(isJsonObject);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
