import type { JsonValue } from '../../base/json.js';
import type { EventFormat, QueueLocation } from '../../language/events/index.js';

/** What compile must know beside the file: the bus, and what the catalog says of event types. */
export interface CompileNames {
  /** Name of the event bus that the rules are on. */
  readonly bus: string;
  /** The conditions on `source` of the events that Genesys Cloud itself sends; never empty. */
  readonly source: readonly JsonValue[];
  /** Short name of an event type, and where it carries the routing queue's id. `format`: where it is not `partner`. */
  eventType(template: string, format?: EventFormat): { readonly name: string; readonly queue: QueueLocation };
  /**
   * Whether a field of an event type's body is, or lies within, an array. A list of values on such a field is never
   * spread over rules, as an event could match several of them. Undefined (or no function): not known, taken as no.
   */
  isList?(template: string, field: string, format?: EventFormat): boolean | undefined;
  /** Whether something at a path may be an array in the events of a relay of the file's: what it is nobody publishes. */
  mayBeList?(path: string): boolean;
  /** Names of rules on the bus that are not ours: never to be used. */
  readonly taken: ReadonlySet<string>;
}
