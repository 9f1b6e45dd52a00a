import type { Diagnostic } from '../../../base/terminal/diagnostic.js';
import type { Candidate } from './candidate.js';
import type { Outcome } from './outcome.js';

/** The lines in which a credential is told. */
function credentialsIn({ problems }: Outcome): readonly number[] {
  return problems.filter(({ code }) => code === 'credential').map(({ position }) => position?.line ?? 0);
}

/** The problems that keep a file from being used. */
export function errorsIn({ problems }: Outcome): readonly Diagnostic[] {
  return problems.filter(({ severity }) => severity === 'error');
}

/** Whether the text is right where it was edited, and nothing else was broken by it. */
export function isBetter(before: Outcome, after: Outcome, candidate: Candidate): boolean {
  const had = errorsIn(before);
  const left = errorsIn(after);
  const known = new Set(before.problems.map(({ code, message }) => `${code}:${message}`));
  const isNew = ({ code, message }: Diagnostic): boolean => !known.has(`${code}:${message}`);
  const inEdit = after.problems.some((each) => {
    const line = each.position?.line ?? 0;
    return line >= candidate.line && line <= candidate.lastLine && (each.severity === 'error' || isNew(each));
  });
  if (inEdit) return false;
  // A credential is told as one, whatever its line would be otherwise; what is right once another line is was none.
  const credentials = credentialsIn(before);
  const touched = credentials.some((line) => line >= candidate.line && line <= candidate.lastLine);
  if (credentialsIn(after).length < credentials.length && (touched || left.length > 0)) return false;
  if (had.length > 0 && left.length === 0) return true;
  // Behind an error of YAML the file was not looked at.
  if (!before.readable) return after.readable || left.length < had.length;
  return after.readable && left.length < had.length && !left.some(isNew);
}
