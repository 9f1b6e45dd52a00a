import type { Test } from './model.js';
import type { SubRule } from './sub-rules.js';
import { ValueMachine } from './value-machine.js';
import { type ValuePattern, valuePatternsOf } from './value-pattern.js';

/** A place between two fields of a pattern: what the fields that may follow can be. */
export interface FieldState {
  readonly values: Map<string, ValueMachine<FieldState>>;
  /** Where the absence of a field leads. */
  readonly absent: Map<string, FieldState>;
}

/** A pattern would need more states than anyone looks at. */
export class TooManyStates extends Error {
  override readonly name = 'TooManyStates';
}

/**
 * The fields of a pattern as event-ruler 2.0 lays them out (its GenericMachine): those of each sub-rule one behind the
 * other in the order of the alphabet; sub-rules that begin alike share states.
 * @param room texts that may be laid
 * @throws TooManyStates
 */
export function fieldMachine(subRules: readonly SubRule[], room: number): FieldState {
  const start = emptyState();
  const known = new Map<readonly Test[], readonly ValuePattern[]>();
  let laid = 0;
  const patternsOf = (tests: readonly Test[]): readonly ValuePattern[] => {
    const patterns = known.get(tests) ?? tests.flatMap(valuePatternsOf);
    known.set(tests, patterns);
    return patterns;
  };
  const addFrom = (state: FieldState, fields: readonly string[], at: number, rule: SubRule): void => {
    const field = fields[at];
    const tests = field === undefined ? undefined : rule.get(field);
    if (field === undefined || tests === undefined) return;
    const reached = new Set<FieldState>();
    let next: FieldState | undefined;
    for (const pattern of patternsOf(tests)) {
      laid += Math.max(1, pattern.values.length);
      if (laid > room) throw new TooManyStates();
      next = addPattern(state, field, pattern, next ?? emptyState());
      reached.add(next);
    }
    for (const following of reached) addFrom(following, fields, at + 1, rule);
  };
  for (const rule of subRules) addFrom(start, [...rule.keys()].sort(), 0, rule);
  return start;
}

function addPattern(state: FieldState, field: string, pattern: ValuePattern, next: FieldState): FieldState {
  if (pattern.kind === 'absent') {
    const known = state.absent.get(field);
    if (known === undefined) state.absent.set(field, next);
    return known ?? next;
  }
  const machine = state.values.get(field) ?? new ValueMachine<FieldState>();
  state.values.set(field, machine);
  return machine.add(pattern, next);
}

function emptyState(): FieldState {
  return { values: new Map(), absent: new Map() };
}
