import type { Target } from '../../language/config/model.js';

/** The pipe of a file as its parts and what leads where: all of it stands in the file, nobody was asked. */
export interface PipeGraph {
  readonly project: string;
  readonly environment: string;
  readonly genesys: {
    /** Host part of the environment, e.g. `mypurecloud.ie`. */
    readonly environment: string;
    /** The organization's id. */
    readonly organization: string;
    readonly source: GraphSource;
  };
  readonly aws: { readonly account: string; readonly region: string; readonly bus: string };
  /** Days that the archive keeps events, 0 for ever. Absent: there is none. */
  readonly archiveDays?: number;
  /** In the file's order. */
  readonly routes: readonly GraphRoute[];
  /** In the file's order. */
  readonly targets: readonly GraphTarget[];
}

/** What brings the events onto the bus. */
export type GraphSource =
  /** `managed`: gcx looks after it. */
  | { readonly kind: 'integration'; readonly suffix: string; readonly managed: boolean }
  /** A gateway in front of Genesys Cloud, subscribed event type by event type. */
  | { readonly kind: 'gateway' }
  /** Others bring them there. */
  | { readonly kind: 'others' };

/** A route: what it takes, in words, and where it sends. */
export interface GraphRoute {
  readonly name: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** Short names of event types. */
  readonly events: readonly string[];
  /** The selectors, in words. Absent: no filter on the queue. */
  readonly queues?: readonly string[];
  /** Conditions in words, e.g. `mediaType is "VOICE"`. */
  readonly where: readonly string[];
  /** What its own event pattern means, a line each, in place of events, queues and where. */
  readonly pattern?: readonly string[];
  /** Names of targets. */
  readonly targets: readonly string[];
}

/** A target and what stands behind it. */
export interface GraphTarget {
  readonly name: string;
  readonly kind: Target['kind'];
  /** What it is, in words: `SNS topic`, `Lambda function`, `states`. */
  readonly what: string;
  /** What it is called on AWS; of a processor the file of its handler. */
  readonly called: string;
  readonly arn: string;
  readonly subscribers: readonly GraphSubscriber[];
  /** The queues that a processor handles, in words. Absent: all that its routes send. */
  readonly only?: readonly string[];
  /** Name of the target that takes what could not be delivered. */
  readonly deadLetter?: string;
  /** The SQS queue of its own for what could not be handled. */
  readonly ownDeadLetterQueue?: string;
  /** Whether a route sends to it. */
  readonly routed: boolean;
}

/** Who receives what an SNS topic gets. */
export type GraphSubscriber =
  | { readonly kind: 'email' | 'https'; readonly to: string }
  /** `target`: a target of the file. */
  | { readonly kind: 'target'; readonly target: string };
