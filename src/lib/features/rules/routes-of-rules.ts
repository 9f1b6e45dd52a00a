import type { Aws } from '../../clients/aws/model.js';
import { busOf } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import { rulesOfAccount } from './rules-of-account.js';

/**
 * The routes of a file's rules on its event bus, by the names of the rules: also of those that were adopted under names of
 * their own, as their tags say.
 * @throws what the client throws
 */
export async function routesOfRules(aws: Aws, config: Config): Promise<ReadonlyMap<string, string>> {
  const rules = await rulesOfAccount(aws, config, { bus: busOf(config) });
  return new Map(
    rules.flatMap(({ name, owner, route }) =>
      owner === 'ours' && route !== undefined ? [[name, route] as const] : [],
    ),
  );
}
