import type { JsonObject } from '../../base/json.js';
import type { Queue } from '../../language/queues/queue.js';

/** A target as the wizard takes it. */
export interface TargetAnswer {
  /** What it is called on AWS, which its name in the file is made of. */
  readonly name: string;
  /** What the file says of it. */
  readonly inFile: JsonObject;
}

/** An event type as the file names it, with the sentence that explains it. */
export interface EventAnswer {
  readonly name: string;
  readonly description: string;
  /** Whether it carries the queue, so that a route may filter on queues. */
  readonly carriesQueue: boolean;
}

/** Everything that a new file says. */
export interface InitAnswers {
  readonly project: string;
  readonly genesys: {
    readonly environment: string;
    readonly organization: string;
    readonly organizationName: string;
    readonly suffix: string;
  };
  readonly aws: { readonly account: string; readonly region: string };
  readonly route: string;
  readonly events: readonly EventAnswer[];
  /** Empty: no filter on the queue. */
  readonly queues: readonly QueueAnswer[];
  readonly targets: readonly TargetAnswer[];
  /** Name of the SQS queue for what cannot be delivered. */
  readonly deadLetter?: string;
  /** Whether the event bus logs what fails. */
  readonly log: boolean;
}

/** A queue as the file names it: with its division where the name alone is not unique. */
export interface QueueAnswer {
  readonly name: string;
  readonly division?: string;
}

/** How the file names a queue, given all queues that the credentials see. */
export function queueAnswer(queue: Queue, all: readonly Queue[]): QueueAnswer {
  const unique = all.filter(({ name }) => name === queue.name).length === 1;
  return unique ? { name: queue.name } : { name: queue.name, division: queue.division.name };
}
