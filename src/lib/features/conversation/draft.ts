import type { JsonValue } from '../../base/json.js';
import type { Leg } from './leg.js';

/** The event types that are rebuilt, by short name. */
export type RebuiltName =
  | 'conversation.customer.start'
  | 'conversation.customer.end'
  | 'conversation.flow.start'
  | 'conversation.flow.outcome'
  | 'conversation.flow.end'
  | 'conversation.acd.start'
  | 'conversation.acd.end'
  | 'conversation.user.start'
  | 'conversation.user.end'
  | 'conversation.acw'
  | 'conversation.wrapup';

/** An event before it has its body: what only this event type says, in analytics' own words. */
export interface Draft {
  readonly name: RebuiltName;
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
  readonly leg: Leg;
  /** What the leg does not say for every event; undefined where analytics does not say. */
  readonly fields: Readonly<Record<string, JsonValue | undefined>>;
  /** Fields of the body that are a guess. */
  readonly guessed?: readonly string[];
}
