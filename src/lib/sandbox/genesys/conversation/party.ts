import type { JsonObject } from '../../../base/json.js';

/** A participant of a conversation, as far as events or analytics tell of it. Times are epoch milliseconds. */
export interface Party {
  readonly id: string;
  /** `customer`, `external`, `acd`, `agent`, `ivr`, `workflow`, `dialer`, `voicemail`, … */
  readonly purpose: string;
  name?: string;
  userId?: string;
  queueId?: string;
  externalContactId?: string;
  externalOrganizationId?: string;
  attributes: JsonObject;
  wrapup?: JsonObject;
  start?: number;
  /** Absent while it is there. */
  end?: number;
  /** By the session's id. */
  readonly legs: Map<string, Leg>;
}

/** A session of a participant. */
export interface Leg {
  readonly id: string;
  /** In lower case, as analytics writes it: `voice`, `callback`, `message`, … */
  media: string;
  direction: string;
  provider?: string;
  ani?: string;
  dnis?: string;
  start?: number;
  end?: number;
  /** As {@link DISCONNECT_TYPES} writes it. */
  disconnectType?: string;
  /** What only this medium has, e.g. the numbers of a callback. */
  more: JsonObject;
}

/** A conversation before it is told. */
export interface ConversationParts {
  readonly id: string;
  readonly parties: readonly Party[];
  readonly divisionIds: readonly string[];
  /** Said by who tells it; absent: it is over where all participants have left. */
  readonly end?: number;
}

/** How a session ended: in events (detail events, analytics) → in the conversation (Conversations API). */
const DISCONNECT_TYPES: Readonly<Record<string, string>> = {
  conferencetransfer: 'transfer.conference',
  consulttransfer: 'transfer.consult',
  forwardtransfer: 'transfer.forward',
  noanswertransfer: 'transfer.noanswer',
  notavailabletransfer: 'transfer.notavailable',
  transportfailure: 'transport.failure',
};

/** A disconnect type of an event or of analytics as the Conversations API writes it. */
export function disconnectTypeOf(text: string): string {
  const word = text.toLowerCase();
  return DISCONNECT_TYPES[word.replaceAll('_', '')] ?? word;
}

/** A text of an object; undefined where it is none, or empty. */
export function textOf(holder: JsonObject, name: string): string | undefined {
  const value = holder[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A time as events (epoch milliseconds) or analytics (ISO) say it. */
export function timeOf(holder: JsonObject, name: string): number | undefined {
  const value = holder[name];
  const time = typeof value === 'number' ? value : Date.parse(String(value ?? ''));
  return Number.isNaN(time) ? undefined : time;
}
