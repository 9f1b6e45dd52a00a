import { canonicalJson } from '../../base/json.js';
import { withoutPlainWildcards } from '../../language/patterns/index.js';
import { type EventSet, eventSetOf, withoutEventSet } from './event-set.js';
import type { DesiredRule, LiveRule } from './model.js';
import { patternFields } from './pattern-fields.js';

/** The events that a rule matches. A pattern that cannot be told exactly matches at most this and at least that. */
export interface Reach {
  readonly atMost: readonly EventSet[];
  readonly atLeast: readonly EventSet[];
}

/** The events that a rule matches now; none where there is no rule or it is disabled. */
export function reachOf(rule: LiveRule | DesiredRule | undefined): Reach {
  if (rule === undefined || !rule.enabled) return { atMost: [], atLeast: [] };
  if (rule.pattern === undefined) return { atMost: [new Map()], atLeast: [] };
  const { fields, exact } = patternFields(withoutPlainWildcards(rule.pattern));
  const eventSet = eventSetOf(fields);
  return { atMost: [eventSet], atLeast: exact ? [eventSet] : [] };
}

/** Regions without others; at least what is left. */
export function without(eventSets: readonly EventSet[], taken: readonly EventSet[]): readonly EventSet[] {
  return taken.reduce((rest, one) => rest.flatMap((eventSet) => withoutEventSet(eventSet, one)), eventSets);
}

/** Whether both match the same, even where what they match cannot be told exactly. */
export function matchesSame(live: LiveRule, desired: DesiredRule): boolean {
  return (
    live.enabled === desired.enabled &&
    live.pattern !== undefined &&
    canonicalJson(live.pattern) === canonicalJson(desired.pattern)
  );
}

/**
 * How a rule's change alters what it matches: `wider` and `narrower` only where that is proven, `other` for all else.
 * A disabled rule matches nothing.
 */
export type ReachShift = 'same' | 'wider' | 'narrower' | 'other';

/** See {@link ReachShift}. It decides in which order a rule's targets and its pattern may change without loss. */
export function reachShift(live: LiveRule, desired: DesiredRule): ReachShift {
  if (matchesSame(live, desired)) return 'same';
  const before = reachOf(live);
  const after = reachOf(desired);
  if (without(before.atMost, after.atLeast).length === 0) return 'wider';
  if (without(after.atMost, before.atLeast).length === 0) return 'narrower';
  return 'other';
}
