import { Limits } from '../../base/limits.js';
import { type FieldState, fieldMachine, TooManyStates } from './field-machine.js';
import type { SubRule } from './sub-rules.js';
import type { ValueMachine } from './value-machine.js';
import type { ValueState, Way } from './value-state.js';

/** The highest complexity that EventBridge accepts: 10 was accepted and 11 refused (recorded, 2026). */
export const maxWildcardComplexity = 10;

/** Texts laid and situations looked at before a pattern that has not been shown to be too complex is let pass. */
const room = 50_000;

/**
 * event-ruler's measure for the wildcards of a pattern, by which EventBridge refuses it: for the worst value of any
 * field the number of places in wildcards up to which the value fits, each wildcard counted for each of the states
 * that it has there. Equal wildcards count singly where they have states of their own, which is so as soon as a star
 * is followed by a letter, and over all combinations of `$or` that reach the field by the same values of earlier ones.
 * Counting stops once the result is above {@link maxWildcardComplexity}.
 */
export function wildcardComplexity(subRules: readonly SubRule[]): number {
  if (subRules.some(hasEndlessWildcard)) return maxWildcardComplexity + 1;
  try {
    return measureFields(fieldMachine(subRules, room), { situations: room });
  } catch (error) {
    // [?] What EventBridge does with patterns of that size is not recorded; event-ruler would go on.
    if (error instanceof TooManyStates) return 0;
    throw error;
  }
}

/** A wildcard that no rule has room for, with more stars than are accepted: to lay it out takes seconds. */
function hasEndlessWildcard(rule: SubRule): boolean {
  return [...rule.values()].flat().some((test) => {
    if (test.kind !== 'wildcard' || test.text.length <= Limits.rulePatternCharactersMax) return false;
    return test.text.split('*').length - 1 > maxWildcardComplexity;
  });
}

/** What may still be looked at. */
interface Budget {
  situations: number;
}

function measureFields(from: FieldState, budget: Budget): number {
  let largest = 0;
  for (const machine of from.values.values()) {
    largest = Math.max(largest, measureValues(machine, budget));
    // Nothing behind the absence of a field is looked at: so it is in event-ruler, and recorded.
    for (const next of machine.next) {
      if (largest > maxWildcardComplexity) return largest;
      largest = Math.max(largest, measureFields(next, budget));
    }
  }
  return largest;
}

/** The largest number of wildcards' states that a value of the field can be in at once. */
function measureValues({ start }: ValueMachine<FieldState>, budget: Budget): number {
  const wildcards = wildcardsBehind(start);
  if ((wildcards.get(start)?.size ?? 0) === 0) return 0;
  const numbers = new Map<Way, number>();
  const seen = new Set<string>();
  const open: ReadonlySet<Way>[] = followers([start]);
  let largest = 0;
  for (let situation = open.pop(); situation !== undefined; situation = open.pop()) {
    const key = keyOf(situation, numbers);
    if (seen.has(key)) continue;
    if (--budget.situations < 0) throw new TooManyStates();
    seen.add(key);
    largest = Math.max(largest, sizeOf(situation, wildcards));
    if (largest > maxWildcardComplexity) return largest;
    open.push(
      ...followers(new Set([...situation].flatMap(({ state }) => (state === undefined ? [] : [state])))),
    );
  }
  return largest;
}

function keyOf(situation: ReadonlySet<Way>, numbers: Map<Way, number>): string {
  const ids: number[] = [];
  for (const way of situation) {
    const id = numbers.get(way) ?? numbers.size;
    numbers.set(way, id);
    ids.push(id);
  }
  return ids.sort((one, other) => one - other).join(' ');
}

/** A star that may stand for nothing is reached together with what stands before it. */
function sizeOf(situation: ReadonlySet<Way>, wildcards: ReadonlyMap<Way, ReadonlySet<string>>): number {
  let size = 0;
  for (const way of situation) {
    size += wildcards.get(way)?.size ?? 0;
    for (const star of way.state?.onAny ?? []) {
      if (!situation.has(star)) size += wildcards.get(star)?.size ?? 0;
    }
  }
  return size;
}

/** What each byte leads to from states that a value is in at once, and what all the other bytes lead to. */
function followers(states: Iterable<ValueState>): ReadonlySet<Way>[] {
  const all = [...states];
  const bytes = new Set(all.flatMap((state) => [...state.bytes]));
  const result: ReadonlySet<Way>[] = [];
  for (const byte of bytes) result.push(new Set(all.flatMap((state) => [...state.on(byte)])));
  result.push(new Set(all.flatMap((state) => [...state.onAny])));
  return result.filter(({ size }) => size > 0);
}

/** For each way within reach of a state the wildcards that can still be met by it, by their keys. */
function wildcardsBehind(start: ValueState): ReadonlyMap<Way, ReadonlySet<string>> {
  const found = new Map<Way, Set<string>>();
  const stack: Way[] = [start];
  for (let way = stack.at(-1); way !== undefined; way = stack.at(-1)) {
    const known = found.get(way);
    const following = way.state === undefined ? [] : waysFrom(way.state);
    if (known === undefined) {
      found.set(way, new Set(way.pattern?.kind === 'wildcard' ? [way.pattern.key] : []));
      stack.push(...following.filter((next) => !found.has(next)));
      continue;
    }
    for (const next of following) for (const wildcard of found.get(next) ?? []) known.add(wildcard);
    stack.pop();
  }
  return found;
}

function waysFrom(state: ValueState): Way[] {
  return [...new Set([...[...state.bytes].flatMap((byte) => [...state.on(byte)]), ...state.onAny])];
}
