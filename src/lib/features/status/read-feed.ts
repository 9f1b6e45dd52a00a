import type { Aws } from '../../clients/aws/model.js';
import type { Genesys, Integration } from '../../clients/genesys/model.js';
import { isOfIdentity } from '../../engine/kinds/index.js';
import { busOf } from '../../engine/plan/index.js';
import type { Config, Route } from '../../language/config/model.js';
import { partnerBusName } from '../../language/names/partner-bus.js';
import type { BusStatus, Feed, IntegrationState, SourceStatus } from './model.js';
import type { Reader } from './unseen.js';

/** How events get to the bus. `genesys` throws where there are no credentials. */
export async function readFeed(config: Config, genesys: () => Genesys, reader: Reader): Promise<Feed> {
  const { integration, subscriptions } = config.genesys;
  if (integration !== undefined) return readIntegration(config, integration, genesys, reader);
  if (subscriptions === undefined) return { kind: 'others' };
  const status = await reader.attempt('the gateway’s subscriptions', async () => ({
    found: await genesys().eventTypeSubscriptions.status(),
  }));
  if (status === undefined) return { kind: 'gateway', state: 'unknown', notSubscribed: [] };
  if (status.found === undefined) return { kind: 'gateway', state: 'missing', notSubscribed: [] };
  const { enabled, eventTypes } = status.found;
  const ofGateway = Object.values(config.routes).filter(
    ({ format }) => format?.name === config.genesys.format?.name,
  );
  return {
    kind: 'gateway',
    state: enabled === undefined ? 'unknown' : enabled ? 'enabled' : 'disabled',
    // A gateway that does not list its event types leaves open which it sends.
    notSubscribed:
      eventTypes === undefined
        ? []
        : eventTypesOf(ofGateway).filter((each) => eventTypes.get(each) === false),
  };
}

async function readIntegration(
  config: Config,
  { suffix, manage }: { readonly suffix: string; readonly manage?: false },
  genesys: () => Genesys,
  reader: Reader,
): Promise<Feed> {
  const { account, region } = config.aws;
  const common = { kind: 'integration', suffix, managed: manage !== false } as const;
  const all = await reader.attempt('the integration', () => genesys().integrations.list());
  if (all === undefined) return { ...common, state: { kind: 'unknown' }, notSubscribed: [] };
  const found = all.filter((each) => isOfIdentity(each, { account, region, suffix }));
  const live = found.find((each) => stateOf(each).kind === 'active') ?? found[0];
  if (live === undefined) return { ...common, state: { kind: 'missing' }, notSubscribed: [] };
  // Events of other formats are a relay's own: no integration sends them.
  const sent = Object.values(config.routes).filter(({ format }) => format === undefined);
  const subscribed = new Set(live.config?.eventFilter ?? []);
  return {
    ...common,
    name: live.name,
    state: stateOf(live),
    notSubscribed: eventTypesOf(sent).filter((each) => !subscribed.has(each)),
  };
}

function eventTypesOf(routes: readonly Route[]): readonly string[] {
  return [...new Set(routes.filter(({ enabled }) => enabled).flatMap(({ events }) => events))].sort();
}

function stateOf({ intendedState, reportedState: { code, message } }: Integration): IntegrationState {
  if (intendedState !== 'ENABLED') return { kind: 'disabled' };
  if (code === 'ACTIVE') return { kind: 'active' };
  return {
    kind: code === 'ERROR' ? 'error' : 'other',
    code,
    ...(message === undefined ? {} : { message }),
  };
}

/** The bus of the file's rules. */
export async function readBus(config: Config, aws: Aws, reader: Reader): Promise<BusStatus> {
  const name = busOf(config);
  // Its tags are of no account here.
  const read = await reader.attempt('the event bus', async () => ({ found: await aws.events.bus(name, {}) }));
  return {
    name,
    state: read === undefined ? 'unknown' : read.found === undefined ? 'missing' : 'there',
  };
}

/** The integration's partner event source; undefined where the file has no integration. */
export async function readSource(
  config: Config,
  aws: Aws,
  reader: Reader,
): Promise<Omit<SourceStatus, 'taken'> | undefined> {
  const { organization, integration } = config.genesys;
  if (integration === undefined) return undefined;
  const name = partnerBusName(organization, integration.suffix);
  const read = await reader.attempt('the partner event source', async () => ({
    found: await aws.events.partnerSource(name),
  }));
  if (read === undefined) return { name, state: 'unknown' };
  if (read.found === undefined) return { name, state: 'missing' };
  const { state, expirationTime } = read.found;
  return { name, state, ...(expirationTime === undefined ? {} : { expires: expirationTime }) };
}
