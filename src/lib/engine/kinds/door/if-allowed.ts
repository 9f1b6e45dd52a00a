import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';

/** Reads what may be left although nothing says so: undefined where these credentials may not. */
export async function ifAllowed<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GcxError && error.exitCode === ExitCode.denied) return undefined;
    throw error;
  }
}
