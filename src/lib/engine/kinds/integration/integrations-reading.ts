import type { Integration } from '../../../clients/genesys/model.js';
import { eventSourceAttributes } from '../bus/bus-attributes.js';
import { type Attribute, answeredBy, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import type { MarkedScope, Reading } from '../door/reading.js';
import { newerFormatOfNotes } from '../ownership/mark-format.js';
import { isOfIdentity } from './integration-identity.js';

/** What Genesys Cloud answers of an integration's configuration, by its API and what was seen of it (facts/genesys.md). */
const configuration: Readonly<Record<string, Attribute>> = {
  id: none('it is the integration’s'),
  name: people(),
  version: none('it is used to write only over what was read'),
  properties: parts({
    awsAccountId: ours('Events go to another account.'),
    awsAccountRegion: ours('Events go to another region.'),
    eventSourceSuffix: ours('Events go to another event bus.'),
    eventFilter: ours('Events of types that are not in it are not sent.'),
  }),
  advanced: none('Genesys Cloud has none for this type; sent back as read'),
  credentials: none('Genesys Cloud has none for this type; sent back as read'),
  notes: ours('Without our record in them gcx takes what it added for people’s.'),
  selfUri: none('it follows from the id'),
};

/** What Genesys Cloud answers of an integration. Its API lists no closed set: by its reference and what was seen of it. */
export const integrationAttributes: Readonly<Record<string, Attribute>> = {
  id: none('Genesys Cloud gives it'),
  name: people(),
  integrationType: none('an integration of another type is not read'),
  intendedState: ours('DISABLED: no event is sent.'),
  reportedState: none('it follows from the rest; ERROR is told in the plan'),
  notes: people(),
  attributes: none('it follows from the type'),
  config: parts({
    current: parts(configuration),
    id: none('it is the integration’s'),
    selfUri: none('it follows from the id'),
  }),
  selfUri: none('it follows from the id'),
};

const said = saidBy(integrationAttributes);

/** What differences of an integration do to events. */
export const integrationHarms: KindHarms = {
  missing: does('stops', 'Without it Genesys Cloud sends nothing to AWS.'),
  fields: {
    'event types': said('stops', 'config.current.properties.eventFilter'),
    state: said('stops', 'intendedState'),
    'event source': saidBy(eventSourceAttributes)('stops', 'State'),
    "gcx's record in the notes": said('later', 'config.current.notes'),
  },
};

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
