import type { Integration } from '../../../clients/genesys/model.js';
import { answeredBy } from '../door/attributes.js';
import type { MarkedScope, Reading } from '../door/reading.js';
import { newerFormatOfNotes } from '../ownership/mark-format.js';
import { integrationAttributes } from './integration-attributes.js';
import { isOfIdentity } from './integration-identity.js';

/** The integrations that push events to Amazon EventBridge. */
export interface IntegrationsRead {
  /** Every `amazon-eventbridge-source` integration of the organization; empty where none is managed. */
  readonly integrations: readonly Integration[];
  /**
   * How many integrations of the type the organization may have; read only where the file's is not among them. Absent:
   * not read, or Genesys Cloud does not say.
   */
  readonly maxIntegrations?: number;
}

/** Reads the integrations of the organization. */
export const integrationsReading: Reading<IntegrationsRead> = {
  name: 'integrations',
  waitsFor: [],
  unread: {
    live: { integrations: [] },
    of: 'the integration in Genesys Cloud',
    kinds: ['integration', 'bus'],
    codes: /^(?:integration|event-types-not-sent|pattern-not-sent|existing-missing)/,
  },
  async read({ config, intent }, _needs, { genesys }) {
    const { integration } = config.genesys;
    if (integration === undefined) return { integrations: [] };
    const integrations = await genesys.integrations.list();
    const identity = { account: config.aws.account, region: config.aws.region, suffix: integration.suffix };
    const isThere = integrations.some((each) => isOfIdentity(each, identity));
    if (isThere || intent === 'destroy' || integration.manage === false) return { integrations };
    const max = await genesys.integrations.maxInstances();
    return { integrations, ...(max === undefined ? {} : { maxIntegrations: max }) };
  },
  digest: ({ integrations }) => ({
    integrations: integrations.map(({ id, intendedState, reportedState, config }) => ({
      id,
      intendedState,
      error: reportedState.code === 'ERROR',
      config: config === undefined ? null : { ...config, eventFilter: [...config.eventFilter].sort() },
    })),
  }),
  answered: ({ live: { integrations } }) =>
    integrations.flatMap((each) => answeredBy(`integration ${each.id}`, each, integrationAttributes)),
  newerMarks: ({ integrations }, whose) =>
    integrations.flatMap(({ id, config }) =>
      config === undefined || !concerns(config, whose) ? [] : newerFormatOfNotes(id, config),
    ),
};

/** Whether the file or a record of this mark speaks of an integration. */
function concerns(
  { notes, eventSourceSuffix }: { readonly notes: string; readonly eventSourceSuffix: string },
  { mark, suffix }: MarkedScope,
): boolean {
  const { project, environment, organization } = mark;
  const named = [project, environment, organization].every((part) => notes.includes(JSON.stringify(part)));
  return eventSourceSuffix === suffix || named;
}
