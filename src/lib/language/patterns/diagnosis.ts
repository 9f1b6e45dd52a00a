import type { EventMap } from './event-map.js';
import type { EventScalar } from './event-text.js';
import type { PatternKnowledge, ReasonKind } from './explanation.js';
import { type LeafTest, leafTestOf } from './leaf-test.js';
import type { Condition } from './model.js';

/** What is wrong with one condition. */
export interface Diagnosis {
  readonly kind: ReasonKind;
  readonly message: string;
  readonly cure?: string;
  /** Where it goes wrong: conditions with the same kind and place share one reason. */
  readonly at: string;
}

/** What a diagnosis is made from. */
export interface Case {
  readonly condition: Condition;
  readonly passes: LeafTest;
  readonly map: EventMap;
  readonly knowledge: PatternKnowledge;
  /** The event's detail-type, where it has one. */
  readonly detailType: string | undefined;
}

/** Whether a value would satisfy a condition that was written a little differently. */
export function wouldPass({ passes }: Pick<Case, 'passes'>, scalars: readonly EventScalar[]): boolean {
  return scalars.some((scalar) => passes(scalar));
}

/** Prepares the diagnosis of a condition. */
export function caseOf(
  condition: Condition,
  map: EventMap,
  knowledge: PatternKnowledge,
  detailType: string | undefined,
): Case {
  return { condition, passes: leafTestOf(condition.tests), map, knowledge, detailType };
}

/** A diagnosis about the very path of its condition. */
export function diagnosis(given: Case, kind: ReasonKind, message: string, cure?: string): Diagnosis {
  return { kind, message, at: given.condition.path, ...(cure === undefined ? {} : { cure }) };
}

/** What to do where the text of a time was wanted and the event has a number. */
export function timeCure(path: string): string | undefined {
  return /time$/i.test(path)
    ? 'Times in this event are milliseconds since 1970: use {"numeric": [...]}.'
    : undefined;
}
