import { leafTestOf } from './leaf-test.js';
import { type Clauses, type Condition, isAnyOf, type Pattern } from './model.js';

/** What is known of events before they come. */
export interface KnownEvent {
  /** Fields that hold exactly one text, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Fields that they never have. */
  readonly absent: ReadonlySet<string>;
}

/** Whether a pattern matches events of which only some fields are known: all of them, perhaps some, or none. */
export type Possibility = 'always' | 'perhaps' | 'never';

/**
 * Judges a pattern by what is known of events. It says `never` only where a known field rules every event out.
 *
 * Not one with `can-match`: that asks of every event type what its fields may hold, with the whole catalog, and says why
 * not, for people; this asks of some known texts, and can say `always`. It stands here because processors bundle it: the
 * catalog must not come into their zips, and a path that changed would change every one of them.
 */
export function eventPossibility({ clauses }: Pick<Pattern, 'clauses'>, known: KnownEvent): Possibility {
  return ofAll(clauses, known);
}

function ofAll(clauses: Clauses, known: KnownEvent): Possibility {
  const each = clauses.map((clause) =>
    isAnyOf(clause) ? ofAny(clause.anyOf.map((branch) => ofAll(branch, known))) : ofCondition(clause, known),
  );
  if (each.includes('never')) return 'never';
  return each.includes('perhaps') ? 'perhaps' : 'always';
}

function ofAny(branches: readonly Possibility[]): Possibility {
  if (branches.includes('always')) return 'always';
  return branches.includes('perhaps') ? 'perhaps' : 'never';
}

function ofCondition({ path, tests }: Condition, known: KnownEvent): Possibility {
  const text = known.texts.get(path);
  if (text !== undefined) return leafTestOf(tests)({ kind: 'string', text }) ? 'always' : 'never';
  const passesAbsent = tests.some((test) => test.kind === 'exists' && !test.present);
  return known.absent.has(path) && passesAbsent ? 'always' : 'perhaps';
}
