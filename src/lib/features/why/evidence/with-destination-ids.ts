import type { Aws } from '../../../clients/aws/model.js';
import { destinationsOf, markOf, withoutDestinationIds } from '../../../engine/kinds/index.js';
import type { Config } from '../../../language/config/model.js';
import { withoutDestinationId } from '../../../language/names/arn.js';
import type { KnownRule } from '../../rules/index.js';
import { unlessDenied } from './unless-denied.js';

/**
 * The rules of a file with the ARNs of its API destinations as AWS has them, and dead letters and logs name them: with the
 * ids that live rules send to. An id of one that is gone is not taken: the file sends elsewhere. Where these credentials
 * may not look, the one of the name is taken to be there.
 * @throws what the client throws
 */
export async function withDestinationIds(
  rules: readonly KnownRule[],
  live: readonly KnownRule[],
  config: Config,
  aws: Pick<Aws, 'http'>,
): Promise<readonly KnownRule[]> {
  const scope = destinationsOf(config, markOf(config));
  if (scope.names.size === 0) return rules;
  const targets = live.flatMap((rule) => rule.targets);
  const read = await unlessDenied(() => withoutDestinationIds(targets, scope, aws));
  const bare =
    read.kind === 'read' ? read.value : targets.map(({ arn }) => ({ arn: withoutDestinationId(arn) }));
  const full = new Map(targets.map(({ arn }, index) => [bare[index]?.arn ?? arn, arn]));
  return rules.map((rule) => ({
    ...rule,
    targets: rule.targets.map((target) => ({ ...target, arn: full.get(target.arn) ?? target.arn })),
  }));
}
