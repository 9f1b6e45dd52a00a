import { InvalidPattern, UnusablePattern } from './invalid-pattern.js';
import { type AnyOf, type Clauses, type Condition, conditionsOf, type Pattern, type Test } from './model.js';
import { parseTest } from './parse-test.js';
import { PatternReader } from './pattern-reader.js';
import { settleRepeats, TooManyCombinations } from './settle-repeats.js';
import { type SubRule, subRulesOf, TooManySubRules } from './sub-rules.js';
import { maxWildcardComplexity, wildcardComplexity } from './wildcard-complexity.js';

/**
 * Names that EventBridge keeps for operators and so refuses as field names inside `$or`
 * (event-ruler, Constants.RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP).
 */
const reservedInOr: ReadonlySet<string> = new Set([
  'exactly',
  'equals-ignore-case',
  'prefix',
  'suffix',
  'anything-but',
  'exists',
  'wildcard',
  'numeric',
  'cidr',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'regex',
  'not-wildcard',
  'not-equals-ignore-case',
  'date-after',
  'date-on-or-after',
  'date-before',
  'date-on-or-before',
  'in-date-range',
  'ip-address-in-range',
  'ip-address-not-in-range',
]);

/**
 * Parses and checks an event pattern as EventBridge does, in one pass: the first thing wrong is what it reports.
 * The pattern's size is not checked here; see {@link patternSizeProblem}.
 * @param text raw JSON
 * @throws InvalidPattern with AWS's message
 * @example parsePattern('{"detail-type": ["v2.detail.events.conversation.{id}.acd.end"]}')
 */
export function parsePattern(text: string): Pattern {
  const read = readClauses(text);
  if (complexityOf(text, read) > maxWildcardComplexity) {
    throw new InvalidPattern(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
      text,
    );
  }
  return { text, clauses: settled(text, read) };
}

/**
 * The complexity of a pattern's wildcards, which may be {@link maxWildcardComplexity} at most; counting stops above it.
 * @param text raw JSON
 * @throws InvalidPattern where anything else is wrong with it
 */
export function wildcardComplexityOf(text: string): number {
  return complexityOf(text, readClauses(text));
}

function readClauses(text: string): Clauses {
  const reader = new PatternReader(text);
  if (reader.next() !== '{') reader.refuse('Filter is not an object');
  const read: (Condition | AnyOf)[] = [];
  parseObject(reader, '', false, read);
  return read;
}

function settled(text: string, clauses: Clauses): Clauses {
  try {
    return settleRepeats(clauses);
  } catch (error) {
    if (error instanceof TooManyCombinations) throw new InvalidPattern(error.message, text);
    throw error;
  }
}

/** Reads the members of an object whose opening brace was just read into the clauses. */
function parseObject(
  reader: PatternReader,
  path: string,
  insideOr: boolean,
  into: (Condition | AnyOf)[],
): void {
  let empty = true;
  while (reader.next() !== '}') {
    empty = false;
    const name = reader.value;
    if (name === '$or') {
      into.push(parseOr(reader, path));
      continue;
    }
    if (insideOr && reservedInOr.has(name)) {
      reader.refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    // A path of one empty name leaves no trace, as in event-ruler.
    const extended = path === '' ? name : `${path}.${name}`;
    const token = reader.next();
    if (token === '{') parseObject(reader, extended, insideOr, into);
    else if (token === '[') into.push(parseCondition(reader, extended));
    else reader.refuse(`"${name}" must be an object or an array`);
  }
  if (empty) reader.refuse('Empty objects are not allowed');
}

function parseOr(reader: PatternReader, path: string): AnyOf {
  const start = reader.start;
  if (reader.next() !== '[') reader.refuse('It must be an Array followed with $or.');
  const anyOf: Clauses[] = [];
  for (let token = reader.next(); token !== ']'; token = reader.next()) {
    if (token !== '{') reader.refuse('Only JSON object is allowed in array of $or relationship.');
    const branch: (Condition | AnyOf)[] = [];
    parseObject(reader, path, true, branch);
    anyOf.push(branch);
  }
  if (anyOf.length < 2) reader.refuse('There must have at least 2 Objects in $or relationship.');
  return { anyOf, start };
}

function parseCondition(reader: PatternReader, path: string): Condition {
  const start = reader.start;
  const tests: Test[] = [];
  for (let token = reader.next(); token !== ']'; token = reader.next()) tests.push(parseTest(reader, token));
  if (tests.length === 0) reader.refuse('Empty arrays are not allowed');
  return { path, tests, start, end: reader.end };
}

function complexityOf(text: string, clauses: Clauses): number {
  try {
    const subRules = subRulesOf(clauses);
    refuseUnusable(text, clauses, subRules);
    const tests = conditionsOf(clauses).flatMap((condition) => condition.tests);
    return tests.some(hasWildcard) ? wildcardComplexity(subRules) : 0;
  } catch (error) {
    if (error instanceof TooManySubRules) throw new InvalidPattern(error.message, text);
    throw error;
  }
}

/** A condition that a later one of its field replaces in every combination does no harm. */
function refuseUnusable(text: string, clauses: Clauses, subRules: readonly SubRule[]): void {
  const unusable = conditionsOf(clauses).filter(({ tests: [first] }) => {
    return first?.kind === 'anything-but' && first.texts.length === 0;
  });
  for (const { path, tests, end } of unusable) {
    if (subRules.some((rule) => rule.get(path) === tests)) throw new UnusablePattern(path, text, end);
  }
}

function hasWildcard(test: Test): boolean {
  return test.kind === 'wildcard' || (test.kind === 'anything-but' && test.operator === 'wildcard');
}
