import { dirname, join } from 'node:path';
import { makeFolderAsAsked, writeFileAsAsked } from '../../base/atomic-file.js';
import { GcxError, withCause } from '../../base/gcx-error.js';

/** Where a processor's zip goes when nobody says. */
export function zipFileFor(processor: string, environment: string): string {
  return join('.gcx', `${processor}${environment === 'default' ? '' : `-${environment}`}.zip`);
}

/** Writes a zip, over an earlier one, and makes its folder. Throws GcxError where that fails. */
export function writeZip(file: string, zip: Uint8Array): void {
  try {
    makeFolderAsAsked(dirname(file));
    writeFileAsAsked(file, zip);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw withCause(
      new GcxError({
        code: 'file-not-written',
        what: `${file} cannot be written (${code}).`,
        fix: 'Name another file with --out.',
      }),
      error,
    );
  }
}
