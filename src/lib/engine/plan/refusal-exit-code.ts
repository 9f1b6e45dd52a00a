import { ExitCode } from '../../base/exit-codes.js';
import type { Plan } from '../change/model.js';
import { isForPermissions } from './genesys-permissions.js';

/**
 * The exit code of a plan that may not be applied: 1 where only something the file points at is missing, 3 where only
 * permissions are, else 5.
 */
export function refusalExitCode({ refusals }: Pick<Plan, 'refusals'>): ExitCode {
  if (refusals.every(isForPermissions)) return ExitCode.denied;
  return refusals.every(({ code }) => code === 'existing-missing') ? ExitCode.error : ExitCode.refused;
}
