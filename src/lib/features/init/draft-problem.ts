import { GcxError } from '../../base/gcx-error.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { checkConfigText } from '../../language/config/index.js';
import type { InitAnswers } from './answers.js';
import { configFileText } from './config-file-text.js';

/** How the checks of a file that is not written call it; no message shows it to the person as a file to edit. */
const DRAFT = 'the new file';

/**
 * What the checks of the whole file say against the answers so far, as a sentence or two; undefined where nothing is wrong.
 * By it an answer that fits its field, but not the others, is asked again at once.
 */
export function draftProblem(
  answers: Pick<InitAnswers, 'project' | 'genesys' | 'aws' | 'routes'> & Partial<InitAnswers>,
): string | undefined {
  const [first] = draftFindings({ log: false, environments: [], ...answers }).errors;
  return first === undefined
    ? undefined
    : `${first.message}${first.fix === undefined ? '' : ` ${first.fix}`}`;
}

/** What the checks of the whole file say, with the lines that it is about. */
export interface DraftFindings {
  readonly errors: readonly Diagnostic[];
  /** What `gcx validate` will say of the file all the same. */
  readonly warnings: readonly Diagnostic[];
}

/** All that the checks say of the file that the answers make. */
export function draftFindings(answers: InitAnswers): DraftFindings {
  const all = checkConfigText(DRAFT, configFileText(answers));
  return {
    errors: all.filter(({ severity }) => severity === 'error'),
    warnings: all.filter(({ severity }) => severity !== 'error'),
  };
}

/** The error of answers that flags gave and that make no valid file: nothing was written. */
export function answersInvalid([first, ...others]: readonly Diagnostic[]): GcxError {
  return new GcxError({
    code: 'answers-invalid',
    what: `The flags make no valid file, so nothing was written. ${first?.message ?? ''}`,
    ...(first?.fix === undefined ? {} : { fix: first.fix }),
    ...(others.length === 0 ? {} : { details: others.map(({ message }) => message) }),
  });
}
