import { TooHardToMatch } from './array-consistency.js';
import {
  type CompiledClauses,
  type CompiledCondition,
  compiledConditionsOf,
  isCompiledAnyOf,
} from './compiled.js';
import type { EventArray } from './event-text.js';
import type { ArrayElement, Leaves } from './leaves.js';

/** Steps of the search for one rule and event before giving up. */
const maxSteps = 1_000_000;

/** Conditions that a rule may have for such a search; 4,096 characters hold far fewer. */
const maxConditions = 1_000;

/** Of each array the element chosen so far. */
type Chosen = ReadonlyMap<EventArray, number>;

/** A choice of a condition: an array element, or undefined for a value that goes with everything. */
type Choice = ArrayElement | undefined;

interface Candidates {
  /** Where the values that pass stand. */
  readonly passing: readonly Choice[];
  /** Where values stand at all, and whether one goes with everything. */
  readonly present: readonly Choice[];
  readonly byElement: ReadonlyMap<EventArray, ReadonlyMap<number, readonly Choice[]>>;
}

/**
 * Matches rules in which `exists: false` asks about a field inside array elements. There the answer depends on which
 * elements the fields before it (in the order of their paths) have chosen, as it does in EventBridge, so the
 * combinations are tried one by one.
 * @throws TooHardToMatch
 */
export function holdInOrder(
  clauses: CompiledClauses,
  leavesOf: (condition: CompiledCondition) => Leaves | undefined,
): boolean {
  if (compiledConditionsOf(clauses).length > maxConditions) throw new TooHardToMatch();
  const search = new Search(leavesOf);
  for (const conditions of combinationsOf(clauses)) {
    const sorted = [...conditions].sort((one, other) =>
      one.path < other.path ? -1 : one.path > other.path ? 1 : 0,
    );
    if (search.from(sorted, 0, new Map())) return true;
    search.spend();
  }
  return false;
}

class Search {
  private steps = 0;
  private readonly known = new Map<CompiledCondition, Candidates>();
  private readonly leavesOf: (condition: CompiledCondition) => Leaves | undefined;

  constructor(leavesOf: (condition: CompiledCondition) => Leaves | undefined) {
    this.leavesOf = leavesOf;
  }

  /** Whether the conditions from an index on can hold with what has been chosen. */
  from(conditions: readonly CompiledCondition[], index: number, chosen: Chosen): boolean {
    const condition = conditions[index];
    if (condition === undefined) return true;
    const { passing, present, byElement } = this.candidatesOf(condition);
    for (const choice of fitting(passing, byElement, chosen)) {
      this.spend();
      const next = choose(chosen, choice);
      if (next !== undefined && this.from(conditions, index + 1, next)) return true;
    }
    if (!condition.absent) return false;
    const missing = present.every((choice) => {
      this.spend();
      return choose(chosen, choice) === undefined;
    });
    return missing && this.from(conditions, index + 1, chosen);
  }

  /** Counts a step. */
  spend(): void {
    this.steps++;
    if (this.steps > maxSteps) throw new TooHardToMatch();
  }

  private candidatesOf(condition: CompiledCondition): Candidates {
    const known = this.known.get(condition);
    if (known !== undefined) return known;
    const leaves = this.leavesOf(condition);
    const passing = new Set<Choice>();
    const present = new Set<Choice>();
    for (const [at, scalar] of leaves?.scalars.entries() ?? []) {
      const element = leaves?.elements[at];
      present.add(element);
      if (condition.passes(scalar)) passing.add(element);
    }
    const candidates = { passing: [...passing], present: [...present], byElement: byElement([...passing]) };
    this.known.set(condition, candidates);
    return candidates;
  }
}

function byElement(choices: readonly Choice[]): Map<EventArray, Map<number, Choice[]>> {
  const grouped = new Map<EventArray, Map<number, Choice[]>>();
  for (const choice of choices) {
    for (let element = choice; element !== undefined; element = element.parent) {
      const elements = grouped.get(element.array) ?? new Map<number, Choice[]>();
      grouped.set(element.array, elements);
      const list = elements.get(element.index) ?? [];
      elements.set(element.index, list);
      list.push(choice);
    }
  }
  return grouped;
}

/** The choices worth trying: where an array has a chosen element, only those within it and those outside the array. */
function fitting(
  passing: readonly Choice[],
  grouped: Candidates['byElement'],
  chosen: Chosen,
): readonly Choice[] {
  for (const [array, index] of chosen) {
    const elements = grouped.get(array);
    if (elements === undefined) continue;
    const inside = elements.get(index) ?? [];
    let total = 0;
    for (const list of elements.values()) total += list.length;
    // Only where every choice stands in this array is it enough to look at the chosen element.
    if (total === passing.length) return inside;
  }
  return passing;
}

/** What is chosen after one more choice, or undefined where they contradict each other. */
function choose(chosen: Chosen, choice: Choice): Chosen | undefined {
  let next: Map<EventArray, number> | undefined;
  for (let element = choice; element !== undefined; element = element.parent) {
    const index = chosen.get(element.array);
    if (index === element.index) continue;
    if (index !== undefined) return undefined;
    next ??= new Map(chosen);
    next.set(element.array, element.index);
  }
  return next ?? chosen;
}

/** Every combination of one branch from each `$or`. */
function* combinationsOf(clauses: CompiledClauses, from = 0): Generator<readonly CompiledCondition[]> {
  const first = clauses[from];
  if (first === undefined) {
    yield [];
  } else if (isCompiledAnyOf(first)) {
    for (const branch of first.anyOf) {
      for (const beginning of combinationsOf(branch)) {
        for (const end of combinationsOf(clauses, from + 1)) yield [...beginning, ...end];
      }
    }
  } else {
    for (const end of combinationsOf(clauses, from + 1)) yield [first, ...end];
  }
}
