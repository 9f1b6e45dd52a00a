import type { EventType } from '../events/index.js';

/** What is known of the events that arrive on a bus. */
export type BusEvents =
  /** Genesys Cloud's partner event bus: nobody but Genesys can put events on it, all of one source. */
  | {
      readonly kind: 'partner';
      /** The source of every event, which is the bus's name, too. */
      readonly source: string;
      /** 12 digits. Absent: not known. */
      readonly account?: string;
      readonly region?: string;
    }
  /** Any other bus: events of relays and of AWS, and Genesys Cloud's own where somebody forwards them. */
  | { readonly kind: 'open' };

/** The events of one origin, of which a pattern may match some. */
export type Candidate =
  /** Genesys Cloud's own. `eventType` undefined: of an event type that the catalog does not know. */
  | { readonly origin: 'genesys'; readonly eventType: EventType | undefined }
  /** Anybody else's. */
  | { readonly origin: 'others' };

/** How sure it is that a condition cannot be met: `doubtful` where Genesys may have added what gcx does not know. */
export type Certainty = 'certain' | 'doubtful';

/** A problem in words. */
export interface Told {
  /** Full sentences. */
  readonly message: string;
  /** What to write instead, a full sentence. */
  readonly cure?: string;
}

/** Why a condition cannot be met, about its field or about one of its values. */
export interface Reason {
  readonly certainty: Certainty;
  /** Says it; put off, as few of the reasons that are found are told. */
  tell(): Told;
  /** Where the field is at fault, not the value: how much of the path, e.g. `details` of `details.eventBody.mediaType`. */
  readonly field?: string;
  /** The event types that were probably meant. */
  readonly meant?: readonly EventType[];
}

/** Why a pattern cannot match, with the place in it. */
export interface Obstacle extends Told {
  readonly certainty: Certainty;
  /** Where the field is at fault, not the value: how much of the path. */
  readonly field?: string;
  /** The dotted path of the condition. */
  readonly path: string;
  /** Where the condition's list stands in the pattern's text. */
  readonly start: number;
  /** Which of the list's values; undefined where it is about the field. */
  readonly value?: number;
}

/** Whether a pattern can match an event of a bus. */
export interface MatchVerdict {
  /**
   * `never`: no event can meet it. `doubtful`: none that gcx knows of; Genesys may have added what the catalog lacks.
   */
  readonly canMatch: 'yes' | 'doubtful' | 'never';
  /** Why not; empty for `yes`. */
  readonly obstacles: readonly Obstacle[];
  /** Of a pattern that can match: values and branches that no event meets. */
  readonly dead: readonly Obstacle[];
  /** Templates of the event types in the catalog that it may match. */
  readonly eventTypes: ReadonlySet<string>;
}
