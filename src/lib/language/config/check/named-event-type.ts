import type { EventType } from '../../events/index.js';
import type { ConfigPath } from '../model.js';

/** An event type of a route with where the file names it. */
export interface NamedEventType {
  readonly eventType: EventType;
  readonly path: ConfigPath;
}
