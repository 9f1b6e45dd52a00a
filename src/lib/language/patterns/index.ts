/** EventBridge event patterns: parse, check, match, explain. Pure: no files, no network, no clock. */
export { TooHardToMatch } from './array-consistency.js';
export { type CasesReport, type Disagreement, runCases } from './cases.js';
export { describe } from './describe.js';
export { eventPossibility } from './event-possibility.js';
export { type EventText, eventOf, InvalidEvent, readEvent } from './event-text.js';
export { explain } from './explain.js';
export type {
  ExplainedClause,
  ExplainedCondition,
  Explanation,
  PatternKnowledge,
  Reason,
  ReasonKind,
} from './explanation.js';
export { fitsTemplate, partnerSourceOf } from './genesys-values.js';
export { InvalidPattern, UnusablePattern } from './invalid-pattern.js';
export { passes } from './leaf-test.js';
export { matches } from './matches.js';
export {
  type AnyOf,
  type Clauses,
  type Condition,
  conditionsOf,
  isAnyOf,
  type Pattern,
  type Test,
} from './model.js';
export { parsePattern, wildcardComplexityOf } from './parse-pattern.js';
export { patternSizeProblem } from './pattern-size.js';
export { containsWildcard, withoutPlainWildcard, withoutPlainWildcards } from './plain-wildcards.js';
export { compileRules } from './rule-index.js';
export { testEventFault } from './test-event.js';
export { maxWildcardComplexity } from './wildcard-complexity.js';
export { wantsWords } from './words.js';
