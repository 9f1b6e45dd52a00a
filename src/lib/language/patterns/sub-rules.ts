import { Limits } from '../../base/limits.js';
import { type Clauses, isAnyOf, type Test } from './model.js';

/** One combination of the branches of a pattern's `$or`s: each field with what it may be. */
export type SubRule = ReadonlyMap<string, readonly Test[]>;

/** A pattern has more combinations of `$or` branches than EventBridge takes. */
export class TooManySubRules extends Error {
  override readonly name = 'TooManySubRules';

  constructor() {
    // AWS's words (recorded, 2026): 512 combinations were taken, 1,024 refused.
    super(`Or operator is producing over ${Limits.ruleOrCombinations} rule combinations`);
  }
}

/** How many combinations of branches the clauses have; those that come to the same count as well. */
function countSubRules(clauses: Clauses): number {
  let product = 1;
  for (const clause of clauses) {
    if (isAnyOf(clause)) product *= clause.anyOf.reduce((sum, branch) => sum + countSubRules(branch), 0);
  }
  return product;
}

/**
 * Writes out the combinations of a pattern's `$or`s, in event-ruler's order; of two conditions of one field the later
 * one counts.
 * @param clauses as they were read, not yet settled
 * @throws TooManySubRules
 */
export function subRulesOf(clauses: Clauses): readonly SubRule[] {
  if (countSubRules(clauses) > Limits.ruleOrCombinations) throw new TooManySubRules();
  return extend([new Map()], clauses);
}

function extend(rules: readonly SubRule[], clauses: Clauses): Map<string, readonly Test[]>[] {
  // Copied once: a copy for each clause would cost the square of a pattern's length.
  let extended = rules.map((rule) => new Map(rule));
  for (const clause of clauses) {
    if (isAnyOf(clause)) {
      const before = extended;
      extended = clause.anyOf.flatMap((branch) => extend(before, branch));
    } else {
      for (const rule of extended) rule.set(clause.path, clause.tests);
    }
  }
  return extended;
}
