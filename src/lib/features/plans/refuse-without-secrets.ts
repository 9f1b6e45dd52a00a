import { secretsOf } from '../../base/secret-variables.js';
import type { Allowed } from '../../engine/kinds/index.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { planFile } from './plan-file.js';

/**
 * Ends an apply of a file that needs a secret which the environment lacks, before it takes the lease: that is a write, too.
 * Nothing is read where no secret of the file is lacking.
 * @param env the environment that holds the secrets
 * @throws GcxError (exit code 1) that names all variables which are not set; else as {@link planFile}
 */
export async function refuseWithoutSecrets(
  loaded: LoadedConfig,
  ends: Parameters<typeof planFile>[1],
  allow: Allowed,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const secretOf = secretsOf(env);
  const lacks = Object.values(loaded.config.targets).some(
    (target) =>
      target.kind === 'http' &&
      target.auth.secret.kind === 'env' &&
      secretOf(target.auth.secret.name) === undefined,
  );
  if (!lacks) return;
  const { plan, refused } = await planFile(loaded, ends, { intent: 'apply', allow });
  const { requireSecrets } = await import('../../engine/apply/index.js');
  if (refused === undefined) requireSecrets(plan, secretOf);
}
