import type { KindRights, RightScope } from '../door/right.js';

/** What the integration takes, of Genesys Cloud alone. */
export function integrationRights({ config: { genesys } }: RightScope): KindRights {
  const { integration } = genesys;
  const none = { read: [], write: [] } as const;
  if (integration === undefined) return none;
  return {
    ...none,
    genesys: {
      read: ['integrations:integration:view'],
      write:
        integration.manage === false
          ? []
          : [
              'integrations:integration:add',
              'integrations:integration:edit',
              'integrations:integration:delete',
            ],
    },
  };
}
