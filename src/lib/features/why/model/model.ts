import type { FilteredOut } from '../../../language/trace/index.js';
import type { CountedMinutes, Stop } from './evidence.js';
import type { Fate } from './fate.js';

/** The conversation that is asked about. */
export interface AskedConversation {
  readonly id: string;
  /** ISO 8601; absent: analytics does not tell of it. */
  readonly start?: string;
  readonly end?: string;
  /** As an event writes it, e.g. `VOICE`. */
  readonly media?: string;
  /** The queues that it was in, in order: names, or ids where the name is not known. */
  readonly queues: readonly string[];
}

/** What is behind a target says of the event. */
export interface Beyond {
  /** One sentence, e.g. `Its handler failed: Error: no such customer (attempt 3).` */
  readonly said: string;
  /** Whether it was given up there. */
  readonly lost: boolean;
  /** Since when, epoch ms. */
  readonly at?: number;
}

/** An event at one of its targets. */
export interface TargetLine {
  /** Subscribers of the SNS topic that do not get it, by their filters as they are now: that is meant so. Absent: none. */
  readonly filtered?: readonly FilteredOut[];
  /** The target's name in the file, else what AWS calls it. */
  readonly target: string;
  readonly arn: string;
  readonly fate: Fate;
  readonly beyond?: Beyond;
  /** What stands in the way at the target, or behind it, as things are now. */
  readonly stops: readonly Stop[];
}

/** An event at a route that takes it. */
export interface RouteLine {
  readonly route: string;
  /** The live rule that matches it; absent: none does, and the file's would. */
  readonly rule?: string;
  /** What CloudWatch counted of the rule in the event's minutes. Absent: it was not asked, or did not answer. */
  readonly counted?: CountedMinutes;
  readonly targets: readonly TargetLine[];
}

/** A route that does not take an event, and the first reason. */
export interface MissLine {
  readonly route: string;
  readonly why: string;
}

/** An event of the conversation. */
export interface EventLine {
  /** Epoch ms. */
  readonly at: number;
  /** Its short name, e.g. `conversation.acd.end`. */
  readonly eventType: string;
  /** Name of its queue, or the id where the name is not known. */
  readonly queue?: string;
  /** True: somebody saw the event itself on AWS. False: it follows from analytics. */
  readonly seen: boolean;
  /** The event's own id at EventBridge; absent: not known. */
  readonly eventId?: string;
  readonly routes: readonly RouteLine[];
  /** Routes of its event type that do not take it. */
  readonly misses: readonly MissLine[];
  /** Routes of which nobody can say whether they take it. */
  readonly undecided: readonly MissLine[];
}

/** What became of some events, target by target. */
export function targetLinesOf(events: readonly EventLine[]): readonly TargetLine[] {
  return events.flatMap(({ routes }) => routes.flatMap(({ targets }) => targets));
}

/** What was looked at, and what could not be. */
export interface Looked {
  /** One sentence each, e.g. `The bus log is off.` */
  readonly notes: readonly string[];
  /** Permissions that are missing, as the services name them; one sentence each. */
  readonly missing: readonly string[];
}

/** What became of the conversation as a whole. */
export type Outcome =
  /** All that it should have reached it did. */
  | 'reached'
  | 'in-part'
  | 'nothing'
  /** No route takes any of its events. */
  | 'not-wanted'
  | 'unknown';

/** The answer to `gcx why CONVERSATION`. */
export interface Why {
  readonly conversation: AskedConversation;
  /** What stands in the way now before any target, in the order of the pipe. */
  readonly stops: readonly Stop[];
  /** What is well on the way, in words: `integration prod enabled and active`. */
  readonly well: readonly string[];
  readonly events: readonly EventLine[];
  readonly looked: Looked;
  readonly outcome: Outcome;
  /** One sentence: where it came to, and the first cause where it did not. */
  readonly sentence: string;
  /** What to do next: commands, or what a person does. Absent: nothing. */
  readonly next?: string;
}
