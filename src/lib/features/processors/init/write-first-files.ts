import { dirname, join } from 'node:path';
import { makeFolderAsAsked, writeFileAsAsked } from '../../../base/atomic-file.js';
import { GcxError, withCause } from '../../../base/gcx-error.js';

/** A file to begin with. */
export interface FirstFile {
  /** From the folder of the configuration file. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files that are not there yet; gives the paths of those that it wrote.
 * @throws GcxError where a file cannot be written
 */
export async function writeFirstFiles(
  folder: string,
  files: readonly FirstFile[],
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const { path, text } of files) {
    const file = join(folder, path);
    try {
      makeFolderAsAsked(dirname(file));
      writeFileAsAsked(file, text, { onlyNew: true });
      written.push(path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      if (code === 'EEXIST') continue;
      if (code === undefined) throw error;
      throw withCause(
        new GcxError({
          code: 'file-not-written',
          what: `${path} cannot be written (${code}).`,
          where: folder,
        }),
        error,
      );
    }
  }
  return written;
}
