import {
  EXAMPLE_DIVISIONS,
  exampleOrganization,
  generatedQueues,
  type IntegrationState,
  type OrganizationState,
  sandboxId,
  sourceName,
} from './genesys/index.js';
import type { Seed } from './seed-schema.js';

/** Where an integration sends whose seed does not say. */
export interface SeedPlace {
  readonly account: string;
  readonly region: string;
}

/** An organization as a seed describes it; without a seed, the example one. */
export function seededOrganization(id: string, seed: Seed | undefined, place: SeedPlace): OrganizationState {
  const example = exampleOrganization(id, seed?.generateQueues ?? 0);
  if (seed === undefined) return example;
  const names = [
    'Home',
    ...(seed.divisions ?? []),
    ...(seed.queues ?? []).map((queue) => (typeof queue === 'string' ? 'Home' : (queue.division ?? 'Home'))),
    ...(seed.queues === undefined || seed.generateQueues !== undefined ? EXAMPLE_DIVISIONS : []),
  ];
  const divisions = [...new Set(names)].map((name) => ({
    id: sandboxId('division', name),
    name,
    home: name === 'Home',
  }));
  const queues = seed.queues?.map((queue, index) => {
    const { name, division = 'Home', id: given } = typeof queue === 'string' ? { name: queue } : queue;
    return {
      id:
        given ??
        sandboxId('queue', division, name, String(seed.queues?.indexOf(queue) === index ? '' : index)),
      name,
      divisionId: sandboxId('division', division),
      dateCreated: '2024-03-01T09:00:00.000Z',
    };
  });
  const missing = Math.max(0, (seed.generateQueues ?? 0) - (queues?.length ?? 0));
  return {
    ...example,
    name: seed.organization ?? example.name,
    divisions,
    queues: queues === undefined ? example.queues : [...queues, ...generatedQueues(missing)],
    integrations: (seed.integrations ?? []).map((integration, index) =>
      seededIntegration(id, integration, index, place),
    ),
    ...(seed.conversations === undefined ? {} : { conversations: seed.conversations }),
    ...(seed.users === undefined ? {} : { users: withIds('user', seed.users) }),
    ...(seed.wrapUpCodes === undefined ? {} : { wrapUpCodes: withIds('wrap-up code', seed.wrapUpCodes) }),
    ...(seed.gateway === undefined ? {} : { gateway: seed.gateway }),
    maxInstances: seed.maxInstances ?? example.maxInstances,
    deniedPermissions: seed.deniedPermissions ?? [],
    ...(seed.grantedPermissions === undefined ? {} : { grantedPermissions: seed.grantedPermissions }),
    ...(seed.visibleDivisions === undefined ? {} : { visibleDivisions: seed.visibleDivisions }),
    versionConflictStatus: seed.versionConflictStatus ?? example.versionConflictStatus,
    tokenSeconds: seed.tokenSeconds ?? example.tokenSeconds,
  };
}

function withIds(kind: string, named: NonNullable<Seed['users']>): { id: string; name: string }[] {
  return named.map((each) => {
    const { name, id = sandboxId(kind, name) } = typeof each === 'string' ? { name: each } : each;
    return { id: id.toLowerCase(), name };
  });
}

type SeedIntegration = NonNullable<Seed['integrations']>[number];

function seededIntegration(
  organization: string,
  seed: SeedIntegration,
  index: number,
  place: SeedPlace,
): IntegrationState {
  const { suffix, account = place.account, region = place.region, error } = seed;
  const active = suffix !== undefined && seed.enabled && error === undefined;
  return {
    id: seed.id ?? sandboxId('integration', organization, String(index)),
    name: seed.name,
    type: seed.type,
    intendedState: suffix !== undefined && seed.enabled ? 'ENABLED' : 'DISABLED',
    reported:
      error === undefined ? { code: active ? 'ACTIVE' : 'INACTIVE' } : { code: 'ERROR', message: error },
    config: {
      name: seed.name,
      version: suffix === undefined ? 1 : 2,
      properties:
        suffix === undefined
          ? {}
          : {
              awsAccountId: account,
              awsAccountRegion: region,
              eventSourceSuffix: suffix,
              eventFilter: seed.events,
            },
      advanced: {},
      notes: seed.notes,
      credentials: {},
    },
    ...(active ? { source: { account, region, name: sourceName(organization, suffix) } } : {}),
  };
}

/** An integration that a file takes for granted: the one behind an existing bus of a partner source. */
export function integrationBehindBus(
  organization: string,
  bus: string,
  events: readonly string[],
  place: SeedPlace,
): IntegrationState | undefined {
  const prefix = sourceName(organization, '');
  if (!bus.startsWith(prefix) || bus.length === prefix.length) return undefined;
  const suffix = bus.slice(prefix.length);
  const seed = {
    id: sandboxId('integration', bus),
    name: `Event source ${suffix}`,
    type: 'amazon-eventbridge-source',
    suffix,
    events: [...events],
    notes: '',
    enabled: true,
  };
  return seededIntegration(organization, seed, 0, place);
}
