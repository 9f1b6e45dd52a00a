import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';

/**
 * The example file, for those who have only an installed gcx.
 * @param root the folder of the package
 * @param document a document that was named beside it
 * @throws GcxError where one was: there are examples of the file only
 */
export async function exampleFile(root: string, document: string | undefined): Promise<string> {
  if (document !== undefined) {
    throw new GcxError(
      {
        code: 'usage',
        what: `--example prints an example of the file, and there is none of ${document}.`,
        fix: `Leave out one of them: ${gcxCommand('schema', '--example')}`,
      },
      ExitCode.usage,
    );
  }
  return await readFile(join(root, '.genesysrc.example.yml'), 'utf8');
}
