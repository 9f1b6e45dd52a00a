import type { KindRights, RightScope } from '../door/right.js';

/** What subscriptions per event type take: a scope of the OAuth client, which no role gives. */
export function eventTypeSubscriptionsRights({ config: { genesys } }: RightScope): KindRights {
  const scopes = genesys.subscriptions === undefined ? [] : ['eventbridge:manage'];
  return { read: [], write: [], genesys: { read: scopes, write: scopes } };
}
