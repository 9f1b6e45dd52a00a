import { type CompiledClauses, type CompiledCondition, isCompiledAnyOf, type Outcome } from './compiled.js';
import type { EventArray } from './event-text.js';
import type { ArrayElement } from './leaves.js';

/** Combinations of array elements looked at for one rule and event before giving up. */
const maxCombinations = 200_000;

/** The arrays of an event offer more combinations for a pattern than can be looked through. */
export class TooHardToMatch extends Error {
  override readonly name = 'TooHardToMatch';

  constructor() {
    super('The arrays of this event offer too many combinations for this pattern to look through');
  }
}

/** The conditions that hold in an array element, as a set of bits, and the arrays within it. */
interface Bucket {
  own: bigint;
  readonly arrays: Set<ArrayChoices>;
}

/** An array of an event, of whose elements one can be chosen. */
interface ArrayChoices {
  readonly elements: Map<number, Bucket>;
  /** The conditions that some element can satisfy. */
  reach: bigint;
}

/**
 * Whether conditions that each hold in some array element can hold together: of every array only one element counts
 * for all of them (event-ruler's "array consistency"). Linear in the event unless several `$or`s or repeated keys let
 * the same condition be met in several arrays.
 * @param outcome what each condition found; conditions that hold anywhere do not matter here
 * @throws TooHardToMatch
 */
export function holdTogether(
  clauses: CompiledClauses,
  outcome: (condition: CompiledCondition) => Outcome,
): boolean {
  const bits = new Map<CompiledCondition, bigint>();
  const root: Bucket = { own: 0n, arrays: new Set() };
  const arrays = new Map<EventArray, ArrayChoices>();
  const visit = (inner: CompiledClauses): void => {
    for (const clause of inner) {
      if (isCompiledAnyOf(clause)) {
        for (const branch of clause.anyOf) visit(branch);
      } else if (!bits.has(clause)) {
        const found = outcome(clause);
        if (found.kind !== 'within') continue;
        const bit = 1n << BigInt(bits.size);
        bits.set(clause, bit);
        for (const element of found.elements) bucketOf(element, root, arrays).own |= bit;
      }
    }
  };
  visit(clauses);
  reachOf(root);
  const satisfied = (inner: CompiledClauses, chosen: bigint): boolean =>
    inner.every((clause) => {
      if (isCompiledAnyOf(clause)) return clause.anyOf.some((branch) => satisfied(branch, chosen));
      const bit = bits.get(clause);
      return bit === undefined ? outcome(clause).kind === 'holds' : (chosen & bit) !== 0n;
    });
  let needed = 0n;
  for (const clause of clauses) if (!isCompiledAnyOf(clause)) needed |= bits.get(clause) ?? 0n;
  return chooseIn(root, needed, { combinations: 0 }).some((chosen) => satisfied(clauses, chosen));
}

function bucketOf(element: ArrayElement, root: Bucket, arrays: Map<EventArray, ArrayChoices>): Bucket {
  let choices = arrays.get(element.array);
  if (choices === undefined) {
    choices = { elements: new Map(), reach: 0n };
    arrays.set(element.array, choices);
    const outer = element.parent === undefined ? root : bucketOf(element.parent, root, arrays);
    outer.arrays.add(choices);
  }
  let bucket = choices.elements.get(element.index);
  if (bucket === undefined) {
    bucket = { own: 0n, arrays: new Set() };
    choices.elements.set(element.index, bucket);
  }
  return bucket;
}

/** Works out what every array can contribute, and returns what the bucket can. */
function reachOf(bucket: Bucket): bigint {
  let reach = bucket.own;
  for (const choices of bucket.arrays) {
    for (const element of choices.elements.values()) choices.reach |= reachOf(element);
    reach |= choices.reach;
  }
  return reach;
}

/** The sets of conditions that choices within a bucket can satisfy together, of those that hold all that is needed. */
function chooseIn(bucket: Bucket, needed: bigint, spent: { combinations: number }): bigint[] {
  let sets = [bucket.own];
  const missing = needed & ~bucket.own;
  let once = 0n;
  let twice = 0n;
  for (const { reach } of bucket.arrays) {
    twice |= once & reach;
    once |= reach;
  }
  if ((missing & ~once) !== 0n) return [];
  for (const choices of bucket.arrays) {
    // What only this array can contribute, it has to.
    const due = missing & choices.reach & ~twice;
    const offers = new Set<bigint>();
    for (const element of choices.elements.values()) {
      for (const set of chooseIn(element, due, spent)) offers.add(set);
    }
    if (offers.size === 0) return [];
    spent.combinations += sets.length * offers.size;
    if (spent.combinations > maxCombinations) throw new TooHardToMatch();
    const best = largest([...offers]);
    sets = largest(sets.flatMap((set) => best.map((offer) => set | offer)));
  }
  return sets.filter((set) => (needed & ~set) === 0n);
}

/** The sets that are part of no other. */
function largest(sets: readonly bigint[]): bigint[] {
  const distinct = [...new Set(sets)];
  if (distinct.length > 500) return distinct;
  return distinct.filter((set) => !distinct.some((other) => other !== set && (set & ~other) === 0n));
}
