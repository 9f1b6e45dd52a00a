import type { AddressRange } from './ip-address.js';

/** A number of a pattern: its double, where one is exact, and its spelling. */
export interface PatternNumber {
  readonly text: string;
  /** Undefined where no double has exactly this value: then it only equals a number spelled the same. */
  readonly value: number | undefined;
}

/** One end of a numeric range. */
export interface NumericBound {
  readonly text: string;
  readonly value: number;
  /** Whether the bound itself belongs to the range (`<=`, `>=`). */
  readonly inclusive: boolean;
}

/** The operators that `anything-but` can turn round. */
export type NegatedOperator = 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard';

/** One entry of a condition's list: what a value may be. */
export type Test =
  | { readonly kind: 'exact'; readonly text: string }
  /** An exact text that is an IP address: compared by value. */
  | { readonly kind: 'address'; readonly text: string; readonly digits: string }
  | { readonly kind: 'number'; readonly number: PatternNumber }
  | { readonly kind: 'literal'; readonly text: 'true' | 'false' | 'null' }
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: 'equals-ignore-case'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly text: string }
  | { readonly kind: 'numeric'; readonly low?: NumericBound; readonly high?: NumericBound }
  /** `{"numeric": ["=", n]}` */
  | { readonly kind: 'numeric-equals'; readonly text: string; readonly value: number }
  | { readonly kind: 'cidr'; readonly text: string; readonly range: AddressRange }
  | { readonly kind: 'exists'; readonly present: boolean }
  | { readonly kind: 'anything-but-texts'; readonly texts: readonly string[] }
  | { readonly kind: 'anything-but-numbers'; readonly numbers: readonly { text: string; value: number }[] }
  | { readonly kind: 'anything-but'; readonly operator: NegatedOperator; readonly texts: readonly string[] };

/** A field and what it may be: it holds where one of its tests does. */
export interface Condition {
  /** The field's names joined with dots, as EventBridge sees it: `detail.eventBody.queueId`. */
  readonly path: string;
  readonly tests: readonly Test[];
  /** Where the condition's list stands in the pattern's text. */
  readonly start: number;
  readonly end: number;
}

/** Branches of which one must hold, from one `$or`. */
export interface AnyOf {
  readonly anyOf: readonly Clauses[];
  /** Where `$or` stands in the pattern's text. */
  readonly start: number;
}

/** Conditions and `$or`s that must all hold. */
export type Clauses = readonly (Condition | AnyOf)[];

/** A checked event pattern. */
export interface Pattern {
  /** The JSON as given. */
  readonly text: string;
  readonly clauses: Clauses;
}

/** Tells the two kinds of clause apart. */
export function isAnyOf(clause: Condition | AnyOf): clause is AnyOf {
  return 'anyOf' in clause;
}

/** Every condition of the clauses, `$or` branches included, in the order of the text. */
export function conditionsOf(clauses: Clauses, found: Condition[] = []): readonly Condition[] {
  for (const clause of clauses) {
    if (isAnyOf(clause)) for (const branch of clause.anyOf) conditionsOf(branch, found);
    else found.push(clause);
  }
  return found;
}
