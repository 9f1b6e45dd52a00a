import { EVENTBRIDGE_SCOPE, GENESYS_PERMISSIONS } from '../../clients/genesys/index.js';
import { RESOURCE_KINDS, type RightScope } from '../../engine/kinds/index.js';
import type { QueueSelector } from '../../language/config/model.js';
import type { NeededGenesys, NeededPermissions, RoleOfUse } from './model.js';

/** What a role of the OAuth client needs in Genesys Cloud, for what the file says. */
export function genesysNeeds(scope: RightScope, role: RoleOfUse): NeededPermissions['genesys'] {
  const { config, declared } = scope;
  const selectors: readonly QueueSelector[] = [
    ...Object.values(config.routes).flatMap(({ queues = [] }) => queues),
    ...declared.processors.flatMap(({ target }) => target.only?.queues ?? []),
  ];
  const ofKinds = RESOURCE_KINDS.flatMap(({ rights }) => {
    const { genesys } = rights(scope);
    return [...(genesys?.read ?? []), ...(role === 'write' ? (genesys?.write ?? []) : [])];
  });
  const ofQueues = selectors.length === 0 ? [] : ['routing:queue:search', 'routing:queue:view'];
  const divisions = selectors.flatMap((each) =>
    each.kind === 'id' || each.division === undefined ? [] : [each.division],
  );
  const required = [...new Set([...ofQueues, ...ofKinds])];
  return {
    environment: config.genesys.environment,
    organization: config.genesys.organization,
    required: required.map((permission) => ({ permission, why: purposeOf(permission) })),
    better: [
      ...(selectors.length === 0 ? QUEUES_UNASKED : []),
      {
        permission: 'analytics:conversationDetail:view',
        why: purposeOf('analytics:conversationDetail:view'),
        without:
          'gcx why cannot tell which events a conversation gave, nor can gcx rule test for a real one.',
      },
    ],
    divisions: [...new Set(divisions)],
    anyDivision: selectors.some((each) => each.kind === 'id' || each.division === undefined),
    scopes: scopesOf(role, selectors.length > 0, config.genesys.integration !== undefined),
  };
}

const QUEUES_UNASKED: readonly NeededGenesys[] = [
  {
    permission: 'routing:queue:search',
    why: purposeOf('routing:queue:search'),
    without: 'gcx queue list shows no queues.',
  },
  {
    permission: 'routing:queue:view',
    why: purposeOf('routing:queue:view'),
    without: 'gcx queue lookup finds no queues.',
  },
];

function purposeOf(permission: string): string {
  const known = [...GENESYS_PERMISSIONS, EVENTBRIDGE_SCOPE].find((each) => each.permission === permission);
  if (known === undefined) throw new Error(`nothing says what ${permission} is for`);
  return known.purpose;
}

function scopesOf(role: RoleOfUse, queues: boolean, integration: boolean): readonly string[] {
  return [
    'organization:readonly',
    'notifications:readonly',
    ...(queues ? ['routing:readonly'] : []),
    ...(integration ? [role === 'write' ? 'integrations' : 'integrations:readonly'] : []),
    'analytics:readonly',
  ];
}
