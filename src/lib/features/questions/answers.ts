import type { JsonObject, JsonValue } from '../../base/json.js';
import type { EventType } from '../../language/events/index.js';

/** An event type as the file names it, with the sentence that explains it. */
export interface EventAnswer {
  readonly name: string;
  readonly description: string;
  /** Whether it carries the queue, so that a route may filter on queues. */
  readonly carriesQueue: boolean;
  /** True: some of its events name no queue. */
  readonly queueMayLack?: true;
}

/** An event type as an answer. */
export function eventAnswer({ name, description, queue, queueMayLack }: EventType): EventAnswer {
  const mayLack = queueMayLack === true && queue === 'body';
  return { name, description, carriesQueue: queue !== 'none', ...(mayLack ? { queueMayLack: true } : {}) };
}

/** A queue as the file names it: by name, with its division where the name alone is not unique, or by a pattern of names. */
export type QueueAnswer =
  | { readonly name: string; readonly division?: string }
  | { readonly glob: string; readonly division?: string };

/** A condition of a route's `where`: a field of the event's body, and the values that it may have. */
export interface WhereAnswer {
  readonly field: string;
  readonly values: readonly JsonValue[];
}

/** A target as a person names it. */
export interface TargetAnswer {
  /** What it is called on AWS, which its name in the file is made of. */
  readonly name: string;
  /** What the file says of it, without its subscribers. */
  readonly inFile: JsonObject;
  /** Who gets what an SNS topic gets, as the file says it. */
  readonly subscribers: readonly SubscriberAnswer[];
  /** The file of the handler of a processor, as the file names it. Absent: it has none. */
  readonly handler?: string;
}

/** A subscriber of an SNS topic: an address, or what the file has to name as a target of its own. */
export type SubscriberAnswer =
  | { readonly kind: 'email'; readonly address: string }
  | { readonly kind: 'https'; readonly url: string }
  | { readonly kind: 'target'; readonly key: 'sqs' | 'lambda'; readonly target: TargetAnswer };

/** A route as a person describes it. */
export interface RouteAnswer {
  readonly name: string;
  readonly events: readonly EventAnswer[];
  /** Empty: no filter on the queue. */
  readonly queues: readonly QueueAnswer[];
  /** Empty: no conditions. */
  readonly where: readonly WhereAnswer[];
  /** At least one; the same as of another route where it has the same name and kind. */
  readonly targets: readonly TargetAnswer[];
}

/** What is different in an environment. All absent: nothing is. */
export interface EnvironmentAnswer {
  readonly name: string;
  readonly organization?: string;
  readonly suffix?: string;
  readonly account?: string;
  readonly region?: string;
}
