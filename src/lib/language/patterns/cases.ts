import { TooHardToMatch } from './array-consistency.js';
import { InvalidEvent, readEvent } from './event-text.js';
import { InvalidPattern } from './invalid-pattern.js';
import { matches } from './matches.js';
import type { Pattern } from './model.js';
import { parsePattern } from './parse-pattern.js';
import { testEventFault } from './test-event.js';

/** One line of a file of cases: raw texts, so that number spelling and repeated keys survive. */
export interface PatternCase {
  readonly id?: string | number;
  readonly pattern: string;
  readonly event?: string;
  /** Whether the event matches, or whether the pattern itself is `valid` or an `error`. */
  readonly expected: boolean | 'valid' | 'error';
  /** The expected error; compared up to its first line break. */
  readonly error?: string;
}

/** What came of a case. */
export interface CaseResult {
  readonly passed: boolean;
  readonly actual: boolean | 'valid' | 'error';
  /** The error, up to its first line break. */
  readonly error?: string;
}

/** A line that is no case. */
export class InvalidCase extends Error {
  override readonly name = 'InvalidCase';
}

/**
 * Reads one line of a file of cases.
 * @throws InvalidCase
 */
export function readCase(line: string): PatternCase {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new InvalidCase(error instanceof Error ? error.message : String(error));
  }
  if (typeof value !== 'object' || value === null) throw new InvalidCase('A case is a JSON object');
  const { id, pattern, event, expected, error } = value as Readonly<Record<string, unknown>>;
  if (typeof pattern !== 'string') throw new InvalidCase('"pattern" must be a string that holds raw JSON');
  if (event !== undefined && typeof event !== 'string')
    throw new InvalidCase('"event" must be a string that holds raw JSON');
  if (typeof expected !== 'boolean' && expected !== 'valid' && expected !== 'error') {
    throw new InvalidCase('"expected" must be true, false, "valid" or "error"');
  }
  if (typeof expected === 'boolean' && event === undefined) {
    throw new InvalidCase('"event" is missing: true and false are about an event');
  }
  if (error !== undefined && typeof error !== 'string') throw new InvalidCase('"error" must be a string');
  return {
    pattern,
    expected,
    ...(typeof id === 'string' || typeof id === 'number' ? { id } : {}),
    ...(event === undefined ? {} : { event }),
    ...(error === undefined ? {} : { error }),
  };
}

/** Runs one case. */
export function runCase(given: PatternCase): CaseResult {
  const { actual, error } = outcomeOf(given);
  const sameError = given.error === undefined || error === undefined || firstLine(given.error) === error;
  return {
    passed: actual === given.expected && sameError,
    actual,
    ...(error === undefined ? {} : { error }),
  };
}

function outcomeOf(given: PatternCase): Omit<CaseResult, 'passed'> {
  let pattern: Pattern;
  try {
    pattern = parsePattern(given.pattern);
  } catch (error) {
    if (error instanceof InvalidPattern) return { actual: 'error', error: firstLine(error.message) };
    throw error;
  }
  // "valid" is about the pattern alone; "error" may be about the event as well. [?] Which of two AWS would tell is not known.
  if (given.expected === 'error') {
    const fault = given.event === undefined ? undefined : testEventFault(given.event);
    return fault === undefined ? { actual: 'valid' } : { actual: 'error', error: fault };
  }
  if (given.expected === 'valid' || given.event === undefined) return { actual: 'valid' };
  try {
    return { actual: matches(pattern, readEvent(given.event)) };
  } catch (error) {
    if (error instanceof InvalidEvent || error instanceof TooHardToMatch) {
      return { actual: 'error', error: firstLine(error.message) };
    }
    throw error;
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** A case that did not pass, or a line that is none. */
export interface Disagreement {
  /** Counted from 1. */
  readonly line: number;
  readonly id?: string | number;
  readonly expected?: PatternCase['expected'];
  readonly actual?: CaseResult['actual'];
  /** The error expected, where one was. */
  readonly expectedError?: string;
  /** The error that came instead, or why the line is no case. */
  readonly error?: string;
}

/** What came of a file of cases. */
export interface CasesReport {
  readonly passed: number;
  readonly failed: number;
  readonly disagreements: readonly Disagreement[];
  /** Lines whose event AWS's TestEventPattern would refuse, though the case says whether it matches. */
  readonly eventsRefusedByAws: readonly number[];
}

/** Runs every line of a file of cases (JSON Lines; blank lines are skipped). A line that is no case has failed. */
export function runCases(text: string): CasesReport {
  const disagreements: Disagreement[] = [];
  const eventsRefusedByAws: number[] = [];
  let passed = 0;
  let line = 0;
  for (const content of text.split('\n')) {
    line++;
    if (content.trim() === '') continue;
    const disagreement = runLine(content, line);
    if (isOfRefusedEvent(content)) eventsRefusedByAws.push(line);
    if (disagreement === undefined) passed++;
    else disagreements.push(disagreement);
  }
  return { passed, failed: disagreements.length, disagreements, eventsRefusedByAws };
}

function isOfRefusedEvent(content: string): boolean {
  try {
    const { event, expected } = readCase(content);
    return typeof expected === 'boolean' && event !== undefined && testEventFault(event) !== undefined;
  } catch (error) {
    if (error instanceof InvalidCase) return false;
    throw error;
  }
}

function runLine(content: string, line: number): Disagreement | undefined {
  let given: PatternCase;
  try {
    given = readCase(content);
  } catch (error) {
    if (error instanceof InvalidCase) return { line, error: error.message };
    throw error;
  }
  const { passed, actual, error } = runCase(given);
  if (passed) return undefined;
  return {
    line,
    ...(given.id === undefined ? {} : { id: given.id }),
    expected: given.expected,
    actual,
    ...(given.error === undefined ? {} : { expectedError: firstLine(given.error) }),
    ...(error === undefined ? {} : { error }),
  };
}
