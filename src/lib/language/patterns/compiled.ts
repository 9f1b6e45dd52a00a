import { type LeafTest, leafTestOf } from './leaf-test.js';
import type { ArrayElement, Leaves } from './leaves.js';
import { type Clauses, type Condition, isAnyOf } from './model.js';

/** A condition ready for matching; equal conditions of several rules share one. */
export interface CompiledCondition {
  /** Its number among all conditions compiled together. */
  readonly id: number;
  readonly path: string;
  /** The number of its path. */
  readonly slot: number;
  readonly passes: LeafTest;
  /** Whether a missing field satisfies it. */
  readonly absent: boolean;
  readonly condition: Condition;
}

/** The compiled form of a `$or`. */
export interface CompiledAnyOf {
  readonly anyOf: readonly CompiledClauses[];
}

/** The compiled form of {@link Clauses}. */
export type CompiledClauses = readonly (CompiledCondition | CompiledAnyOf)[];

/**
 * How a condition fares with an event: it fails, it holds whatever the other conditions choose, or it holds only
 * within certain array elements (or, `unlessChosen`, where the elements chosen by others lack its field).
 */
export type Outcome =
  | { readonly kind: 'fails' }
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'within';
      readonly elements: readonly ArrayElement[];
      readonly unlessChosen: boolean;
    };

const fails: Outcome = { kind: 'fails' };
const holds: Outcome = { kind: 'holds' };

/** Whether a compiled clause is a `$or`. */
export function isCompiledAnyOf(clause: CompiledCondition | CompiledAnyOf): clause is CompiledAnyOf {
  return 'anyOf' in clause;
}

/** Every condition of the clauses, `$or` branches included. */
export function compiledConditionsOf(
  clauses: CompiledClauses,
  found: CompiledCondition[] = [],
): readonly CompiledCondition[] {
  for (const clause of clauses) {
    if (isCompiledAnyOf(clause)) for (const branch of clause.anyOf) compiledConditionsOf(branch, found);
    else found.push(clause);
  }
  return found;
}

/** Looks at the values that an event has at a condition's path. */
export function outcomeOf(condition: CompiledCondition, leaves: Leaves | undefined): Outcome {
  if (leaves === undefined) return condition.absent ? holds : fails;
  const { scalars, elements } = leaves;
  let within: ArrayElement[] | undefined;
  let always = false;
  for (let at = 0; at < scalars.length; at++) {
    const scalar = scalars[at];
    if (scalar === undefined) continue;
    const element = elements[at];
    if (element === undefined) {
      always = true;
      if (condition.passes(scalar)) return holds;
    } else if (condition.passes(scalar)) {
      if (within === undefined) within = [element];
      else within.push(element);
    }
  }
  // A value outside array elements goes with every choice, so its field is never missing.
  const unlessChosen = condition.absent && !always;
  return within === undefined && !unlessChosen
    ? fails
    : { kind: 'within', elements: within ?? [], unlessChosen };
}

/** Compiles the conditions of rules, giving equal ones the same number. */
export class ConditionCompiler {
  private readonly known = new Map<string, CompiledCondition>();
  private readonly slotOf: (path: string) => number;

  constructor(slotOf: (path: string) => number) {
    this.slotOf = slotOf;
  }

  /** How many different conditions there are so far. */
  get size(): number {
    return this.known.size;
  }

  compile(clauses: Clauses): CompiledClauses {
    return clauses.map((clause) =>
      isAnyOf(clause)
        ? { anyOf: clause.anyOf.map((branch) => this.compile(branch)) }
        : this.compileCondition(clause),
    );
  }

  private compileCondition(condition: Condition): CompiledCondition {
    const key = JSON.stringify([condition.path, condition.tests]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const compiled: CompiledCondition = {
      id: this.known.size,
      path: condition.path,
      slot: this.slotOf(condition.path),
      passes: leafTestOf(condition.tests),
      absent: condition.tests.some((test) => test.kind === 'exists' && !test.present),
      condition,
    };
    this.known.set(key, compiled);
    return compiled;
  }
}
