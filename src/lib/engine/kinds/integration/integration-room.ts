import type { Refusal } from '../../change/model.js';
import type { PlanInput } from '../door/kind.js';
import type { IntegrationsRead } from './integrations-reading.js';

/**
 * Why Genesys Cloud would make no integration more: its type's `maxInstances` is a hard stop, which answers 409 once other
 * things are made already . Where it does not say how many, nothing is refused.
 * @param change id of the change that makes one
 */
export function noRoom(
  { live }: Pick<PlanInput<IntegrationsRead>, 'live'>,
  change: string,
): readonly Refusal[] {
  const { integrations, maxIntegrations: most } = live;
  if (most === undefined || integrations.length < most) return [];
  const there = integrations.map(({ name, config }) => {
    const suffix = config?.eventSourceSuffix ?? '';
    return suffix === '' ? `"${name}"` : `"${name}" (suffix ${suffix})`;
  });
  return [
    {
      code: 'integrations-full',
      change,
      message: `The organization may have ${most} Amazon EventBridge integrations (maxInstances of their type) and has ${integrations.length}, so Genesys Cloud does not create another one: ${there.join(', ')}.`,
      fix: 'Delete one that is not needed (Admin > Integrations), or use one that publishes to this account and region: genesys.integration.suffix with its suffix, and --adopt.',
    },
  ];
}
