/** A permission of Genesys Cloud that gcx needs, and what for. */
export interface NeededPermission {
  /** `domain:entity:action`. */
  readonly permission: string;
  /** What gcx does with it, to follow "to". */
  readonly purpose: string;
  /** Whether it changes something; commands that only read do without. */
  readonly writes: boolean;
  /** Whether the pipe itself does without it: it is for one command, and missing there only. */
  readonly optional?: true;
  /** The calls that it is for. */
  readonly calls: readonly { readonly method: string; readonly path: RegExp }[];
}

/**
 * All permissions of Genesys Cloud that gcx needs (source: the API reference's "requires" of each call). The organization,
 * the token, one's own roles and the list of available event types need none.
 */
export const GENESYS_PERMISSIONS: readonly NeededPermission[] = [
  {
    permission: 'routing:queue:search',
    purpose: 'list queues with their divisions',
    writes: false,
    calls: [{ method: 'GET', path: /\/routing\/queues\/divisionviews/ }],
  },
  {
    permission: 'routing:queue:view',
    purpose: 'find queues by name and id',
    writes: false,
    calls: [{ method: 'GET', path: /\/routing\/queues(\/(?!divisionviews)[^/]+)?$/ }],
  },
  {
    permission: 'integrations:integration:view',
    purpose: 'read the EventBridge integration and its event types',
    writes: false,
    calls: [{ method: 'GET', path: /\/integrations(\/|$)/ }],
  },
  {
    permission: 'integrations:integration:add',
    purpose: 'create the integration',
    writes: true,
    calls: [{ method: 'POST', path: /\/integrations$/ }],
  },
  {
    permission: 'integrations:integration:edit',
    purpose: 'configure and enable the integration',
    writes: true,
    calls: [
      { method: 'PUT', path: /\/integrations\// },
      { method: 'PATCH', path: /\/integrations\// },
    ],
  },
  {
    permission: 'integrations:integration:delete',
    purpose: 'delete an integration that gcx created',
    writes: true,
    calls: [{ method: 'DELETE', path: /\/integrations\// }],
  },
  {
    permission: 'analytics:conversationDetail:view',
    purpose: 'rebuild the events of a real conversation',
    writes: false,
    optional: true,
    calls: [
      { method: 'GET', path: /\/analytics\/conversations\/[^/]+\/details$/ },
      { method: 'POST', path: /\/analytics\/conversations\/details\/query$/ },
    ],
  },
];

/**
 * The OAuth scope that subscriptions per event type take, which no role gives. It is not part of Genesys Cloud's
 * published API, and nothing tells whether a client has it but trying.
 */
export const EVENTBRIDGE_SCOPE: NeededPermission = {
  permission: 'eventbridge:manage',
  purpose: 'subscribe event types at the gateway (an OAuth scope)',
  writes: true,
  calls: [],
};

/** The permission that a call needs, of those that gcx knows. */
export function permissionFor(method: string, path: string): string | undefined {
  return GENESYS_PERMISSIONS.find(({ calls }) =>
    calls.some((call) => call.method === method && call.path.test(path)),
  )?.permission;
}

/** Whether `gcx whoami` says that a permission is missing: of those that gcx cannot do without. */
export function whoamiChecks(permission: string): boolean {
  return GENESYS_PERMISSIONS.some((each) => each.permission === permission && each.optional !== true);
}

/**
 * Whether permissions as Genesys gives them grant one, wildcards included.
 * @example grants(['routing:*:*'], 'routing:queue:view') // true
 */
export function grantsPermission(granted: readonly string[], permission: string): boolean {
  const wanted = permission.toLowerCase().split(':');
  return granted.some((each) => {
    const parts = each.toLowerCase().split(':');
    return wanted.every((part, index) => {
      const grant = parts[index] ?? '*';
      return grant === '*' || grant === part;
    });
  });
}
