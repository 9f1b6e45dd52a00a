import { change } from '../../change/change.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { isOfIdentity } from './integration-identity.js';
import type { IntegrationStep } from './integration-steps.js';
import type { IntegrationsRead } from './integrations-reading.js';
import { isUntouchedHalf } from './untouched-half.js';

/**
 * Deletes what a crash left between creating an integration and configuring it, where another one is configured already
 * or everything goes; else the apply finishes it.
 */
export function planHalfMade(
  input: PlanInput<IntegrationsRead>,
  suffix: string,
  identity: Parameters<typeof isOfIdentity>[1],
): KindPlan<IntegrationStep> {
  const { integrations } = input.live;
  const isConfigured = integrations.some((each) => isOfIdentity(each, identity));
  if (input.intent === 'apply' && !isConfigured) return { changes: [] };
  return {
    changes: integrations
      .filter((each) => isUntouchedHalf(each, input.mark, suffix))
      .map(({ id }) =>
        change({
          kind: 'integration',
          name: `${suffix}, half made`,
          key: id,
          group: { kind: 'integration', name: suffix },
          action: 'delete',
          reason: isConfigured
            ? 'an earlier apply began to make it, and another is configured'
            : 'an earlier apply began to make it',
          notes: ['never configured: it sends nothing'],
          steps: [{ call: 'genesys.deleteHalfMadeIntegration', id, suffix }],
        }),
      ),
  };
}
