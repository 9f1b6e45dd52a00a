import type { JsonObject, JsonValue } from '../../../base/json.js';
import { conversationDetails } from '../conversation-details.js';
import { knownUser, wrapUpCodeName } from '../directory/people.js';
import { GenesysFault, notFound } from '../errors.js';
import { sandboxId } from '../sandbox-id.js';
import type { OrganizationState } from '../state.js';
import { partsOfAnalytics } from './parts-of-analytics.js';
import { partsOfEvents } from './parts-of-events.js';
import type { ConversationParts, Leg, Party } from './party.js';
import { publishedOf } from './published.js';

/** Where the Conversations API keeps a participant's sessions, by medium. */
const LISTS: Readonly<Record<string, string>> = {
  voice: 'calls',
  callback: 'callbacks',
  chat: 'chats',
  email: 'emails',
  message: 'messages',
  internalmessage: 'internalMessages',
  cobrowse: 'cobrowsesessions',
  screenshare: 'screenshares',
  screenmonitoring: 'screenMonitorings',
  video: 'videos',
};

/**
 * `GET /api/v2/conversations/{conversationId}`, as the SDK's model `Conversation` has it: built from the events that were
 * published of it, else from what analytics tells of it.
 * @throws GenesysFault 404 where there is none, or the OAuth client sees no division of it
 */
export function getConversation(state: OrganizationState, id: string, now: number): JsonObject {
  return viewOf(state, partsOf(state, id, now), now);
}

function partsOf(state: OrganizationState, id: string, now: number): ConversationParts {
  const published = publishedOf(state, id);
  if (published.length === 0) {
    try {
      return partsOfAnalytics(conversationDetails(state, id, now));
    } catch (error) {
      if (error instanceof GenesysFault && error.status === 404) throw notFound('conversation', id);
      throw error;
    }
  }
  const parts = partsOfEvents(id.toLowerCase(), published);
  const { visibleDivisions } = state;
  const visible = state.divisions.flatMap(({ id: each, name }) =>
    visibleDivisions?.includes(name) === false ? [] : [each],
  );
  if (visibleDivisions !== undefined && !parts.divisionIds.some((each) => visible.includes(each))) {
    throw notFound('conversation', id);
  }
  return parts;
}

function viewOf(state: OrganizationState, parts: ConversationParts, now: number): JsonObject {
  const parties = withCustomer(parts, now);
  const start = Math.min(...parties.map((party) => party.start ?? now));
  const ends = parties.map((party) => party.end);
  const over =
    parts.end ?? (ends.every((end) => end !== undefined) ? Math.max(...ends.map(Number)) : undefined);
  const address = parties.flatMap(({ legs }) => [...legs.values()]).find(({ ani }) => ani !== undefined)?.ani;
  return {
    id: parts.id,
    startTime: isoTime(start),
    ...(over === undefined ? {} : { endTime: isoTime(over) }),
    ...(address === undefined ? {} : { address }),
    participants: parties.map((party) => participantView(state, party, now)),
    conversationIds: [],
    recordingState: 'none',
    divisions: parts.divisionIds.map((id) => ({
      division: { id, selfUri: `/api/v2/authorization/divisions/${id}` },
      entities: [],
    })),
    selfUri: `/api/v2/conversations/${parts.id}`,
  };
}

/** Somebody called, or was called, whether an event told of it or not; who was left alone by all others is gone as well. */
function withCustomer({ id, parties }: ConversationParts, now: number): readonly Party[] {
  if (parties.some(({ purpose }) => purpose === 'customer' || purpose === 'external')) return parties;
  const leg = parties.flatMap(({ legs }) => [...legs.values()])[0];
  const start = Math.min(...parties.map((party) => party.start ?? now));
  const ends = parties.flatMap(({ end }) => end ?? []);
  const gone = ends.length === parties.length && ends.length > 0 ? { end: Math.max(...ends) } : {};
  const own: Leg = {
    ...(leg ?? { media: 'voice', direction: 'inbound', more: {} }),
    id: sandboxId('session', id, 'customer'),
    start,
  };
  delete own.end;
  delete own.disconnectType;
  const customer: Party = {
    id: sandboxId('participant', id, 'customer'),
    purpose: own.direction === 'outbound' ? 'external' : 'customer',
    attributes: {},
    start,
    legs: new Map([[own.id, { ...own, ...gone }]]),
    ...gone,
  };
  return [customer, ...parties];
}

function participantView(state: OrganizationState, party: Party, now: number): JsonObject {
  const { purpose, userId, queueId, externalContactId, externalOrganizationId, wrapup, attributes } = party;
  const legs = [...party.legs.values()];
  const queueName = state.queues.find(({ id }) => id === queueId)?.name;
  const name =
    party.name ?? (userId === undefined ? undefined : knownUser(state, userId, now)?.name) ?? queueName;
  const [address] = legs.flatMap(({ ani, dnis }) => (purpose === 'customer' ? ani : dnis) ?? []);
  const told = wrapup === undefined ? undefined : wrapupView(state, wrapup, now);
  const lists: Record<string, JsonValue[]> = {};
  for (const leg of legs) {
    const list = LISTS[leg.media];
    if (list === undefined) continue;
    lists[list] ??= [];
    lists[list].push(sessionView(leg, told));
  }
  return {
    id: party.id,
    ...(party.start === undefined
      ? {}
      : { startTime: isoTime(party.start), connectedTime: isoTime(party.start) }),
    ...(party.end === undefined ? {} : { endTime: isoTime(party.end) }),
    ...(name === undefined ? {} : { name }),
    ...(userId === undefined ? {} : { userId, userUri: `/api/v2/users/${userId}` }),
    ...(queueId === undefined ? {} : { queueId }),
    ...(queueName === undefined ? {} : { queueName }),
    ...(externalContactId === undefined ? {} : { externalContactId }),
    ...(externalOrganizationId === undefined ? {} : { externalOrganizationId }),
    purpose,
    ...(address === undefined ? {} : { address }),
    wrapupRequired: purpose === 'agent',
    ...(told === undefined ? {} : { wrapup: told }),
    attributes,
    ...lists,
  };
}

function wrapupView(state: OrganizationState, wrapup: JsonObject, now: number): JsonObject {
  const { code } = wrapup;
  const name = typeof code === 'string' ? wrapUpCodeName(state, code, now) : undefined;
  return { ...wrapup, ...(name === undefined ? {} : { name }), provisional: false };
}

function sessionView(leg: Leg, wrapup: JsonObject | undefined): JsonObject {
  const { start, end, disconnectType, provider, ani, dnis, media } = leg;
  const { messageType, ...more } = leg.more;
  const address = (text: string): JsonObject => ({
    name: '',
    nameRaw: '',
    addressNormalized: text,
    addressRaw: text,
    addressDisplayable: text,
  });
  const ends: JsonObject = {
    ...(dnis === undefined ? {} : { [media === 'message' ? 'toAddress' : 'self']: address(dnis) }),
    ...(ani === undefined ? {} : { [media === 'message' ? 'fromAddress' : 'other']: address(ani) }),
  };
  return {
    state: end === undefined ? 'connected' : 'terminated',
    initialState: end === undefined ? 'connected' : 'terminated',
    id: leg.id,
    direction: leg.direction,
    held: false,
    ...(media === 'voice' ? { muted: false, confined: false, recording: false } : {}),
    segments: [],
    ...(messageType === undefined ? {} : { type: String(messageType).toLowerCase() }),
    ...more,
    ...(start === undefined ? {} : { connectedTime: isoTime(start) }),
    ...(end === undefined ? {} : { disconnectedTime: isoTime(end) }),
    ...(disconnectType === undefined ? {} : { disconnectType }),
    ...(provider === undefined ? {} : { provider }),
    ...(media === 'voice' || media === 'message' ? ends : {}),
    ...(wrapup === undefined ? {} : { wrapup }),
    afterCallWorkRequired: false,
  };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
