import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';

/** What was read, or what these credentials lack for it. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'denied'; readonly permission: string };

/** Reads something; a missing permission is an answer, so that the rest is shown. */
export async function unlessDenied<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    if (!(error instanceof GcxError) || error.exitCode !== ExitCode.denied) throw error;
    return { kind: 'denied', permission: error.report.what };
  }
}
