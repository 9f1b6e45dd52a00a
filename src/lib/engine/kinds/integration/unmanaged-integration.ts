import type { Notice } from '../../../base/notice.js';
import type { Integration } from '../../../clients/genesys/model.js';
import { change } from '../../change/change.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { isOfIdentity } from './integration-identity.js';
import type { IntegrationStep } from './integration-steps.js';
import type { IntegrationsRead } from './integrations-reading.js';

type Input = PlanInput<IntegrationsRead>;
type Planned = KindPlan<IntegrationStep>;

/**
 * `integration: { suffix, manage: false }`: managed by others. It must be there; what it lacks is said, and left to
 * them. No step is ever planned for it.
 * @param needed templates of the event types that the routes take
 */
export function planUnmanaged(input: Input, suffix: string, needed: readonly string[]): Planned {
  const { account, region } = input.config.aws;
  const candidates = input.live.integrations.filter((each) =>
    isOfIdentity(each, { account, region, suffix }),
  );
  const live = candidates.find(isRunning) ?? candidates[0];
  if (live === undefined) return { changes: [], refusals: [missing(input, suffix)] };
  const state = isRunning(live) ? undefined : stateInWords(live);
  const lacking = needed.filter((eventType) => !(live.config?.eventFilter ?? []).includes(eventType));
  const names = lacking.map(input.eventTypeName).join(', ');
  const warnings: Notice[] = [];
  const pending: Notice[] = [];
  const ask = `Ask the owner of integration ${suffix} ("${live.name}")`;
  if (state !== undefined) {
    warnings.push({
      code: 'integration-not-active',
      message: `Integration ${suffix} is ${state}: Genesys sends no events. The file says manage: false, so gcx does not change it.`,
    });
    pending.push({
      code: 'integration-not-active',
      drift: true,
      message: `${ask} to enable it: it is ${state}.`,
    });
  }
  if (lacking.length > 0) {
    warnings.push({
      code: 'event-types-not-sent',
      message: `Integration ${suffix} does not send ${names}: routes that take ${lacking.length === 1 ? 'it receive none of it' : 'them receive none of them'}. The file says manage: false, so gcx does not add ${lacking.length === 1 ? 'it' : 'them'}.`,
    });
    pending.push({
      code: 'event-types-not-sent',
      message: `${ask} to add: ${lacking.join(', ')}.`,
    });
  }
  return {
    changes: [
      change({
        kind: 'integration',
        name: suffix,
        group: { kind: 'integration', name: suffix },
        action: 'none',
        notes: lacking.length > 0 ? [`managed by others; it lacks ${names}`] : [],
      }),
    ],
    warnings,
    pending,
  };
}

function isRunning(integration: Integration): boolean {
  return integration.intendedState === 'ENABLED' && integration.reportedState.code === 'ACTIVE';
}

function stateInWords({ intendedState, reportedState }: Integration): string {
  if (intendedState !== 'ENABLED') return intendedState;
  const why = reportedState.message?.replace(/\.\s*$/, '');
  return `ENABLED but ${reportedState.code}${why === undefined ? '' : ` (${why})`}`;
}

function missing({ config }: Input, suffix: string) {
  const { account, region } = config.aws;
  return {
    code: 'existing-missing',
    message: `The file says integration: { suffix: ${suffix}, manage: false }, and the organization has none of this suffix that publishes to account ${account}, ${region}.`,
    fix: 'Correct the suffix, ask its owner to create it, or remove manage: false: then gcx creates it.',
  };
}
