import { eventSourceAttributes } from '../bus/bus-attributes.js';
import { type Attribute, none, ours, parts, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';

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
