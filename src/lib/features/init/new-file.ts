import { basename } from 'node:path';
import { writeFileAsAsked } from '../../base/atomic-file.js';
import { GcxError, withCause } from '../../base/gcx-error.js';

/** Writes the file; throws GcxError where it is there and may not be overwritten, or where the folder takes none. */
export async function writeNewFile(file: string, text: string, overwrite: boolean): Promise<void> {
  try {
    writeFileAsAsked(file, text, { onlyNew: !overwrite });
  } catch (error) {
    if (error instanceof GcxError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') {
      throw withCause(fileExists(file), error);
    }
    throw withCause(
      new GcxError({
        code: 'file-not-written',
        what: `${file} cannot be written (${String(code)}).`,
        fix: 'Name another file with --config.',
      }),
      error,
    );
  }
}

/** The error of a file that is there and may not be overwritten. */
export function fileExists(file: string): GcxError {
  return new GcxError({
    code: 'file-exists',
    what: `${basename(file)} is there already.`,
    where: file,
    fix: 'Overwrite it with --overwrite, or name another file with --config.',
  });
}
