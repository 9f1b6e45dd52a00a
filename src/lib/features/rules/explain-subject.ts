import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { busEvents } from '../../language/can-match/index.js';
import { describe } from '../../language/patterns/index.js';
import { readInline } from '../input/read-inline.js';
import { type MatchDoubts, matchDoubts } from '../pattern-test/match-doubts.js';
import { patternKnowledge } from '../pattern-test/pattern-knowledge.js';
import { patternOf } from '../pattern-test/test-pattern.js';

/** What is to be explained. */
export type ExplainSubject =
  | { readonly kind: 'rules'; readonly name: string }
  | { readonly kind: 'pattern'; readonly pattern: string };

/** Either a name or a pattern. Throws GcxError with exit code 64 for both or none. */
export function explainSubject(name: string | undefined, pattern: string | undefined): ExplainSubject {
  if (name !== undefined && pattern === undefined) return { kind: 'rules', name };
  if (name === undefined && pattern !== undefined) return { kind: 'pattern', pattern };
  throw new GcxError(
    {
      code: 'usage',
      what: name === undefined ? 'Nothing to explain is given.' : 'Give a rule or a pattern, not both.',
      fix: 'Name a rule or a route, or give --pattern.',
    },
    ExitCode.usage,
  );
}

/** A pattern in words, and why no event matches it where that is so on any bus. */
export interface PatternMeaning {
  readonly meaning: string;
  readonly doubts?: MatchDoubts;
}

/** What a pattern, as a flag gives it, means in words. Throws GcxError where it is not valid. */
export async function patternMeaning(given: string): Promise<PatternMeaning> {
  const pattern = patternOf(await readInline(given));
  const doubts = matchDoubts(pattern.text, busEvents({ bus: '' }));
  return { meaning: describe(pattern, patternKnowledge()), ...(doubts === undefined ? {} : { doubts }) };
}
