/** A stage of the pipe, in the order in which an event passes them. */
export const STAGES = ['integration', 'event-type', 'source', 'rule', 'target', 'receiver'] as const;

/** A stage of the pipe. */
export type Stage = (typeof STAGES)[number];

/** What stands in the way of events as things are now; how it was when the event came, nothing says. */
export interface Stop {
  readonly stage: Stage;
  /** One sentence: which thing, and what of it. */
  readonly what: string;
  /** What fixes it: a command, or what a person does. Absent: nothing is known. */
  readonly cure?: string;
}

/** Who tells of an event. */
export type Witness = 'dead-letter' | 'bus-log' | 'receiver' | 'metrics';

/** What an event's dead letter says; it lies in the dead-letter queue now. */
export interface DeadLetterSeen {
  /** `probably`: several events of the conversation fit. */
  readonly identity: 'certain' | 'probably';
  /** EventBridge's error code. */
  readonly reason: string;
  /** What EventBridge said of it. */
  readonly detail?: string;
  /** Epoch ms. */
  readonly since?: number;
  readonly attempts?: number;
}

/** What the log of the event bus says of one event at one target. */
export interface LoggedCourse {
  /** Whether the event's id is known to be that of this event, or it fits by its time and rule only. */
  readonly identity: 'certain' | 'probably';
  /** How the last record says that it ended. */
  readonly end:
    | { readonly kind: 'delivered'; readonly afterMs?: number; readonly attempts?: number }
    | { readonly kind: 'dead-lettered'; readonly reason: string; readonly attempts?: number }
    | { readonly kind: 'failed'; readonly reason: string; readonly attempts?: number }
    /** Tries that failed are logged, and no end. `over`: the time in which EventBridge tries again is over. */
    | { readonly kind: 'open'; readonly reason?: string; readonly attempts: number; readonly over: boolean }
    /** The event is logged, and no rule took it to this target. */
    | { readonly kind: 'unmatched' }
    /** Several events fit, and they ended differently. */
    | { readonly kind: 'ambiguous' };
}

/** What the log of the event bus tells, or why it does not. */
export type LogEvidence =
  | { readonly kind: 'off' }
  | { readonly kind: 'denied'; readonly permission: string }
  /** The event is older than what is kept; days. */
  | { readonly kind: 'expired'; readonly days: number; readonly ago: number }
  /** Its records may not be there yet. */
  | { readonly kind: 'too-new' }
  | {
      readonly kind: 'read';
      /** At `error` only what fails is logged: then that nothing is logged says that nothing failed. */
      readonly level: 'error' | 'info' | 'trace';
      /** Absent: no record is of this event. */
      readonly course?: LoggedCourse;
    };

/** What CloudWatch counted of the rule in the minutes of the event. No data is absent, and not 0. */
export interface CountedMinutes {
  /** Events that the event source brought. */
  readonly events?: number;
  /** Events that the rule matched. */
  readonly matched?: number;
  /** Tries of calls of its targets, those that succeeded, and calls that failed for good. */
  readonly attempts?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly deadLettered?: number;
  readonly deadLetterFailed?: number;
}

/** What the metrics tell, or why they do not. */
export type MetricEvidence =
  | { readonly kind: 'unread' }
  | { readonly kind: 'denied'; readonly permission: string }
  | { readonly kind: 'expired'; readonly days: number; readonly ago: number }
  | { readonly kind: 'too-new' }
  | { readonly kind: 'read'; readonly counted: CountedMinutes };

/** How the dead-letter queue of the target was looked through. */
export type DeadLetterSearch =
  | { readonly kind: 'none-configured' }
  | { readonly kind: 'denied'; readonly permission: string }
  | { readonly kind: 'missing' }
  /** `days`: how long it keeps messages; the event is older. */
  | { readonly kind: 'expired'; readonly days: number; readonly ago: number }
  | { readonly kind: 'in-part' }
  /** This many dead letters belong to some of several events, and hold nothing to tell them by. */
  | { readonly kind: 'ambiguous'; readonly letters: number; readonly events: number }
  | { readonly kind: 'whole' };

/** All that is known of one event at one target. */
export interface Evidence {
  /** A dead letter of EventBridge's for this target. */
  readonly deadLetter?: DeadLetterSeen;
  readonly search: DeadLetterSearch;
  readonly log: LogEvidence;
  readonly metrics: MetricEvidence;
  /** The target is an event bus: what it takes is counted neither as a try nor as a success of one (measured). */
  readonly isBus?: true;
  /**
   * What is behind the target tells of the event: a processor's log or dead letter, or SQS. `probably`: several events of
   * the conversation fit.
   */
  readonly receiver?: { readonly identity: 'certain' | 'probably' };
  /** The event itself was seen on AWS, whatever became of it at this target. */
  readonly seen: boolean;
  /** What stands in the way now, in the order of the pipe; nothing that the event is known to have passed. */
  readonly stops: readonly Stop[];
}
