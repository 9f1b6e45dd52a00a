import type { Config } from '../../../language/config/model.js';

/** The event types that are to be enabled at the file's gateway, sorted: those of the routes in the format of its events. */
export function subscribedEventTypes({ genesys, routes }: Config): readonly string[] {
  if (genesys.subscriptions === undefined) return [];
  const ofGateway = Object.values(routes).filter((route) => route.format?.name === genesys.format?.name);
  return [...new Set(ofGateway.flatMap((route) => route.events))].sort();
}
