import { holdTogether } from './array-consistency.js';
import {
  type CompiledClauses,
  type CompiledCondition,
  compiledConditionsOf,
  type Outcome,
} from './compiled.js';
import type { EventMap } from './event-map.js';
import type { EventArray } from './event-text.js';
import type { Finding } from './finding.js';
import type { ArrayElement } from './leaves.js';
import { listed } from './words.js';

/** Conditions of which every pair is tried; a pattern with more is explained as a whole. */
const maxPaired = 60;
/** Elements of an array that are named. */
const shownElements = 4;

/** Says which conditions hold only in different elements of one array: two, where two are enough to see it. */
export function elementsApart(
  clauses: CompiledClauses,
  outcome: (condition: CompiledCondition) => Outcome,
  map: EventMap,
): Finding {
  const within = compiledConditionsOf(clauses).filter((condition) => outcome(condition).kind === 'within');
  const apart = conflictingPair(within, outcome) ?? within;
  const elements = apart.map((condition) => elementsOf(outcome(condition)));
  const array = sharedArray(elements);
  const path = (array === undefined ? undefined : map.arrayPaths.get(array)) ?? 'one array';
  const places = apart.map((condition, at) => {
    const indices = array === undefined ? [] : [...(elements[at]?.get(array) ?? [])];
    const shown = indices.slice(0, shownElements).map((index) => `${path}[${index}]`);
    const where = shown.length === 0 ? 'no element that fits' : listed(shown, 'and');
    return `${condition.path} in ${where}${indices.length > shownElements ? ' and others' : ''}`;
  });
  const [first, ...others] = apart;
  return {
    kind: 'array-elements',
    path: first?.path ?? path,
    message: `Each condition holds by itself, but not in the same element of ${path}: ${places.join(', ')}.`,
    alsoPaths: others.map((condition) => condition.path),
    at: path,
  };
}

function conflictingPair(
  conditions: readonly CompiledCondition[],
  outcome: (condition: CompiledCondition) => Outcome,
): readonly CompiledCondition[] | undefined {
  if (conditions.length > maxPaired) return undefined;
  for (const [at, one] of conditions.entries()) {
    for (const other of conditions.slice(at + 1)) {
      if (!holdTogether([one, other], outcome)) return [one, other];
    }
  }
  return undefined;
}

/** The elements of each array that an outcome stands in. */
function elementsOf(outcome: Outcome): Map<EventArray, Set<number>> {
  const found = new Map<EventArray, Set<number>>();
  if (outcome.kind !== 'within') return found;
  for (const innermost of outcome.elements) {
    for (let element: ArrayElement | undefined = innermost; element !== undefined; element = element.parent) {
      const indices = found.get(element.array) ?? new Set();
      found.set(element.array, indices.add(element.index));
    }
  }
  return found;
}

/** The array that all stand in, if possible one in which they stand apart. */
function sharedArray(
  elements: readonly ReadonlyMap<EventArray, ReadonlySet<number>>[],
): EventArray | undefined {
  const [first, ...others] = elements;
  if (first === undefined) return undefined;
  const shared = [...first.keys()].filter((array) => others.every((other) => other.has(array)));
  const apart = shared.find((array) =>
    others.some((other) =>
      [...(first.get(array) ?? [])].every((index) => other.get(array)?.has(index) !== true),
    ),
  );
  return apart ?? shared[0];
}
