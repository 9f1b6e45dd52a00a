import type { JsonObject } from '../../base/json.js';
import type { AnalyticsConversation } from '../../clients/genesys/model.js';
import { catalogue, type GenesysEnvelope, uuidFrom } from '../../language/events/index.js';
import type { Draft, RebuiltName } from './draft.js';
import { eventBody } from './event-body.js';
import { legsOf, milliseconds } from './leg.js';
import { legEvents } from './leg-events.js';
import type { EventOrigin, RebuiltConversation, RebuiltEvent } from './model.js';

/** What happens first where two events have the same time. */
const ORDER: readonly RebuiltName[] = [
  'conversation.customer.start',
  'conversation.flow.start',
  'conversation.flow.outcome',
  'conversation.flow.end',
  'conversation.acd.start',
  'conversation.acd.end',
  'conversation.user.start',
  'conversation.user.end',
  'conversation.customer.end',
  'conversation.acw',
  'conversation.wrapup',
];

/** Parts of the envelope that analytics knows nothing of: ids are derived, times are those of the event itself. */
const MADE_UP: readonly string[] = ['id', 'time', 'detail.timestamp', 'detail.metadata.CorrelationId'];

/**
 * The detail events that a conversation must have produced so far, in order of time. The same conversation always gives
 * the same events. In-queue flows are left out: analytics does not tell when they ran.
 */
export function rebuildConversation(
  conversation: AnalyticsConversation,
  origin: EventOrigin,
): RebuiltConversation {
  const { conversationId } = conversation;
  if (conversationId === undefined) throw new Error('Genesys Cloud described a conversation without an id.');
  const legs = legsOf(conversation);
  const drafts = legs
    .flatMap((leg) => legEvents(leg, legs))
    .sort((a, b) => a.at - b.at || ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  const begun = milliseconds(conversation.conversationStart) ?? drafts[0]?.at ?? 0;
  const ended = milliseconds(conversation.conversationEnd);
  return {
    conversationId,
    start: new Date(begun),
    ...(ended === undefined ? {} : { end: new Date(ended) }),
    events: drafts.map((draft) => rebuiltEvent(draft, conversation, conversationId, origin)),
  };
}

function rebuiltEvent(
  draft: Draft,
  conversation: AnalyticsConversation,
  conversationId: string,
  origin: EventOrigin,
): RebuiltEvent {
  const eventType = catalogue().find(draft.name);
  if (eventType === undefined) throw new Error(`The catalog has no event type ${draft.name}.`);
  const { body, assumed } = eventBody(draft, eventType, conversation);
  const topicName = eventType.template.replace('{id}', conversationId);
  return {
    eventType,
    event: envelope(eventType.template, topicName, body, draft.at, origin),
    assumed: [...assumed.map((field) => `detail.eventBody.${field}`), ...MADE_UP],
  };
}

function envelope(
  template: string,
  topicName: string,
  body: JsonObject,
  at: number,
  origin: EventOrigin,
): GenesysEnvelope {
  const timestamp = new Date(at).toISOString();
  const key = JSON.stringify([origin.organization, topicName, body]);
  return {
    version: '0',
    id: uuidFrom(`rebuilt|${key}`),
    'detail-type': template,
    source: `aws.partner/genesys.com/cloud/${origin.organization}/${origin.suffix}`,
    account: origin.account,
    time: timestamp.replace(/\.\d{3}Z$/, 'Z'),
    region: origin.region,
    resources: [],
    detail: {
      topicName,
      version: '2',
      eventBody: body,
      metadata: { CorrelationId: uuidFrom(`correlation|${key}`) },
      timestamp,
    },
  };
}
