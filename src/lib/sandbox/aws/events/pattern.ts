import type { JsonObject } from '../../../base/json.js';
import {
  conditionsOf,
  type EventText,
  eventOf,
  explain,
  InvalidEvent,
  InvalidPattern,
  matches,
  type Pattern,
  parsePattern,
  readEvent,
  TooHardToMatch,
  UnusablePattern,
} from '../../../language/patterns/index.js';
import { AwsError } from '../aws-error.js';

/** Parsed patterns by their text; rules keep theirs for long. */
const parsedPatterns = new Map<string, Pattern>();
const PARSED_PATTERNS_KEPT = 2_000;

function parsed(text: string): Pattern {
  const known = parsedPatterns.get(text);
  if (known !== undefined) return known;
  const pattern = parsePattern(text);
  if (parsedPatterns.size >= PARSED_PATTERNS_KEPT) parsedPatterns.clear();
  parsedPatterns.set(text, pattern);
  return pattern;
}

const INTRODUCTION = 'Event pattern is not valid. Reason: ';

/** What is wrong with a pattern and where, without AWS's introduction; undefined where nothing is. */
export function patternFault(text: string): string | undefined {
  try {
    parsed(text);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidPattern) return error.message.slice(INTRODUCTION.length);
    throw error;
  }
}

/** Refuses what is no event pattern. @throws AwsError InvalidEventPatternException, or InternalFailure as AWS does */
export function checkPattern(text: string): void {
  try {
    parsed(text);
  } catch (error) {
    if (error instanceof UnusablePattern) {
      // [?] The message is not recorded.
      throw new AwsError('InternalFailure', '', { status: 500 });
    }
    if (error instanceof InvalidPattern) throw new AwsError('InvalidEventPatternException', error.message);
    throw error;
  }
}

/** Whether a pattern counts for the quota of rules with wildcards. */
export function hasWildcard(pattern: string | undefined): boolean {
  if (pattern === undefined) return false;
  return conditionsOf(parsed(pattern).clauses).some(({ tests }) =>
    tests.some(
      (test) => test.kind === 'wildcard' || (test.kind === 'anything-but' && test.operator === 'wildcard'),
    ),
  );
}

/** An event ready for matching any number of patterns. */
export type MatchableEvent = EventText;

/** Prepares a parsed event for matching; undefined where it nests too deeply for EventBridge. */
export function matchable(event: JsonObject): MatchableEvent | undefined {
  try {
    return eventOf(event);
  } catch (error) {
    if (error instanceof InvalidEvent) return undefined;
    throw error;
  }
}

/** Whether an event, prepared or as raw JSON of an object, fits a valid pattern. */
export function patternFits(pattern: string, event: MatchableEvent | string): boolean {
  try {
    return matches(parsed(pattern), typeof event === 'string' ? readEvent(event) : event);
  } catch (error) {
    // EventBridge does not match what takes too long either.
    if (error instanceof TooHardToMatch || error instanceof InvalidEvent) return false;
    throw error;
  }
}

/** The conditions of a valid pattern that an event, as raw JSON, does not meet, in words; `$or` is left out. */
export function patternMisses(pattern: string, event: string): readonly string[] {
  try {
    return explain(parsed(pattern), readEvent(event)).clauses.flatMap((clause) =>
      'anyOf' in clause || clause.holds
        ? []
        : [`${clause.path.replace('detail.eventBody.', '')} wants ${clause.wants}, has ${clause.has}`],
    );
  } catch (error) {
    if (error instanceof TooHardToMatch || error instanceof InvalidEvent) return [];
    throw error;
  }
}
