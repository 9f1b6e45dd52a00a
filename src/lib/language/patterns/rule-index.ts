import { holdInOrder } from './absence-search.js';
import { holdTogether } from './array-consistency.js';
import {
  type CompiledClauses,
  type CompiledCondition,
  ConditionCompiler,
  compiledConditionsOf,
  isCompiledAnyOf,
  type Outcome,
  outcomeOf,
} from './compiled.js';
import { type EventText, numberOf } from './event-text.js';
import { collectLeaves, type Leaves, PathTree } from './leaves.js';
import type { Pattern, Test } from './model.js';

/** A pattern under a name. */
export interface NamedPattern {
  readonly name: string;
  readonly pattern: Pattern;
}

/** Rules compiled for matching many events. */
export interface RuleIndex {
  /**
   * The names of the rules that an event matches, in the order of the rules.
   * @throws TooHardToMatch
   */
  match(event: EventText): string[];
}

/** A value of an event that can lead to rules: the slot of its path, and what kind of value it is. */
interface Entry {
  readonly slot: number;
  readonly kind: 'string' | 'number' | 'literal';
  readonly value: string | number;
}

/** The rules that each value at one path leads to. */
interface Doors {
  readonly string: Map<string | number, number[]>;
  readonly number: Map<string | number, number[]>;
  readonly literal: Map<string | number, number[]>;
}

interface Rule {
  readonly name: string;
  readonly clauses: CompiledClauses;
}

/** Compiles rules once for matching many events; 300 rules cost far less than 300 times one. */
export function compileRules(rules: readonly NamedPattern[]): RuleIndex {
  return new Index(rules);
}

/**
 * Finds the rules worth trying by values that they cannot do without: each rule is filed under the exact values of the
 * one condition that the fewest rules share (a queue id rather than a detail-type). Only those rules are tried, and a
 * condition that several rules have is looked at once.
 */
class Index implements RuleIndex {
  private readonly tree = new PathTree();
  private readonly rules: readonly Rule[];
  private readonly doors: (Doors | undefined)[] = [];
  private readonly doorSlots: readonly number[];
  /** Rules that no exact value leads to: they are always tried. */
  private readonly open: readonly number[];
  private slots = 0;
  private leaves: (Leaves | undefined)[] = [];
  private readonly outcomes: (Outcome | undefined)[];
  private readonly outcomeRound: Uint32Array;
  private readonly ruleRound: Uint32Array;
  private round = 0;

  constructor(rules: readonly NamedPattern[]) {
    const compiler = new ConditionCompiler((path) => this.slotOf(path));
    this.rules = rules.map(({ name, pattern }) => ({ name, clauses: compiler.compile(pattern.clauses) }));
    this.outcomes = new Array<Outcome | undefined>(compiler.size);
    this.outcomeRound = new Uint32Array(compiler.size);
    this.ruleRound = new Uint32Array(rules.length);
    const popularity = popularityOf(this.rules);
    const open: number[] = [];
    for (const [index, { clauses }] of this.rules.entries()) {
      const entries = entriesOf(clauses, popularity);
      if (entries === undefined) open.push(index);
      else for (const entry of entries) this.file(entry, index);
    }
    this.open = open;
    this.doorSlots = [...this.doors.keys()].filter((slot) => this.doors[slot] !== undefined);
  }

  match(event: EventText): string[] {
    this.round++;
    this.leaves = new Array<Leaves | undefined>(this.slots);
    collectLeaves(event.root, this.tree, this.leaves);
    const candidates = [...this.open];
    for (const slot of this.doorSlots) this.enter(slot, candidates);
    if (candidates.length > 1) candidates.sort((one, other) => one - other);
    const names: string[] = [];
    for (const index of candidates) {
      const rule = this.rules[index];
      if (rule !== undefined && this.holds(rule)) names.push(rule.name);
    }
    return names;
  }

  /** Adds the rules that the event's values at a path lead to. */
  private enter(slot: number, candidates: number[]): void {
    const leaves = this.leaves[slot];
    const doors = this.doors[slot];
    if (leaves === undefined || doors === undefined) return;
    for (const scalar of leaves.scalars) {
      const value = scalar.kind === 'number' ? numberOf(scalar) : scalar.text;
      const behind = value === undefined ? undefined : doors[scalar.kind].get(value);
      if (behind === undefined) continue;
      for (const index of behind) {
        if (this.ruleRound[index] === this.round) continue;
        this.ruleRound[index] = this.round;
        candidates.push(index);
      }
    }
  }

  private holds(rule: Rule): boolean {
    const first = this.atBest(rule.clauses);
    if (first !== 'within') return first === 'holds';
    for (const condition of compiledConditionsOf(rule.clauses)) {
      const outcome = this.outcome(condition);
      if (outcome.kind === 'within' && outcome.unlessChosen) {
        return holdInOrder(rule.clauses, ({ slot }) => this.leaves[slot]);
      }
    }
    return holdTogether(rule.clauses, (condition) => this.outcome(condition));
  }

  /** How the clauses fare if every array let several of its elements count. */
  private atBest(clauses: CompiledClauses): Outcome['kind'] {
    let best: Outcome['kind'] = 'holds';
    for (const clause of clauses) {
      const kind = isCompiledAnyOf(clause) ? this.bestBranch(clause.anyOf) : this.outcome(clause).kind;
      if (kind === 'fails') return 'fails';
      if (kind === 'within') best = 'within';
    }
    return best;
  }

  private bestBranch(branches: readonly CompiledClauses[]): Outcome['kind'] {
    let best: Outcome['kind'] = 'fails';
    for (const branch of branches) {
      const kind = this.atBest(branch);
      if (kind === 'holds') return 'holds';
      if (kind === 'within') best = 'within';
    }
    return best;
  }

  private outcome(condition: CompiledCondition): Outcome {
    const known = this.outcomes[condition.id];
    if (known !== undefined && this.outcomeRound[condition.id] === this.round) return known;
    const outcome = outcomeOf(condition, this.leaves[condition.slot]);
    this.outcomes[condition.id] = outcome;
    this.outcomeRound[condition.id] = this.round;
    return outcome;
  }

  private slotOf(path: string): number {
    const node = this.tree.at(path);
    if (node.slot < 0) node.slot = this.slots++;
    return node.slot;
  }

  private file(entry: Entry, rule: number): void {
    const doors = this.doors[entry.slot] ?? { string: new Map(), number: new Map(), literal: new Map() };
    this.doors[entry.slot] = doors;
    const behind = doors[entry.kind].get(entry.value);
    if (behind === undefined) doors[entry.kind].set(entry.value, [rule]);
    else if (behind.at(-1) !== rule) behind.push(rule);
  }
}

function keyOf({ slot, kind, value }: Entry): string {
  return `${slot} ${kind} ${value}`;
}

/** How many rules have each exact value. */
function popularityOf(rules: readonly Rule[]): Map<string, number> {
  const popularity = new Map<string, number>();
  for (const { clauses } of rules) {
    const keys = new Set<string>();
    for (const condition of compiledConditionsOf(clauses)) {
      for (const entry of exactValues(condition) ?? []) keys.add(keyOf(entry));
    }
    for (const key of keys) popularity.set(key, (popularity.get(key) ?? 0) + 1);
  }
  return popularity;
}

/** The values of which an event must have one for the clauses to hold; undefined where there is no such list. */
function entriesOf(clauses: CompiledClauses, popularity: ReadonlyMap<string, number>): Entry[] | undefined {
  let best: Entry[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const clause of clauses) {
    const entries = isCompiledAnyOf(clause)
      ? entriesOfBranches(clause.anyOf, popularity)
      : exactValues(clause);
    if (entries === undefined) continue;
    const weight = entries.reduce((sum, entry) => sum + (popularity.get(keyOf(entry)) ?? 0), 0);
    if (weight < least) {
      least = weight;
      best = entries;
    }
  }
  return best;
}

function entriesOfBranches(
  branches: readonly CompiledClauses[],
  popularity: ReadonlyMap<string, number>,
): Entry[] | undefined {
  const all: Entry[] = [];
  for (const branch of branches) {
    const entries = entriesOf(branch, popularity);
    if (entries === undefined) return undefined;
    for (const entry of entries) all.push(entry);
  }
  return all;
}

/** The values of a condition that takes exact values only. */
function exactValues({ slot, condition }: CompiledCondition): Entry[] | undefined {
  const entries: Entry[] = [];
  for (const test of condition.tests) {
    const entry = exactValue(slot, test);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return entries;
}

function exactValue(slot: number, test: Test): Entry | undefined {
  switch (test.kind) {
    case 'exact':
      return { slot, kind: 'string', value: test.text };
    case 'number':
      return test.number.value === undefined ? undefined : { slot, kind: 'number', value: test.number.value };
    case 'numeric-equals':
      return { slot, kind: 'number', value: test.value };
    case 'literal':
      return { slot, kind: 'literal', value: test.text };
    default:
      return undefined;
  }
}
