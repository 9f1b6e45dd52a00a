import type { AvailableEventType } from '../../language/events/model.js';
import type { GenesysConnection } from './connection.js';
import type { Genesys, Organization } from './model.js';
import type { GenesysSdk, SdkOptions } from './sdk.js';

export { GenesysCallError } from './call-error.js';
export {
  type GenesysConnection,
  genesysConnection,
} from './connection.js';
export { isUnreachable } from './is-unreachable.js';
export type {
  AnalyticsConversation,
  AnalyticsParticipant,
  AnalyticsSegment,
  AnalyticsSession,
  Genesys,
  Organization,
} from './model.js';
export {
  EVENTBRIDGE_SCOPE,
  GENESYS_PERMISSIONS,
  grantsPermission,
  type NeededPermission,
} from './permissions.js';

/** Opens Genesys Cloud. The SDK is loaded and the token fetched with the first call, not here. */
export function createGenesys(connection: GenesysConnection, options: SdkOptions = {}): Genesys {
  let opened: Promise<Genesys> | undefined;
  const open = (): Promise<Genesys> => {
    opened ??= openGenesys(connection, options);
    return opened;
  };
  return {
    organization: async () => (await open()).organization(),
    grants: async () => (await open()).grants(),
    availableEventTypes: async () => (await open()).availableEventTypes(),
    queues: {
      count: async () => (await open()).queues.count(),
      all: async () => (await open()).queues.all(),
      search: async (name) => (await open()).queues.search(name),
      byId: async (id) => (await open()).queues.byId(id),
    },
    conversations: {
      byId: async (id) => (await open()).conversations.byId(id),
      lastEnded: async (query) => (await open()).conversations.lastEnded(query),
      find: async (query, limit) => (await open()).conversations.find(query, limit),
    },
    integrations: {
      list: async () => (await open()).integrations.list(),
      get: async (id) => (await open()).integrations.get(id),
      create: async (name) => (await open()).integrations.create(name),
      configure: async (id, config) => (await open()).integrations.configure(id, config),
      setState: async (id, state) => (await open()).integrations.setState(id, state),
      delete: async (id) => (await open()).integrations.delete(id),
      maxInstances: async () => (await open()).integrations.maxInstances(),
    },
    eventTypeSubscriptions: {
      status: async () => (await open()).eventTypeSubscriptions.status(),
      get: async (eventType) => (await open()).eventTypeSubscriptions.get(eventType),
      set: async (eventType, enabled) => (await open()).eventTypeSubscriptions.set(eventType, enabled),
    },
  };
}

async function openGenesys(connection: GenesysConnection, options: SdkOptions): Promise<Genesys> {
  const [
    { openSdk },
    { queuesApi },
    { conversationsApi },
    { integrationsApi },
    { eventTypeSubscriptionsApi },
    { readGrants },
  ] = await Promise.all([
    import('./sdk.js'),
    import('./queues.js'),
    import('./conversations.js'),
    import('./integrations.js'),
    import('./event-type-subscriptions.js'),
    import('./grants.js'),
  ]);
  const sdk = openSdk(connection, options);
  return {
    organization: () => readOrganization(sdk),
    grants: () => readGrants(sdk),
    availableEventTypes: () => availableEventTypes(sdk),
    queues: queuesApi(sdk),
    conversations: conversationsApi(sdk),
    integrations: integrationsApi(sdk),
    eventTypeSubscriptions: eventTypeSubscriptionsApi(sdk),
  };
}

async function readOrganization(sdk: GenesysSdk): Promise<Organization> {
  const { id, name } = await sdk.organization.getOrganizationsMe();
  if (id === undefined) throw new Error('Genesys Cloud described an organization without an id.');
  return { id: id.toLowerCase(), name: name ?? '' };
}

async function availableEventTypes(sdk: GenesysSdk): Promise<readonly AvailableEventType[]> {
  const listed = await sdk.notifications.getNotificationsAvailabletopics({
    expand: ['description', 'transports', 'visibility'],
  });
  return (listed.entities ?? []).flatMap(({ id, description, transports }) =>
    id === undefined
      ? []
      : [
          {
            template: id,
            ...(description === undefined ? {} : { description }),
            ...(transports === undefined ? {} : { transports }),
          },
        ],
  );
}
