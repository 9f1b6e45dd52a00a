import { ExitCode } from '../exit-codes.js';
import { GcxError } from '../gcx-error.js';
import { describe } from '../patterns/index.js';
import { patternKnowledge } from './pattern-knowledge.js';
import { readInline } from './read-inline.js';
import { patternOf } from './test-pattern.js';

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
      what:
        name === undefined
          ? 'What to explain is not said.'
          : 'A rule and a pattern cannot be explained at once.',
      fix: 'Name a rule or a route, or give --pattern.',
    },
    ExitCode.usage,
  );
}

/** What a pattern, as a flag gives it, means in words. Throws GcxError where it is not valid. */
export async function patternMeaning(given: string): Promise<string> {
  return describe(patternOf(await readInline(given)), patternKnowledge());
}
