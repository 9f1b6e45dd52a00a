import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeFileAsAsked } from '../../base/atomic-file.js';
import { GcxError, withCause } from '../../base/gcx-error.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { loadConfig } from '../../language/config/index.js';
import type { InitAnswers } from './answers.js';
import { configFileText } from './config-file-text.js';

/** A new file's text and what gcx itself says about it. */
export interface NewFile {
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
}

/** The file that the answers make, read back as `gcx validate` would. Throws GcxError with all problems of the answers. */
export async function checkedFileText(answers: InitAnswers): Promise<NewFile> {
  const text = configFileText(answers);
  const folder = await mkdtemp(join(tmpdir(), 'gcx-init-'));
  try {
    const file = join(folder, '.genesysrc.yml');
    await writeFile(file, text);
    const { warnings } = await loadConfig({ cwd: folder, configFile: file, env: {} });
    return { text, warnings };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

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
