import type { Change } from '../../change/model.js';
import type { PlanInput } from '../door/kind.js';
import type { OthersRead } from '../rule/others-on-bus.js';
import { integrationName } from './integration-identity.js';
import type { ConfigureIntegration } from './integration-steps.js';
import { type IntegrationRecord, recordJson } from './record.js';

type Input = PlanInput<OthersRead>;

/** The call that adds and removes event types of an integration and writes the project's record (null takes it away). */
export function configureStep(
  input: Input,
  suffix: string,
  parts: {
    readonly add: readonly string[];
    readonly remove: readonly string[];
    readonly record: IntegrationRecord | null;
  },
): ConfigureIntegration {
  return {
    call: 'genesys.configureIntegration',
    suffix,
    name: integrationName(input.mark, suffix),
    addEventTypes: parts.add,
    removeEventTypes: parts.remove,
    record: parts.record === null ? null : recordJson(parts.record),
  };
}

/** The event types of a change, under their short names. */
export function eventTypesField(
  input: Input,
  added: readonly string[],
  removed: readonly string[],
): Change['fields'][number] {
  const item = (template: string) => ({ value: template, label: input.eventTypeName(template) });
  return { kind: 'set', field: 'event types', added: added.map(item), removed: removed.map(item) };
}
