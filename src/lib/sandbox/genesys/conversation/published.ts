import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { conversationIdOf, type EventFormat, readByFormat } from '../../../language/events/index.js';
import type { OrganizationState, PublishedState } from '../state.js';

/** How many events of conversations a sandbox organization remembers, the newest. */
const REMEMBERED_EVENTS = 1_000;

/**
 * Remembers what an event says of its conversation, so that the conversation can be asked for by its id: call it before the
 * event is delivered, as who gets it may ask at once. An event of no conversation is not remembered.
 * @param format of a relay's event; absent: Genesys Cloud's own
 */
export function rememberEvent(
  state: OrganizationState,
  event: JsonObject,
  now: number,
  format?: EventFormat,
): void {
  const conversationId = conversationIdOf(event, format === undefined ? [] : [format]);
  if (conversationId === undefined) return;
  const published = format === undefined ? own(event) : relayed(event, format, now);
  state.published = [
    ...(state.published ?? []),
    { ...published, conversationId: conversationId.toLowerCase(), at: now },
  ].slice(-REMEMBERED_EVENTS);
}

/** What was published of a conversation, oldest first. */
export function publishedOf(state: OrganizationState, conversationId: string): readonly PublishedState[] {
  return (state.published ?? []).filter((each) => each.conversationId === conversationId.toLowerCase());
}

function own(event: JsonObject): Pick<PublishedState, 'template' | 'body'> {
  const detail = event['detail'];
  const body = isJsonObject(detail) ? detail['eventBody'] : undefined;
  return { template: String(event['detail-type'] ?? ''), body: isJsonObject(body) ? body : {} };
}

/** What a relay's event says in words of Genesys Cloud's own: that somebody is there, since when, in which queue. */
function relayed(
  event: JsonObject,
  format: EventFormat,
  now: number,
): Pick<PublishedState, 'template' | 'body'> {
  const { queueId, time } = readByFormat(format, event);
  const said = Date.parse(time ?? '');
  return {
    template: queueId === undefined ? '' : 'v2.detail.events.conversation.{id}.acd.start',
    body: {
      eventTime: Number.isNaN(said) ? now : said,
      mediaType: 'VOICE',
      ...(queueId === undefined ? {} : { queueId }),
    },
  };
}
