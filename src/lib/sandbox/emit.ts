import { randomInt } from 'node:crypto';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { isJsonObject, type JsonObject } from '../base/json.js';
import { didYouMean, meantName, nearName } from '../base/name-difference.js';
import { catalogue, type EventType, SENDING_TIME, sampleEvent } from '../language/events/index.js';
import type { Place } from './events-call.js';
import {
  eventBridgeProperties,
  type IntegrationState,
  type OrganizationState,
  type QueueState,
  rememberEvent,
} from './genesys/index.js';
import type { EmitReport, EmitRequest, EmittedEvent, Tenant } from './model.js';
import { nearMisses } from './near-misses.js';
import { publishRelayed, type RelayPublisher, relayedEventTypes, relayPublishers } from './relayed.js';
import type { World } from './world.js';

/** Events of one call of which each rule that they miss is told, whether or not another rule takes them. */
const EXPLAINED_EVENTS = 10;

/**
 * Publishes events as Genesys Cloud does: through each integration that is ACTIVE and subscribed to the event type, and
 * through the file's relays that know it.
 * Resolves when they are delivered, retried or dead-lettered.
 * @throws GcxError for an unknown event type or queue, or an event without `detail-type` and `detail`
 */
export async function emit(
  world: World,
  tenant: Tenant,
  request: EmitRequest,
  now: number,
): Promise<EmitReport> {
  const organization = world.organization(tenant.organization);
  const relays = relayPublishers(tenant, organization, request);
  const template = templateOf(request, relays, relayedEventTypes(tenant, organization));
  const queue = request.queue === undefined ? undefined : queueCalled(organization, request.queue);
  const queueId = queue?.id;
  const publishers =
    template === undefined ? [] : world.genesys.integrations(organization).publishers(template);
  const sent: Sent[] = [];
  for (let index = 0; index < (request.count ?? 1); index += 1) {
    for (const publisher of relays) {
      if (publisher.whyNot !== undefined) continue;
      const { event, ...outcome } = await publishRelayed(world, tenant, publisher, { request, queue, now });
      const { bus, format } = publisher.relay;
      const place = { account: tenant.account, region: tenant.region, name: bus };
      sent.push({ by: { relay: { format: format.name } }, bus: place, event, ...outcome });
    }
    for (const { integration, whyNot } of publishers) {
      if (whyNot !== undefined || integration.source === undefined) continue;
      const event = eventFor(organization, integration, template ?? '', { request, queueId, now });
      const { id, name } = integration;
      const bus = integration.source;
      rememberEvent(organization, event, now);
      const outcome = world.cloud(bus.account, bus.region).partner.putEvent(bus.name, event);
      sent.push({
        by: { integration: { id, name } },
        bus,
        event: { ...event, source: bus.name, account: bus.account, region: bus.region },
        ...outcome,
      });
    }
  }
  await world.settleDeliveries();
  return {
    eventType: template ?? relays[0]?.eventType ?? '',
    events: await Promise.all(
      sent.map((event, index) => report(world, organization, event, index < EXPLAINED_EVENTS)),
    ),
    silent: [
      ...relays.map(({ relay: { format, subscribed }, whyNot }) => ({
        id: format.name,
        name: subscribed ? 'gateway' : 'relay',
        whyNot,
      })),
      ...publishers.map(({ integration: { id, name }, whyNot }) => ({ id, name, whyNot })),
    ].flatMap(({ id, name, whyNot }) => (whyNot === undefined ? [] : [{ id, name, why: whyNot }])),
  };
}

/** An event that was handed to EventBridge. */
interface Sent {
  readonly by: Pick<EmittedEvent, 'integration' | 'relay'>;
  /** Where it was put. */
  readonly bus: Place & { readonly name: string };
  readonly event: JsonObject;
  readonly id: string;
  readonly accepted: boolean;
}

async function report(
  world: World,
  organization: OrganizationState,
  { by, bus, event, ...sent }: Sent,
  explain: boolean,
): Promise<EmittedEvent> {
  const source = event['source'];
  const cloud = world.cloud(bus.account, bus.region);
  const deliveries = cloud.deliveries().filter(({ eventId }) => eventId === sent.id);
  const lost = deliveries.some(({ rule, outcome }) => rule === undefined && outcome === 'dropped');
  const accepted = sent.accepted && !lost;
  const heading = {
    id: sent.id,
    ...by,
    source: typeof source === 'string' ? source : '',
    bus: bus.name,
    accepted,
  };
  if (!accepted) return { ...heading, deliveries: [], nearMisses: [] };
  const misses = explain || deliveries.every(({ rule }) => rule === undefined);
  const handling = cloud.handling(sent.id);
  return {
    ...heading,
    deliveries,
    ...(handling.length === 0 ? {} : { handling }),
    nearMisses: misses ? await nearMisses(cloud, bus, event, organization) : [],
  };
}

/** The template of what integrations are to publish; undefined where it is a relay's alone. */
function templateOf(
  { eventType = '', event, by }: EmitRequest,
  relays: readonly RelayPublisher[],
  relayed: readonly string[],
): string | undefined {
  if (by !== undefined && by !== 'partner') return undefined;
  if (relays.length > 0 && (event !== undefined || catalogue().findLoosely(eventType) === undefined))
    return undefined;
  if (event !== undefined) {
    const template = event['detail-type'];
    if (typeof template !== 'string' || !isJsonObject(event['detail'])) {
      throw new GcxError({
        code: 'not-an-event',
        what: 'The event has no "detail-type" and "detail".',
        fix: `Give a whole event as EventBridge delivers it; \`${gcxCommand('event sample', 'conversation.acd.end')}\` makes one.`,
      });
    }
    return template;
  }
  return eventTypeOf(eventType, relayed).template;
}

function eventTypeOf(text: string, relayed: readonly string[] = []): EventType {
  const known = catalogue().findLoosely(text);
  if (known !== undefined) return known;
  const listed = catalogue()
    .suggest(text)
    .map(({ name }) => name);
  const own = nearName(text, relayed);
  const near = own.difference === undefined ? { names: [...own.names, ...listed] } : own;
  throw new GcxError({
    code: 'unknown-event-type',
    what: `There is no event type "${text}".`,
    fix:
      near.names.length === 0
        ? gcxCommand('event-type list')
        : `${didYouMean(near, (name) => name)} ${gcxCommand('event-type list')} shows all.`,
  });
}

function queueCalled(organization: OrganizationState, text: string): QueueState {
  const found = organization.queues.filter(({ id, name }) => id === text.toLowerCase() || name === text);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const divisions = new Map(organization.divisions.map(({ id, name }) => [id, name]));
  if (only !== undefined) {
    throw new GcxError({
      code: 'queue-ambiguous',
      what: `${found.length} queues of the sandbox are called "${text}".`,
      fix: `Name one by its id, for example --queue ${only.id}.`,
      details: found.map(
        ({ id, divisionId }) => `${id}  ${text}  division ${divisions.get(divisionId) ?? '?'}`,
      ),
    });
  }
  throw new GcxError({
    code: 'queue-not-found',
    what: `No queue of the sandbox is called "${text}".`,
    fix: meantName(
      text,
      organization.queues.map(({ name }) => name),
      gcxCommand('queue list', '--sandbox'),
    ),
  });
}

function eventFor(
  organization: OrganizationState,
  integration: IntegrationState,
  template: string,
  settings: { readonly request: EmitRequest; readonly queueId: string | undefined; readonly now: number },
): JsonObject {
  const { request, queueId, now } = settings;
  const properties = eventBridgeProperties(integration);
  if (request.event !== undefined) return { 'detail-type': template, detail: request.event['detail'] ?? {} };
  return sampleEvent(eventTypeOf(template), {
    organization: organization.id,
    suffix: properties?.eventSourceSuffix ?? '',
    account: properties?.awsAccountId ?? '',
    region: properties?.awsAccountRegion ?? '',
    // It is sent now, so it happened before: no event that is here says a later time.
    time: new Date(now - SENDING_TIME),
    seed: randomInt(2 ** 31),
    ...(queueId === undefined ? {} : { queueId }),
    ...(request.set === undefined ? {} : { set: request.set }),
  });
}
