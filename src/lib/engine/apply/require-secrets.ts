import type { SecretLookup } from '../../base/secret-variables.js';
import type { Plan } from '../change/model.js';
import { doorOf, requireVariables, variableValue } from '../kinds/index.js';

/**
 * Refuses to begin a plan that takes secrets which are not in the environment: nothing of it is carried out then.
 * @throws GcxError (exit code 1) that names all variables which are not set
 */
export function requireSecrets({ changes }: Pick<Plan, 'changes'>, secretOf: SecretLookup): void {
  const needed = changes
    .flatMap(({ steps }) => steps)
    .flatMap((step) => doorOf(step).takes?.(step) ?? [])
    .flatMap(({ target, reference }) => (reference.kind === 'env' ? [{ name: reference.name, target }] : []));
  requireVariables(needed, secretOf);
  for (const { name, target } of needed) variableValue(name, target, secretOf);
}
