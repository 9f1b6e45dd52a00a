import type { SecretLookup } from '../../base/secret-variables.js';
import type { Plan } from '../change/model.js';
import { doorOf, variableValue } from '../kinds/index.js';

/**
 * Refuses to begin a plan that takes secrets which are not in the environment: nothing of it is carried out then.
 * @throws GcxError (exit code 1) that names the first variable
 */
export function requireSecrets({ changes }: Pick<Plan, 'changes'>, secretOf: SecretLookup): void {
  for (const step of changes.flatMap(({ steps }) => steps)) {
    for (const { target, reference } of doorOf(step).takes?.(step) ?? [])
      if (reference.kind === 'env') variableValue(reference.name, target, secretOf);
  }
}
