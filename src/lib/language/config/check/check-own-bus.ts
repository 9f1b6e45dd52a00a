import type { ArnParts } from '../../names/arn.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/**
 * Checks that a target is not the bus that the events are on: a rule that sent to its own bus would see its events again,
 * and PutTargets refuses it ("Source EventBus and Target EventBus must not be the same.", recorded 2026-09-15).
 */
export function checkOwnBus(
  { problems, root, account, region }: Pick<CheckContext, 'problems' | 'root' | 'account' | 'region'>,
  at: ConfigPath,
  arn: Pick<ArnParts, 'service' | 'region' | 'account' | 'resource'>,
): void {
  if (arn.service !== 'events' || arn.account !== account || arn.region !== region) return;
  const named = textOf(nodeAt(root, ['aws', 'bus']));
  const organization = textOf(nodeAt(root, ['genesys', 'organization']))?.toLowerCase();
  const suffix = textOf(nodeAt(root, ['genesys', 'integration', 'suffix']));
  const own = named ?? `aws.partner/genesys.com/cloud/${organization}/${suffix}`;
  if (arn.resource !== `event-bus/${own}`) return;
  problems.at(at, {
    code: 'own-bus',
    message: 'This is the event bus that the events are on already: each event would come back to its rule.',
    fix: 'Name another event bus, or remove this target.',
  });
}
