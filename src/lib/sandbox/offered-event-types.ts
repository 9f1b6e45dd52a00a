import { catalogue } from '../language/events/index.js';
import type { OfferedEventType } from './genesys/index.js';

/** The event types of the sandbox's organizations: the catalog's, sorted by template as the platform lists them. */
export function offeredEventTypes(): readonly OfferedEventType[] {
  return catalogue()
    .all.map(({ template, description, transports }) => ({
      template,
      description,
      transports: transports === 'eventbridge' ? ['All'] : transports === 'other' ? ['Websocket'] : [],
    }))
    .sort((a, b) => (a.template < b.template ? -1 : 1));
}
