/** Why an event does not match; each kind is a different mistake or circumstance. */
export type ReasonKind =
  // The pattern can never match such events.
  | 'source-format'
  | 'detail-type-real-id'
  | 'detail-type-name'
  | 'key-case'
  | 'key-spelling'
  | 'wrong-place'
  | 'object-not-value'
  | 'value-not-object'
  | 'never-carried'
  | 'value-case'
  | 'white-space'
  | 'number-as-text'
  | 'text-as-number'
  | 'word-as-text'
  | 'text-as-word'
  | 'wildcard-as-exact'
  | 'part-of-value'
  | 'star-in-affix'
  | 'text-test-on-number'
  | 'number-test-on-text'
  | 'unit'
  | 'queue-name-for-id'
  | 'unknown-value'
  | 'null-for-missing'
  | 'missing-for-null'
  | 'anything-but-missing'
  // The pattern is fine, and this event is not meant.
  | 'array-elements'
  | 'empty-array'
  | 'null-value'
  | 'other-queue'
  | 'excluded-value'
  | 'out-of-range'
  | 'not-an-address'
  | 'present'
  | 'other-source'
  | 'other-event-type'
  | 'different-value'
  | 'missing';

/** One reason why an event does not match. */
export interface Reason {
  readonly kind: ReasonKind;
  /** The path of the condition that it is about. */
  readonly path: string;
  /** One or two full sentences. */
  readonly message: string;
  /** What to write instead, where something fits. */
  readonly cure?: string;
  /** Further conditions that fail for the same reason. */
  readonly alsoPaths: readonly string[];
}

/** How a condition fares with an event. */
export interface ExplainedCondition {
  readonly path: string;
  /** What it wants, in words. */
  readonly wants: string;
  /** What the event has there, in words. */
  readonly has: string;
  readonly holds: boolean;
}

/** How a `$or` fares with an event, branch by branch. */
export interface ExplainedAnyOf {
  readonly anyOf: readonly { readonly clauses: readonly ExplainedClause[]; readonly holds: boolean }[];
  readonly holds: boolean;
}

/** A condition or a `$or`. */
export type ExplainedClause = ExplainedCondition | ExplainedAnyOf;

/** Why an event matches a pattern, or why not. */
export interface Explanation {
  readonly matches: boolean;
  /** Every condition of the pattern, in the order of its text. */
  readonly clauses: readonly ExplainedClause[];
  /** The smallest set of reasons for a mismatch, best first; empty where the event matches. */
  readonly reasons: readonly Reason[];
}

/**
 * What is known beyond the pattern and the event; all optional, and given as functions so that the pattern engine
 * needs neither a catalog nor an organization.
 */
export interface PatternKnowledge {
  /** Whether events of a detail-type can have a field at a path; undefined where that is not known. */
  carries?(detailType: string, path: string): boolean | undefined;
  /** The names of the event types whose events have a field at a path, those most like a detail-type first. */
  eventTypesWith?(path: string, detailType?: string): readonly string[];
  /** The detail-type that a text was meant to be (a short name, a name from a tutorial). */
  detailTypeOf?(text: string): string | undefined;
  /** The values that a field can have, where they are a closed list. */
  valuesOf?(detailType: string, path: string): readonly string[] | undefined;
  /** The name of the event format that a source is of, where formats are told apart. */
  formatOfSource?(source: string): string | undefined;
  /** The name of the queue with an id. */
  queueName?(id: string): string | undefined;
}
