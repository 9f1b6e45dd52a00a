import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { NewerMark } from '../../engine/change/model.js';
import { newerMarksRefusal } from '../../engine/kinds/index.js';

/**
 * Refuses what a command would write where a newer gcx wrote marks.
 * @throws GcxError with exit code 5 that says which gcx it was
 */
export function requireKnownFormat(marks: readonly NewerMark[]): void {
  if (marks.length === 0) return;
  const { code, message, fix } = newerMarksRefusal(marks);
  throw new GcxError({ code, what: message, fix }, ExitCode.refused);
}

/**
 * The marks of a newer gcx that `read` finds; none where these credentials may not read them. The policies that were
 * shipped before marks had a format do not allow all of it, and commands go on working with those.
 */
export async function newerMarksUnlessDenied(
  read: () => Promise<readonly NewerMark[]>,
): Promise<readonly NewerMark[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GcxError && error.exitCode === ExitCode.denied) return [];
    throw error;
  }
}
