import type { JsonObject, JsonValue } from '../../base/json.js';
import type { AnalyticsConversation } from '../../clients/genesys/model.js';
import { catalogue, type EventType } from '../../language/events/index.js';
import type { Draft } from './draft.js';
import { inEventWords } from './event-word.js';
import { type Leg, milliseconds } from './leg.js';

/** Fields that detail events have been seen with and that analytics never tells. */
const NEVER_TOLD: readonly string[] = [
  'utilizationLabel',
  'routingPriority',
  'skillExpressionApplied',
  'journeyContext',
  'flowMilestones',
];

/** The body of an event, and the fields of it that analytics does not give. */
export interface RebuiltBody {
  readonly body: JsonObject;
  /** Names of fields. */
  readonly assumed: readonly string[];
}

/** The body of an event with the fields that its type has, in Genesys's order. */
export function eventBody(
  draft: Draft,
  eventType: EventType,
  conversation: AnalyticsConversation,
): RebuiltBody {
  const told: Readonly<Record<string, JsonValue | undefined>> = {
    ...sharedFields(draft.leg, conversation),
    divisionId: divisionId(draft, conversation),
    ...Object.fromEntries(Object.entries(draft.fields).filter(([, value]) => value !== undefined)),
    eventTime: draft.at,
  };
  const fields = catalogue()
    .fields(eventType)
    .map(({ path }) => path)
    .filter((path) => !path.includes('.'));
  const body: Record<string, JsonValue> = {};
  const assumed = new Set(draft.guessed);
  for (const field of fields) {
    const value = told[field];
    const written = value === undefined ? undefined : inEventWords(eventType, field, value);
    if (written !== undefined) body[field] = written;
    const untold =
      NEVER_TOLD.includes(field) ||
      field === 'divisionId' ||
      (value !== undefined && written === undefined) ||
      (field === 'acdOutcome' && value === undefined) ||
      (field === 'disconnectType' && value === undefined);
    if (untold) assumed.add(field);
  }
  return { body, assumed: [...assumed] };
}

/** What every event of a leg says, in analytics' own words. */
function sharedFields(leg: Leg, conversation: AnalyticsConversation): Record<string, JsonValue | undefined> {
  const { participant, session } = leg;
  const told = leg.segments.map((segment) => segment.told);
  const organizations = everyOne(conversation, 'externalOrganizationId');
  return {
    conversationId: conversation.conversationId,
    participantId: participant.participantId,
    sessionId: session.sessionId,
    mediaType: session.mediaType,
    messageType: session.messageType,
    provider: session.provider,
    direction: session.direction ?? conversation.originatingDirection,
    ani: session.ani,
    dnis: session.dnis,
    addressTo: session.addressTo,
    addressFrom: session.addressFrom,
    callbackUserName: session.callbackUserName,
    callbackNumbers: session.callbackNumbers,
    callbackScheduledTime: milliseconds(session.callbackScheduledTime),
    subject: told.find(({ subject }) => subject !== undefined)?.subject,
    externalContactId: participant.externalContactId,
    externalOrganizationId: participant.externalOrganizationId,
    userId: participant.userId,
    queueId: leg.queueId,
    requestedRoutings: session.requestedRoutings,
    usedRouting: session.usedRouting,
    requestedRoutingSkillIds: told.find((each) => each.requestedRoutingSkillIds !== undefined)
      ?.requestedRoutingSkillIds,
    requestedRoutingUserIds: told.find((each) => each.requestedRoutingUserIds !== undefined)
      ?.requestedRoutingUserIds,
    requestedLanguageId: told.find((each) => each.requestedLanguageId !== undefined)?.requestedLanguageId,
    requestedSkillExpressionIds:
      session.skillExpressionId === undefined ? undefined : [session.skillExpressionId],
    conversationExternalContactIds: everyOne(conversation, 'externalContactId'),
    conversationExternalOrganizationIds: organizations.length === 0 ? undefined : organizations,
  };
}

function everyOne(
  { participants = [] }: AnalyticsConversation,
  field: 'externalContactId' | 'externalOrganizationId',
): readonly string[] {
  return [...new Set(participants.flatMap((each) => each[field] ?? []))];
}

/**
 * Analytics gives the divisions of the conversation only: where it is one, it is that of the queue, the flow and the
 * user. Captured events of the customer have none.
 */
function divisionId({ name }: Draft, { divisionIds = [] }: AnalyticsConversation): string | undefined {
  const ofCustomer = name === 'conversation.customer.start' || name === 'conversation.customer.end';
  return divisionIds.length === 1 && !ofCustomer ? divisionIds[0] : undefined;
}
