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
import { diagnoseMissing } from './diagnose-missing.js';
import { diagnoseValue } from './diagnose-value.js';
import { caseOf } from './diagnosis.js';
import { elementsApart } from './elements-apart.js';
import { type EventMap, mapEvent } from './event-map.js';
import type { EventText } from './event-text.js';
import type { ExplainedClause, Explanation, PatternKnowledge } from './explanation.js';
import { type Finding, isNearer, reasonOf, smallest } from './finding.js';
import { collectLeaves, type Leaves, PathTree } from './leaves.js';
import type { Pattern } from './model.js';
import { hasWords, wantsWords } from './words.js';

/**
 * Explains why an event matches a pattern or why not.
 * @throws TooHardToMatch as {@link matches} does
 */
export function explain(pattern: Pattern, event: EventText, knowledge: PatternKnowledge = {}): Explanation {
  return new Explainer(pattern, event, knowledge).explain();
}

class Explainer {
  private readonly leaves: (Leaves | undefined)[];
  private readonly clauses: CompiledClauses;
  private readonly map: EventMap;
  private readonly knowledge: PatternKnowledge;
  private readonly detailType: string | undefined;
  /** Whether a field within array elements counts as missing because another element may be chosen. */
  private absenceHolds = true;

  constructor(pattern: Pattern, event: EventText, knowledge: PatternKnowledge) {
    const tree = new PathTree();
    let slots = 0;
    const compiler = new ConditionCompiler((path) => {
      const node = tree.at(path);
      if (node.slot < 0) node.slot = slots++;
      return node.slot;
    });
    this.clauses = compiler.compile(pattern.clauses);
    this.leaves = new Array<Leaves | undefined>(slots);
    collectLeaves(event.root, tree, this.leaves);
    this.map = mapEvent(event);
    this.knowledge = knowledge;
    const [detailType] = this.map.places.get('detail-type')?.scalars ?? [];
    this.detailType = detailType?.kind === 'string' ? detailType.text : undefined;
  }

  explain(): Explanation {
    const clauses = this.explained(this.clauses);
    if (!clauses.every(({ holds }) => holds)) return this.mismatch(clauses, this.findings(this.clauses));
    if (this.holdAtOnce()) return { matches: true, clauses, reasons: [] };
    // No choice of elements leaves out a field that has to be missing: then it is simply there.
    this.absenceHolds = false;
    const strict = this.explained(this.clauses);
    if (!strict.every(({ holds }) => holds)) return this.mismatch(strict, this.findings(this.clauses));
    return this.mismatch(clauses, [
      elementsApart(this.clauses, (condition) => this.outcome(condition), this.map),
    ]);
  }

  private mismatch(clauses: readonly ExplainedClause[], findings: readonly Finding[]): Explanation {
    return { matches: false, clauses, reasons: smallest(findings).map(reasonOf) };
  }

  private explained(clauses: CompiledClauses): ExplainedClause[] {
    return clauses.map((clause) => {
      if (!isCompiledAnyOf(clause)) {
        return {
          path: clause.path,
          wants: wantsWords(clause.condition, this.knowledge),
          has: this.has(clause),
          holds: this.holds(clause),
        };
      }
      const anyOf = clause.anyOf.map((branch) => {
        const inner = this.explained(branch);
        return { clauses: inner, holds: inner.every(({ holds }) => holds) };
      });
      return { anyOf, holds: anyOf.some(({ holds }) => holds) };
    });
  }

  private has(condition: CompiledCondition): string {
    const leaves = this.leaves[condition.slot];
    if (leaves !== undefined) return hasWords(leaves.scalars, this.knowledge);
    const place = this.map.places.get(condition.path);
    if (place === undefined) return 'no such field';
    if (place.names.size > 0) return 'an object';
    return place.emptyArray ? 'an empty array' : 'an empty object';
  }

  private outcome(condition: CompiledCondition): Outcome {
    return outcomeOf(condition, this.leaves[condition.slot]);
  }

  private holds(condition: CompiledCondition): boolean {
    const outcome = this.outcome(condition);
    if (outcome.kind !== 'within') return outcome.kind === 'holds';
    return this.absenceHolds || outcome.elements.length > 0;
  }

  /** Whether conditions that each hold hold at once, in the same elements of arrays. */
  private holdAtOnce(): boolean {
    for (const condition of compiledConditionsOf(this.clauses)) {
      const outcome = this.outcome(condition);
      if (outcome.kind === 'within' && outcome.unlessChosen) {
        return holdInOrder(this.clauses, ({ slot }) => this.leaves[slot]);
      }
    }
    return holdTogether(this.clauses, (condition) => this.outcome(condition));
  }

  /** The findings of everything that fails; of a `$or` those of the branch that comes nearest. */
  private findings(clauses: CompiledClauses): Finding[] {
    return clauses.flatMap((clause) => {
      if (!isCompiledAnyOf(clause)) return this.holds(clause) ? [] : [this.finding(clause)];
      const branches = clause.anyOf.map((branch) => smallest(this.findings(branch)));
      return branches.reduce((nearest, branch) => (isNearer(branch, nearest) ? branch : nearest));
    });
  }

  private finding(condition: CompiledCondition): Finding {
    const leaves = this.leaves[condition.slot];
    const given = caseOf(condition.condition, this.map, this.knowledge, this.detailType);
    const diagnosis = leaves === undefined ? diagnoseMissing(given) : diagnoseValue(given, leaves.scalars);
    return { ...diagnosis, path: condition.path, alsoPaths: [] };
  }
}
