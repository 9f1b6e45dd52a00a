import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import type { PublishedState } from '../state.js';
import { type ConversationParts, disconnectTypeOf, type Leg, type Party, textOf, timeOf } from './party.js';

/** What a conversation detail event is about, by the words behind its conversation's id: whose participant it tells of. */
const PURPOSES: Readonly<Record<string, string>> = {
  customer: 'customer',
  contact: 'customer',
  attributes: 'customer',
  acd: 'acd',
  user: 'agent',
  acw: 'agent',
  wrapup: 'agent',
  flow: 'ivr',
  outbound: 'dialer',
  voicemail: 'voicemail',
};

/** Fields of a body that its session has as well. */
const OF_SESSION = ['callbackNumbers', 'callbackUserName', 'callbackScheduledTime', 'messageType'] as const;

/** A conversation as what was published of it tells it. */
export function partsOfEvents(id: string, published: readonly PublishedState[]): ConversationParts {
  const parties = new Map<string, Party>();
  const divisionIds = new Set<string>();
  for (const { template, body } of published) {
    const [about = '', what] = wordsOf(template);
    const division = textOf(body, 'divisionId');
    if (division !== undefined) divisionIds.add(division);
    const party = partyOf(parties, body, PURPOSES[about] ?? 'customer', id);
    tell(party, body, what);
    if (about === 'acw' || about === 'wrapup') party.wrapup = wrapupOf(body);
    // Who takes it out of the queue is there from then on, until an event says otherwise.
    const answeredBy = textOf(body, 'answeredUserId');
    if (about === 'acd' && what === 'end' && answeredBy !== undefined)
      answered(parties, body, answeredBy, id);
  }
  return { id, parties: [...parties.values()], divisionIds: [...divisionIds] };
}

/** `acd` and `end` of `v2.detail.events.conversation.{id}.acd.end`. */
function wordsOf(template: string): readonly string[] {
  return /\.conversations?\.\{id\}\.(.+)$/.exec(template)?.[1]?.split('.') ?? [];
}

function partyOf(
  parties: Map<string, Party>,
  body: JsonObject,
  purpose: string,
  conversation: string,
): Party {
  const id = textOf(body, 'participantId') ?? conversation;
  const known = [...parties.values()].find((each) => each.id === id && each.purpose === purpose);
  // Attributes are of a participant, whoever it is.
  const anyOf =
    purpose === 'customer' && isJsonObject(body['attributes'])
      ? [...parties.values()].find((each) => each.id === id)
      : undefined;
  const party = known ?? anyOf ?? { id, purpose, attributes: {}, legs: new Map<string, Leg>() };
  parties.set(`${party.purpose} ${id}`, party);
  return party;
}

function tell(party: Party, body: JsonObject, what: string | undefined): void {
  const at = timeOf(body, 'eventTime');
  for (const name of ['userId', 'queueId', 'externalContactId', 'externalOrganizationId'] as const) {
    const value = textOf(body, name);
    if (value !== undefined) party[name] = value;
  }
  if (isJsonObject(body['attributes'])) party.attributes = { ...party.attributes, ...body['attributes'] };
  const talked = Number(body['connectedDurationMs'] ?? 0);
  if (at !== undefined) {
    const start = what === 'end' && Number.isFinite(talked) ? at - talked : at;
    party.start = Math.min(party.start ?? start, start);
    if (what === 'end') party.end = at;
  }
  const leg = legOf(party, body);
  if (leg === undefined) return;
  if (party.start !== undefined) leg.start = Math.min(leg.start ?? party.start, party.start);
  if (what !== 'end') return;
  if (at !== undefined) leg.end = at;
  const disconnect = textOf(body, 'disconnectType');
  if (disconnect !== undefined) leg.disconnectType = disconnectTypeOf(disconnect);
}

/** The session that an event tells of; undefined where it says no medium. */
function legOf(party: Party, body: JsonObject): Leg | undefined {
  const media = textOf(body, 'mediaType')?.toLowerCase();
  const id = textOf(body, 'sessionId') ?? party.id;
  if (media === undefined) return undefined;
  const leg = party.legs.get(id) ?? { id, media, direction: 'inbound', more: {} };
  party.legs.set(id, leg);
  leg.media = media;
  leg.direction = (textOf(body, 'direction') ?? leg.direction).toLowerCase();
  for (const name of ['provider', 'ani', 'dnis'] as const) {
    const value = textOf(body, name);
    if (value !== undefined) leg[name] = value;
  }
  leg.more = { ...leg.more, ...Object.fromEntries(OF_SESSION.flatMap((name) => entryOf(body, name))) };
  return leg;
}

function entryOf(body: JsonObject, name: string): readonly (readonly [string, JsonValue])[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  return [[name, name.endsWith('Time') && typeof value === 'number' ? new Date(value).toISOString() : value]];
}

function wrapupOf(body: JsonObject): JsonObject {
  const [code, notes] = [textOf(body, 'wrapupCode'), textOf(body, 'wrapupNotes')];
  const [duration, at] = [body['wrapupDurationMs'], timeOf(body, 'eventTime')];
  return {
    ...(code === undefined ? {} : { code }),
    ...(notes === undefined ? {} : { notes }),
    ...(typeof duration === 'number' ? { durationSeconds: Math.round(duration / 1000) } : {}),
    ...(at === undefined ? {} : { endTime: new Date(at).toISOString() }),
  };
}

function answered(parties: Map<string, Party>, body: JsonObject, userId: string, conversation: string): void {
  if ([...parties.values()].some((party) => party.userId === userId)) return;
  const { participantId: _, sessionId: __, disconnectType: ___, ...rest } = body;
  const agent = partyOf(parties, { ...rest, participantId: userId }, 'agent', conversation);
  tell(agent, { ...rest, participantId: userId, sessionId: userId, userId }, 'start');
}
