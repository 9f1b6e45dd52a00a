import type { JsonObject } from '../../base/json.js';
import type { EventFormat } from '../events/index.js';
import type { EventText, Reason } from '../patterns/index.js';

/** A target of a rule, as a trace names it. */
export interface TraceTarget {
  /** AWS's word for its service: `sqs`, `sns`, `lambda`, `states`. */
  readonly service: string;
  /** Its name at that service. */
  readonly name: string;
  readonly arn: string;
  /** Its name in the file, where it is of the file. */
  readonly target?: string;
}

/** What a subscriber of an SNS topic takes of what the topic gets. */
export interface SubscriberFilter {
  /** The target of the file that subscribes, else the address. */
  readonly subscriber: string;
  /** What the filter looks into. EventBridge sends messages without attributes. */
  readonly scope: 'body' | 'attributes';
  /** The filter policy's JSON. */
  readonly policy: string;
}

/** A subscriber that SNS does not send an event to, or of which nobody can say. */
export interface FilteredOut {
  readonly subscriber: string;
  /** `fields`: its filter wants other values; `attributes`: it looks into attributes; `unclear`: gcx does not understand it. */
  readonly because: 'fields' | 'attributes' | 'unclear';
  /** The conditions of the filter. Empty unless it is of `fields`. */
  readonly clauses: readonly TracedClause[];
}

/** A target that an event is sent to. */
export interface SentTarget extends TraceTarget {
  /** Subscribers of the SNS topic whose filters keep the event out. Absent: none. */
  readonly filtered?: readonly FilteredOut[];
}

/** A rule that events are traced against. */
export interface TraceRule {
  readonly name: string;
  /** The route of the file that it belongs to; rules of one route are traced as one. */
  readonly route?: string;
  /** The format of the events that it is for; absent: `partner`. */
  readonly format?: EventFormat;
  readonly enabled: boolean;
  /** The pattern's JSON as stored; undefined for a rule that runs on a schedule. */
  readonly pattern?: string;
  readonly targets: readonly TraceTarget[];
}

/** An event as patterns and people read it. */
export interface TraceableEvent {
  readonly json: JsonObject;
  readonly text: EventText;
}

/** A Genesys queue; without a name where that is not known. */
export interface NamedQueue {
  readonly id: string;
  readonly name?: string;
}

/** How one condition of a pattern fares. */
export interface TracedCondition {
  readonly path: string;
  /** What a person calls the path: a field of the event body, `event type`, `source`. */
  readonly field: string;
  readonly wants: string;
  readonly has: string;
  readonly holds: boolean;
  /** For a condition on a queue: the queues it wants (over all rules of the route), and the one that the event has. */
  readonly queues?: { readonly wanted: readonly NamedQueue[]; readonly has: readonly NamedQueue[] };
}

/** How a `$or` fares, branch by branch. */
export interface TracedAnyOf {
  readonly anyOf: readonly { readonly clauses: readonly TracedClause[]; readonly holds: boolean }[];
  readonly holds: boolean;
}

/** A condition or a `$or`. */
export type TracedClause = TracedCondition | TracedAnyOf;

/** Why an event misses a rule. */
export interface Miss {
  /** The rule; of several of a route the one that the event came nearest to. */
  readonly rule: string;
  /** How many of {@link clauses} fail; 0 where each holds, but not all at once. */
  readonly failing: number;
  /** True where the rule wants another event type. */
  readonly otherEventType: boolean;
  /** The conditions; those on the source and the event type only where they fail. */
  readonly clauses: readonly TracedClause[];
  /** Best first; never empty. */
  readonly reasons: readonly Reason[];
}

/** What becomes of an event at a route, or at a rule that belongs to none. */
export type TraceOutcome =
  /** The event goes to the targets. */
  | { readonly kind: 'reaches'; readonly rules: readonly string[]; readonly targets: readonly SentTarget[] }
  /** The pattern matches, yet nothing is sent. */
  | {
      readonly kind: 'sends-nothing';
      readonly rules: readonly string[];
      readonly because: 'disabled' | 'no-targets';
      readonly targets: readonly TraceTarget[];
    }
  | { readonly kind: 'misses'; readonly miss: Miss }
  /** Nobody can say: a pattern that gcx does not understand, or a schedule. */
  | { readonly kind: 'undecided'; readonly rules: readonly string[]; readonly why: string };

/** A route, or a rule that belongs to none, and what becomes of an event there. */
export interface TraceEntry {
  /** The route's name, else the rule's. */
  readonly name: string;
  readonly route?: string;
  /** How many rules it has. */
  readonly rules: number;
  /** False where all its rules are disabled. */
  readonly enabled: boolean;
  readonly outcome: TraceOutcome;
}

/** What becomes of one event. */
export interface EventTrace {
  /** Short name of its event type, else its `detail-type`; undefined where it has none. */
  readonly eventType?: string;
  /** As the event says it. */
  readonly time?: string;
  /** Whether it reaches something. */
  readonly reached: boolean;
  /** What it reaches, then what sends nothing, then what it misses by little, by much, and what is undecided. */
  readonly entries: readonly TraceEntry[];
}
