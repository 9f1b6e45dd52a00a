import type { Notice } from '../../../base/notice.js';
import type { Integration } from '../../../clients/genesys/model.js';
import { change } from '../../change/change.js';
import type { Refusal } from '../../change/model.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { belongsTo } from '../ownership/mark.js';
import { integrationName } from './integration-identity.js';
import type { IntegrationStep } from './integration-steps.js';
import { readRecords } from './record.js';

type Input = PlanInput<object>;

/** Whether the integration has the name that gcx gives: then its notes have lost gcx's record. */
export function isNamedByUs(input: Input, suffix: string, live: Integration): boolean {
  return live.name === integrationName(input.mark, suffix);
}

/** Why an integration without this project and environment's record is not theirs, for a reason or a refusal. */
export function whyNotOurs(input: Input, suffix: string, live: Integration): string {
  const maker = readRecords(live.config?.notes ?? '').find(({ created }) => created);
  if (maker !== undefined) return belongsTo(maker, input.mark);
  return isNamedByUs(input, suffix, live)
    ? "its notes no longer hold gcx's record"
    : `made by hand ("${live.name}")`;
}

/** That an integration of ours has lost its record, and what follows for its event types. */
export function recordLost(suffix: string): Notice {
  return {
    code: 'record-lost',
    message: `The notes of integration ${suffix} no longer say which event types gcx added: all that are there are kept.`,
  };
}

/**
 * The refusal to write into an integration that is not this project and environment's, where `--adopt` is not given.
 * @param candidates how many integrations publish to this account and region with this suffix
 */
export function refuseForeign(
  input: Input,
  suffix: string,
  live: Integration,
  candidates: number,
): KindPlan<IntegrationStep> {
  const others = readRecords(live.config?.notes ?? '')
    .filter(({ created }) => !created)
    .map((other) => `project ${other.project}, environment ${other.environment}`)
    .join('; ');
  const why = whyNotOurs(input, suffix, live);
  const refusal: Refusal = {
    code: 'integration-not-ours',
    change: `integration:${suffix}`,
    message: `The integration "${live.name}" (${live.id}) already publishes to this account and region with suffix ${suffix}, and it is not this project and environment's: ${why}${others === '' ? '' : `; it is used by ${others}`}.${candidates > 1 ? ` There are ${candidates} of them.` : ''}`,
    fix: 'Use it with --adopt (it is never deleted, and event types added by hand stay), or choose another genesys.integration.suffix.',
  };
  return {
    changes: [
      change({
        kind: 'integration',
        name: suffix,
        group: { kind: 'integration', name: suffix },
        action: 'none',
        notes: [`${why}: left alone`],
      }),
    ],
    refusals: [refusal],
  };
}
