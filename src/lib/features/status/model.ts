import type { ErrorReport } from '../../base/gcx-error.js';
import type { Target } from '../../language/config/model.js';

/**
 * The pipe of a file as it is: what is connected, whether events flow, what waits. It holds what was read and nothing that
 * was concluded from what was not: what is absent was not told, and is not 0. Times are epoch ms by AWS's clock.
 */
export interface PipeStatus {
  readonly file: string;
  readonly project: string;
  readonly environment: string;
  readonly sandbox: boolean;
  readonly readAt: number;
  readonly window: StatusWindow;
  readonly genesys: {
    readonly environment: string;
    readonly organization: { readonly id: string; readonly name?: string };
  };
  readonly aws: { readonly account: string; readonly region: string };
  readonly feed: Feed;
  /** Of the integration's partner event source. Absent: the bus is fed by others. */
  readonly source?: SourceStatus;
  readonly bus: BusStatus;
  /** In the file's order. */
  readonly routes: readonly RouteStatus[];
  /** In the file's order. */
  readonly targets: readonly TargetStatus[];
  /** Rules of ours whose route is not in the file (any more). */
  readonly leftRules: readonly RuleStatus[];
  /** What could not be read, and why: the rest was. */
  readonly unseen: readonly Unseen[];
}

/** The time that numbers are of. */
export interface StatusWindow {
  /** A multiple of `period`. */
  readonly from: number;
  readonly to: number;
  /** Seconds that were asked for, back from when it was read. */
  readonly asked: number;
  /** Seconds to which the numbers of the whole time are exact: a time of a last event, too, unless it was asked for again. */
  readonly period: number;
  /** From when on minutes were asked for: what is "now" is told by them. */
  readonly minutesFrom: number;
}

/** What could not be read. */
export interface Unseen {
  /** What it is of, as a sentence says it: `the integration`, `numbers of routes and targets`. */
  readonly what: string;
  /** Whether a permission or credentials are missing. */
  readonly denied: boolean;
  /** The IAM action or Genesys permission that is missing, where the refusal names it. */
  readonly permission?: string;
  /** Whether events flow is known without it. Absent: it is not. */
  readonly aside?: true;
  readonly report: ErrorReport;
}

/** Whether something is there; `unknown` where it could not be read, `elsewhere` where it is another account's. */
export type Presence = 'there' | 'missing' | 'unknown' | 'elsewhere';

/** What puts events on the bus. */
export type Feed =
  /** The Amazon EventBridge integration of the file. */
  | {
      readonly kind: 'integration';
      readonly suffix: string;
      readonly state: IntegrationState;
      /** Name in Genesys Cloud; absent where there is none, or it could not be read. */
      readonly name?: string;
      /** Whether gcx looks after it. */
      readonly managed: boolean;
      /** Event types (templates) of the file that it does not send. */
      readonly notSubscribed: readonly string[];
    }
  /** A gateway that is subscribed event type by event type. */
  | {
      readonly kind: 'gateway';
      readonly state: 'enabled' | 'disabled' | 'missing' | 'unknown';
      readonly notSubscribed: readonly string[];
    }
  /** Others put them there; gcx sees nothing of it. */
  | { readonly kind: 'others' };

/** How an integration is. `other`: enabled, and Genesys Cloud reports neither ACTIVE nor ERROR. */
export type IntegrationState =
  | { readonly kind: 'active' | 'missing' | 'unknown' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'error' | 'other'; readonly code: string; readonly message?: string };

/** A partner event source, and what came of it. */
export interface SourceStatus {
  readonly name: string;
  readonly state: 'PENDING' | 'ACTIVE' | 'DELETED' | 'missing' | 'unknown';
  /** When a PENDING source goes. */
  readonly expires?: number;
  readonly taken: Flow;
}

/** The event bus of the file's rules. */
export interface BusStatus {
  readonly name: string;
  readonly state: Presence;
}

/**
 * A number of CloudWatch over the window. `none`: CloudWatch has no point of it, which says that nothing was sent (yet):
 * services send many metrics only when they are not 0. `partial`: at least this many. `unknown`: it could not be read, or
 * there is nobody to ask.
 */
export type Count =
  | { readonly kind: 'counted' | 'partial'; readonly value: number }
  | { readonly kind: 'none' | 'unknown' };

/** When something happened: in the `within` seconds from `at` on. */
export interface Moment {
  readonly at: number;
  readonly within: number;
}

/** How many, and when the last. */
export interface Flow {
  readonly count: Count;
  /** The last in the window. Absent: none, or not known. */
  readonly last?: Moment;
}

/** A rule of a route on the bus. */
export interface RuleStatus {
  readonly name: string;
  readonly enabled: boolean;
  /** The route that its tag or name speaks of. */
  readonly route?: string;
}

/** A route of the file, and what became of its events. EventBridge counts by rule, for all targets of it together. */
export interface RouteStatus {
  readonly name: string;
  readonly description?: string;
  /** Whether the file has it enabled. */
  readonly enabled: boolean;
  /** Its rules on the bus; empty: none is there. Absent: it could not be read. */
  readonly rules?: readonly RuleStatus[];
  /** Event types, as templates or a relay's own names. */
  readonly events: readonly string[];
  /** Its queues in words; absent: every queue. */
  readonly queues?: readonly string[];
  /** Names of targets. */
  readonly targets: readonly string[];
  readonly numbers: RouteNumbers;
}

/** What EventBridge counted of a route's rules. A route of several rules: the sum. */
export interface RouteNumbers {
  /** Events that fit. */
  readonly matched: Flow;
  /** Deliveries that failed for good, to any of its targets. */
  readonly failed: Flow;
  /** Of these, put into a dead-letter queue. */
  readonly deadLettered: Flow;
  /** Of these, not even that: the events are lost. */
  readonly lost: Flow;
  /** Tries that were repeated: a target that did not take an event at once. */
  readonly retried: Flow;
  /** Absent: deliveries do not fail now, as far as the numbers say. */
  readonly failing?: Failing;
}

/** Deliveries of a route fail now; see failing-now.ts. */
export interface Failing {
  /** The first minute of the failures that go on. */
  readonly since: number;
  /** Whether it began before the first minute that was looked at. */
  readonly orBefore: boolean;
}

/** A target of the file, with the things that it stands for, as far as its kind has them. */
export interface TargetStatus {
  readonly kind: Target['kind'];
  readonly name: string;
  /** Names of the routes that send there. */
  readonly routes: readonly string[];
  /** Names of the targets whose dead letters it keeps. */
  readonly deadLettersOf: readonly string[];
  /** Name of the target that keeps its dead letters. */
  readonly deadLetter?: string;
  /** The SQS queue that it is, or that its events wait in. */
  readonly queue?: QueueStatus;
  /** An SNS topic, or one for each event type. */
  readonly topics?: readonly TopicStatus[];
  readonly function?: FunctionStatus;
  /** The SQS queue of its own for what it could not handle. */
  readonly deadLetters?: QueueStatus;
  /** Of a target that gcx knows by its ARN only, and does not read. */
  readonly arn?: string;
}

/** An SQS queue: its numbers are of all its senders. */
export interface QueueStatus {
  readonly name: string;
  readonly arn: string;
  readonly state: Presence;
  /** Messages that wait, about: SQS counts so. Absent: not read. */
  readonly waiting?: number;
  /** Messages that somebody received and did not delete yet. */
  readonly inFlight?: number;
  /** Messages that are not shown yet. */
  readonly delayed?: number;
  /** Seconds for which the oldest waits, at least: SQS leaves out what was received three times. Absent: not told. */
  readonly oldestSeconds?: number;
  /** Seconds for which it keeps a message. */
  readonly retentionSeconds?: number;
  /** Whether SQS moves a message on that was received too often. Absent: it does not, or was not read. */
  readonly movesOn?: true;
  /** Why dead letters are in it. Absent: they were not looked at. */
  readonly letters?: LettersStatus;
}

/** Why dead letters are in an SQS queue, by those that were looked at. */
export interface LettersStatus {
  /** Dead letters that were looked at. */
  readonly looked: number;
  /** False: more wait there than were looked at. */
  readonly all: boolean;
  /** The most first. */
  readonly reasons: readonly LettersOfReason[];
}

/** Dead letters that are there for the same reason, on the way to the same target. */
export interface LettersOfReason {
  /** EventBridge's error code, a processor's reason, `receiver-died` or `unknown`. */
  readonly reason: string;
  /** The target of the file that they were going to. Absent: of none, or not told. */
  readonly target?: string;
  /** The route that they took. Absent: not told. */
  readonly route?: string;
  readonly count: number;
  /** When the newest came. Absent: SQS did not say. */
  readonly newest?: number;
  /** Ids of their conversations, where they were asked for. */
  readonly conversations?: readonly string[];
}

/** An SNS topic: its numbers are of all its senders, and all its subscribers together. */
export interface TopicStatus {
  readonly name: string;
  readonly arn: string;
  readonly state: Presence;
  readonly published: Flow;
  readonly delivered: Flow;
  readonly failed: Flow;
  /** Absent: they could not be read. */
  readonly subscribers?: readonly SubscriberStatus[];
}

/** Who gets what a topic gets. */
export interface SubscriberStatus {
  readonly protocol: string;
  /** Address, URL or ARN. */
  readonly endpoint: string;
  /** False: it gets nothing until its owner confirms. */
  readonly confirmed: boolean;
}

/** A Lambda function: its numbers are of all that call it. */
export interface FunctionStatus {
  readonly name: string;
  readonly arn: string;
  readonly state: Presence;
  readonly invocations: Flow;
  readonly errors: Flow;
  readonly throttles: Flow;
}
