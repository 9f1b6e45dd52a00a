import type { JsonObject, JsonValue } from '../../../base/json.js';
import type { EventFormat } from '../../events/formats/model.js';
import type { Hours } from '../../names/hours.js';

/** Events that a route is to see, else it is silent. */
export interface Expectation {
  readonly atLeast: number;
  readonly withinSeconds: number;
  /** Absent: always. */
  readonly hours?: Hours;
}

/** One entry of the file: event types + queues + filter → targets. */
export interface Route {
  readonly name: string;
  /** The name that the route had before: live rules of that name are this route's. */
  readonly renamedFrom?: string;
  /** It is never deleted: neither with the file's entry nor by `destroy`. */
  readonly protect?: true;
  readonly description?: string;
  /**
   * Full templates, e.g. `v2.detail.events.conversation.{id}.acd.end`, or a relay's own names where the format has such;
   * sorted as in the file, without repeats. Of a route with a `pattern`: those that it names in full, perhaps none.
   */
  readonly events: readonly string[];
  /** Absent: no filter on the queue. Never empty. */
  readonly queues?: readonly QueueSelector[];
  /** The shape of the events. Absent: `partner`, as Genesys Cloud sends them. */
  readonly format?: EventFormat;
  /** Field of the event body, or of the format's payload, (dots between levels) → the EventBridge conditions of which one must hold. */
  readonly where: Readonly<Record<string, readonly FieldCondition[]>>;
  /** The event pattern of the route's rules as it is, in place of events, queues and where. */
  readonly pattern?: JsonObject;
  /** Names of targets; none only with a `pattern`: a rule without targets. */
  readonly targets: readonly string[];
  readonly enabled: boolean;
  /** Absent: no alarm where no event comes. */
  readonly expect?: Expectation;
}

/** A plain value, or an EventBridge operator such as `{prefix: 'x'}`. */
export type FieldCondition = Exclude<JsonValue, readonly JsonValue[] | JsonObject> | JsonObject;

/** How the file points at queues; `division` narrows by the division's name. */
export type QueueSelector =
  | { readonly kind: 'name'; readonly name: string; readonly division?: string }
  | { readonly kind: 'glob'; readonly glob: string; readonly division?: string }
  | { readonly kind: 'id'; readonly id: string };
