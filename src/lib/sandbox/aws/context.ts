import type { JsonObject } from '../../base/json.js';
import type { Place } from './arn.js';
import type { Identities } from './authorization/identity.js';
import type { Functions } from './lambda/run/model.js';
import type { Delivery, DeliveryFault } from './model.js';
import type { Outside } from './outside/outside.js';
import type { CloudState } from './state.js';

/** What a service's calls work on: one region of one account. */
export interface Context extends Place {
  readonly state: CloudState;
  readonly now: () => number;
  /** `http://host[:port]` under which the client reached the sandbox, for queue and confirmation URLs. */
  readonly origin: string;
  readonly holdQueueNames: boolean;
  readonly rulesPerBus: number;
  readonly functions: Functions;
  /** ARN of the user who makes the call. */
  readonly caller: string;
  readonly identities: Identities;
  /** The way to HTTP endpoints. */
  readonly outside: Outside;
  /** Does a piece of delivery, or what else takes its time, after the call's answer is made. */
  later(work: () => unknown): void;
  /** The same account in another region; roles are kept in {@link GLOBAL_REGION}. */
  elsewhere(region: string): Context;
  record(delivery: Omit<Delivery, 'at'>): void;
  /** The fault that a delivery of EventBridge to a target of a service meets; undefined: none. */
  deliveryFault(service: string): DeliveryFault | undefined;
  /** Tells the receivers that wait at a queue that there is a message. */
  arrived(queueArn: string): void;
  /** Resolves when a message arrives at the queue, or after the time. */
  arrival(queueArn: string, milliseconds: number): Promise<void>;
}

/** One call of an API: its input by the API's member names, and its result. */
export type Operation = (input: JsonObject, context: Context) => JsonObject | Promise<JsonObject>;

/** The calls of a service, by name. */
export type Operations = Readonly<Record<string, Operation>>;
