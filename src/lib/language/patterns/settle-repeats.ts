import { type AnyOf, type Clauses, type Condition, conditionsOf, isAnyOf } from './model.js';

/** Conditions that settling may add to a pattern before it gives up. */
const maxConditions = 50_000;

/** A pattern repeats the same fields in so many `$or`s that their combinations cannot be written out. */
export class TooManyCombinations extends Error {
  override readonly name = 'TooManyCombinations';

  constructor() {
    super('The same fields stand in so many $or that their combinations cannot be worked out');
  }
}

/**
 * Gives every combination of `$or` branches at most one condition for a field: EventBridge lets the later one of
 * two replace the earlier, in each combination by itself. A pattern that repeats no field comes back unchanged.
 * @throws TooManyCombinations
 */
export function settleRepeats(clauses: Clauses): Clauses {
  return settle(clauses, { conditions: 0 });
}

/** Conditions added so far, over the whole pattern. */
interface Added {
  conditions: number;
}

function settle(clauses: Clauses, added: Added): Clauses {
  const settled: ((Condition | AnyOf) | undefined)[] = [];
  const places = new Map<string, Set<number>>();
  const keep = (clause: Condition | AnyOf): void => {
    for (const path of pathsOf(clause)) {
      const known = places.get(path);
      if (known === undefined) places.set(path, new Set([settled.length]));
      else known.add(settled.length);
    }
    settled.push(clause);
  };
  for (const clause of clauses) {
    if (!isAnyOf(clause)) {
      for (const place of places.get(clause.path) ?? [])
        settled[place] = without(settled[place], clause.path);
      places.delete(clause.path);
      keep(clause);
      continue;
    }
    const sharing = new Set([...pathsOf(clause)].flatMap((path) => [...(places.get(path) ?? [])]));
    if (sharing.size === 0) {
      keep({ ...clause, anyOf: clause.anyOf.map((branch) => settle(branch, added)) });
      continue;
    }
    const earlier: (Condition | AnyOf)[] = [];
    for (const place of [...sharing].sort((one, other) => one - other)) {
      const moved = settled[place];
      if (moved !== undefined) earlier.push(moved);
      settled[place] = undefined;
    }
    keep(merge(earlier, clause, added));
  }
  return settled.filter((clause) => clause !== undefined);
}

function pathsOf(clause: Condition | AnyOf): Set<string> {
  const paths = new Set<string>();
  for (const { path } of conditionsOf([clause])) paths.add(path);
  return paths;
}

/** Moves earlier clauses that share a field with a `$or` into its branches, before what they hold. */
function merge(earlier: Clauses, or: AnyOf, added: Added): AnyOf {
  let beginnings: Clauses[] = [[]];
  for (const clause of earlier) {
    const choices: readonly Clauses[] = isAnyOf(clause) ? clause.anyOf : [[clause]];
    added.conditions += beginnings.length * choices.length;
    if (added.conditions > maxConditions) throw new TooManyCombinations();
    beginnings = beginnings.flatMap((beginning) => choices.map((choice) => [...beginning, ...choice]));
  }
  const anyOf: Clauses[] = [];
  for (const beginning of beginnings) {
    for (const branch of or.anyOf) {
      added.conditions += beginning.length + branch.length;
      if (added.conditions > maxConditions) throw new TooManyCombinations();
      anyOf.push(settle([...beginning, ...branch], added));
    }
  }
  return { ...or, anyOf };
}

/** The clause without its conditions on a field; undefined where nothing is left that could fail. */
function without(clause: (Condition | AnyOf) | undefined, path: string): (Condition | AnyOf) | undefined {
  if (clause === undefined) return undefined;
  if (!isAnyOf(clause)) return clause.path === path ? undefined : clause;
  const anyOf = clause.anyOf.map((branch) =>
    branch.flatMap((inner) => {
      const left = without(inner, path);
      return left === undefined ? [] : [left];
    }),
  );
  return anyOf.some((branch) => branch.length === 0) ? undefined : { ...clause, anyOf };
}
