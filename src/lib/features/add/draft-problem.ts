import { GcxError } from '../../base/gcx-error.js';
import { addToText } from '../../language/config/document/edit/index.js';
import { checkConfigText } from '../../language/config/index.js';
import type { EditableFile } from './edit-file.js';
import type { Proposal } from './proposal.js';

/**
 * What the file's checks say against an answer, as a sentence or two; undefined where nothing is wrong. By it an answer that
 * fits its field, but not the file, is asked again at once.
 * @param propose what the answers so far add
 */
export function draftProblem({ file, found }: EditableFile, propose: () => Proposal): string | undefined {
  try {
    const text = found.text.replace(/^\uFEFF/, '');
    const added = addToText(text, propose().additions);
    // What cannot be added whatever the answer is said at the end.
    if (added.kind === 'refused') return undefined;
    const errorsOf = (content: string) =>
      checkConfigText(file, content).filter(({ severity }) => severity === 'error');
    const known = new Set(errorsOf(text).map(({ message }) => message));
    const error = errorsOf(added.text).find(({ message }) => !known.has(message));
    return error === undefined ? undefined : sentences(error.message, error.fix);
  } catch (error) {
    if (error instanceof GcxError) return sentences(error.report.what, error.report.fix);
    throw error;
  }
}

function sentences(what: string, fix: string | undefined): string {
  return fix === undefined ? what : `${what} ${fix}`;
}
