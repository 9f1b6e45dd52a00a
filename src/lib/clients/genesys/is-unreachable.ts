import { GcxError } from '../../base/gcx-error.js';

/** Whether an error says that Genesys Cloud did not answer, or not with what was asked. */
export function isUnreachable(error: unknown): error is GcxError {
  return error instanceof GcxError && /^(network-|genesys-|proxy-)/.test(error.report.code);
}
