import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { ownValue } from '../../base/own-value.js';
import { badRequest, GenesysFault, notFound } from './errors.js';
import type { GatewayState, OrganizationState } from './state.js';

/** The OAuth scope that the gateway's calls take. */
export const GATEWAY_SCOPE = 'eventbridge:manage';

/** What a gateway knows that nobody has seeded; none of them is enabled. */
const EVENT_TYPES = [
  'conversationCreated',
  'conversationUpdated',
  'conversationEnded',
  'conversationTransferred',
  'agentStatusChanged',
  'queueMembershipChanged',
  'userPresenceChanged',
  'wrapupCodeAdded',
];

/** The gateway of an organization that has none of its own yet. */
function exampleGateway(): GatewayState {
  return { enabled: true, eventTypes: Object.fromEntries(EVENT_TYPES.map((name) => [name, false])) };
}

/** The gateway in front of an organization: it is subscribed event type by event type. */
export function gatewayOf(state: OrganizationState): GatewayState {
  state.gateway ??= exampleGateway();
  return state.gateway;
}

/** Why a gateway does not publish an event type; undefined where it does. */
export function whyNotPublished(gateway: GatewayState, eventType: string): string | undefined {
  if (!Object.hasOwn(gateway.eventTypes, eventType)) return 'it does not know the event type';
  if (!gateway.enabled) return 'its EventBridge side is off';
  return ownValue(gateway.eventTypes, eventType) === true ? undefined : 'the event type is not enabled';
}

/** `GET /api/v2/platform/eventbridge`. */
export function gatewayView(state: OrganizationState): JsonObject {
  const { enabled, eventTypes } = gatewayOf(state);
  return { enabled, events: Object.keys(eventTypes).map((eventType) => eventView(state, eventType)) };
}

/** `GET /api/v2/platform/eventbridge/events/{eventType}`. */
export function eventView(state: OrganizationState, eventType: string): JsonObject {
  const { eventTypes } = gatewayOf(state);
  if (!Object.hasOwn(eventTypes, eventType)) throw notFound('event type', eventType);
  return { eventType, enabled: ownValue(eventTypes, eventType) === true };
}

/** `PUT /api/v2/platform/eventbridge/events/{eventType}`. */
export function setEvent(state: OrganizationState, eventType: string, body: JsonValue): void {
  const { eventTypes } = gatewayOf(state);
  if (!Object.hasOwn(eventTypes, eventType)) throw notFound('event type', eventType);
  const enabled = isJsonObject(body) ? body['enabled'] : undefined;
  if (typeof enabled !== 'boolean')
    throw badRequest('The field enabled must be true or false.', { field: 'enabled' });
  eventTypes[eventType] = enabled;
}

/** 403 for a client or token without an OAuth scope. */
export function missingScope(scope: string): GenesysFault {
  return new GenesysFault(403, 'insufficient.scope', `The token lacks the required scope: [${scope}]`, {
    scopes: `[${scope}]`,
  });
}
