import type { JsonValue } from '../../base/json.js';
import type { SandboxRequest } from '../http.js';
import { getConversation } from './conversation/conversation-view.js';
import { conversationDetails, queryConversationDetails } from './conversation-details.js';
import {
  getUser,
  getWrapUpCode,
  listQueueWrapUpCodes,
  listUsers,
  listWrapUpCodes,
} from './directory/directory-views.js';
import { eventView, GATEWAY_SCOPE, gatewayView, setEvent } from './gateway.js';
import type { OfferedEventType } from './integration-config.js';
import { configSchema, integrationType } from './integration-views.js';
import type { Integrations } from './integrations.js';
import { organizationView, subjectView, tokenView, visibleDivisions } from './organization.js';
import { page } from './paging.js';
import { getQueue, listAllDivisionViews, listDivisionViews, listQueues } from './queues.js';
import type { OrganizationState } from './state.js';
import { availableTopics } from './topics.js';

/** What an operation works on. */
export interface OperationContext {
  readonly state: OrganizationState;
  readonly integrations: Integrations;
  readonly offered: readonly OfferedEventType[];
  readonly clientId: string;
  readonly request: SandboxRequest;
  /** The parsed body; null where there is none. */
  readonly body: JsonValue;
  readonly now: number;
  /** The path's variable parts, in order, decoded. */
  readonly ids: readonly string[];
}

/** One call of Genesys Cloud's public API, or of a gateway in front of it, that the sandbox answers. */
export interface Operation {
  readonly method: string;
  /** Path below `/api/v2`, `*` for a variable part. */
  readonly path: string;
  /** The SDK's method name. */
  readonly action: string;
  /** Absent where any client may call it. */
  readonly permission?: string;
  /** The OAuth scope that it takes, where that is no permission. */
  readonly scope?: string;
  /** Undefined: answered with 204. */
  run(context: OperationContext): JsonValue | undefined;
}

const id = ({ ids }: OperationContext, index = 0): string => ids[index] ?? '';

/** Every call that the sandbox's Genesys Cloud answers; fixed paths stand before those with variable parts. */
const OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    path: 'organizations/me',
    action: 'getOrganizationsMe',
    run: ({ state }) => organizationView(state),
  },
  {
    method: 'GET',
    path: 'tokens/me',
    action: 'getTokensMe',
    run: ({ state, clientId }) => tokenView(state, clientId),
  },
  {
    method: 'GET',
    path: 'authorization/subjects/me',
    action: 'getAuthorizationSubjectsMe',
    run: ({ state, clientId }) => subjectView(state, clientId),
  },
  {
    method: 'GET',
    path: 'authorization/divisions',
    action: 'getAuthorizationDivisions',
    run: ({ state, request }) =>
      page(
        request,
        visibleDivisions(state).map((division) => ({
          id: division.id,
          name: division.name,
          homeDivision: division.home,
          selfUri: `/api/v2/authorization/divisions/${division.id}`,
        })),
        { defaultSize: 25, maxSize: 500 },
      ),
  },
  {
    method: 'GET',
    path: 'routing/queues',
    action: 'getRoutingQueues',
    permission: 'routing:queue:view',
    run: ({ state, request }) => listQueues(state, request),
  },
  {
    method: 'GET',
    path: 'routing/queues/divisionviews',
    action: 'getRoutingQueuesDivisionviews',
    permission: 'routing:queue:search',
    run: ({ state, request }) => listDivisionViews(state, request),
  },
  {
    method: 'GET',
    path: 'routing/queues/divisionviews/all',
    action: 'getRoutingQueuesDivisionviewsAll',
    permission: 'routing:queue:search',
    run: ({ state, request }) => listAllDivisionViews(state, request),
  },
  {
    method: 'GET',
    path: 'routing/queues/*',
    action: 'getRoutingQueue',
    permission: 'routing:queue:view',
    run: (context) => getQueue(context.state, id(context)),
  },
  {
    method: 'GET',
    path: 'routing/queues/*/wrapupcodes',
    action: 'getRoutingQueueWrapupcodes',
    permission: 'routing:queue:view',
    run: (context) => listQueueWrapUpCodes(context.state, context.request, id(context)),
  },
  {
    method: 'GET',
    path: 'routing/wrapupcodes',
    action: 'getRoutingWrapupcodes',
    permission: 'routing:wrapupCode:view',
    run: ({ state, request }) => listWrapUpCodes(state, request),
  },
  {
    method: 'GET',
    path: 'routing/wrapupcodes/*',
    action: 'getRoutingWrapupcode',
    permission: 'routing:wrapupCode:view',
    run: (context) => getWrapUpCode(context.state, id(context), context.now),
  },
  {
    method: 'GET',
    path: 'conversations/*',
    action: 'getConversation',
    permission: 'conversation:communication:view',
    run: (context) => getConversation(context.state, id(context), context.now),
  },
  {
    method: 'GET',
    path: 'users',
    action: 'getUsers',
    run: ({ state, request }) => listUsers(state, request),
  },
  {
    method: 'GET',
    path: 'users/*',
    action: 'getUser',
    run: (context) => getUser(context.state, id(context), context.now),
  },
  {
    method: 'GET',
    path: 'notifications/availabletopics',
    action: 'getNotificationsAvailabletopics',
    run: ({ offered, request }) => availableTopics(offered, request),
  },
  {
    method: 'GET',
    path: 'analytics/conversations/*/details',
    action: 'getAnalyticsConversationDetails',
    permission: 'analytics:conversationDetail:view',
    run: (context) => conversationDetails(context.state, id(context), context.now),
  },
  {
    method: 'POST',
    path: 'analytics/conversations/details/query',
    action: 'postAnalyticsConversationsDetailsQuery',
    permission: 'analytics:conversationDetail:view',
    run: ({ state, body, now }) => queryConversationDetails(state, body, now),
  },
  {
    method: 'GET',
    path: 'integrations',
    action: 'getIntegrations',
    permission: 'integrations:integration:view',
    run: ({ integrations, request }) => integrations.list(request),
  },
  {
    method: 'POST',
    path: 'integrations',
    action: 'postIntegrations',
    permission: 'integrations:integration:add',
    run: ({ integrations, body }) => integrations.create(body),
  },
  {
    method: 'GET',
    path: 'platform/eventbridge',
    action: 'getPlatformEventbridge',
    scope: GATEWAY_SCOPE,
    run: ({ state }) => gatewayView(state),
  },
  {
    method: 'GET',
    path: 'platform/eventbridge/events/*',
    action: 'getPlatformEventbridgeEvent',
    scope: GATEWAY_SCOPE,
    run: (context) => eventView(context.state, id(context)),
  },
  {
    method: 'PUT',
    path: 'platform/eventbridge/events/*',
    action: 'putPlatformEventbridgeEvent',
    scope: GATEWAY_SCOPE,
    run: (context) => {
      setEvent(context.state, id(context), context.body);
      return undefined;
    },
  },
  {
    method: 'GET',
    path: 'integrations/types/*',
    action: 'getIntegrationsType',
    permission: 'integrations:integration:view',
    run: (context) => integrationType(context.state, id(context)),
  },
  {
    method: 'GET',
    path: 'integrations/types/*/configschemas/*',
    action: 'getIntegrationsTypeConfigschema',
    permission: 'integrations:integration:view',
    run: (context) => configSchema(id(context), id(context, 1)),
  },
  {
    method: 'GET',
    path: 'integrations/*',
    action: 'getIntegration',
    permission: 'integrations:integration:view',
    run: (context) => context.integrations.get(id(context), context.request),
  },
  {
    method: 'PATCH',
    path: 'integrations/*',
    action: 'patchIntegration',
    permission: 'integrations:integration:edit',
    run: (context) => context.integrations.setState(id(context), context.body, context.now),
  },
  {
    method: 'DELETE',
    path: 'integrations/*',
    action: 'deleteIntegration',
    permission: 'integrations:integration:delete',
    run: (context) => context.integrations.delete(id(context), context.now),
  },
  {
    method: 'GET',
    path: 'integrations/*/config/current',
    action: 'getIntegrationConfigCurrent',
    permission: 'integrations:integration:view',
    run: (context) => context.integrations.config(id(context)),
  },
  {
    method: 'PUT',
    path: 'integrations/*/config/current',
    action: 'putIntegrationConfigCurrent',
    permission: 'integrations:integration:edit',
    run: (context) => context.integrations.configure(id(context), context.body, context.now),
  },
];

/** The operation of a request and the variable parts of its path; undefined for one that the sandbox does not know. */
export function findOperation(
  method: string,
  path: string,
): { readonly operation: Operation; readonly ids: readonly string[] } | undefined {
  const match = path.match(/^\/api\/v2\/(.+?)\/?$/);
  const parts = match?.[1]?.split('/');
  if (parts === undefined) return undefined;
  for (const operation of OPERATIONS) {
    const wanted = operation.path.split('/');
    if (operation.method !== method || wanted.length !== parts.length) continue;
    if (wanted.every((part, index) => part === '*' || part === parts[index])) {
      const ids = parts.filter((_, index) => wanted[index] === '*').map(decode);
      return { operation, ids };
    }
  }
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
