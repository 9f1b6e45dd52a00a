import { randomInt } from 'node:crypto';
import { catalogue, type EventType, sampleEvent } from '../events/index.js';
import { GcxError } from '../gcx-error.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { nearNames } from '../near-names.js';
import { eventBridgeProperties, type IntegrationState, type OrganizationState } from './genesys/index.js';
import type { EmitReport, EmitRequest, EmittedEvent, Tenant } from './model.js';
import { nearMisses } from './near-misses.js';
import type { World } from './world.js';

/**
 * Publishes events as Genesys Cloud does: through each integration that is ACTIVE and subscribed to the event type.
 * Resolves when they are delivered, retried or dead-lettered.
 * @throws GcxError for an unknown event type or queue, or an event without `detail-type` and `detail`
 */
export async function emit(
  world: World,
  tenant: Tenant,
  request: EmitRequest,
  now: number,
): Promise<EmitReport> {
  const template = templateOf(request);
  const organization = world.organization(tenant.organization);
  const queueId = request.queue === undefined ? undefined : queueIdOf(organization, request.queue);
  const publishers = world.genesys.integrations(organization).publishers(template);
  const sent: Sent[] = [];
  for (let index = 0; index < (request.count ?? 1); index += 1) {
    for (const { integration, whyNot } of publishers) {
      if (whyNot !== undefined || integration.source === undefined) continue;
      const event = eventFor(organization, integration, template, { request, queueId, now });
      const { account, region, name } = integration.source;
      sent.push({ integration, event, ...world.cloud(account, region).partner.putEvent(name, event) });
    }
  }
  await world.settleDeliveries();
  return {
    eventType: template,
    events: await Promise.all(sent.map((event) => report(world, organization, event))),
    silent: publishers.flatMap(({ integration: { id, name }, whyNot }) =>
      whyNot === undefined ? [] : [{ id, name, why: whyNot }],
    ),
  };
}

/** An event that was handed to EventBridge. */
interface Sent {
  readonly integration: IntegrationState;
  readonly event: JsonObject;
  readonly id: string;
  readonly accepted: boolean;
}

async function report(
  world: World,
  organization: OrganizationState,
  { integration: { id, name, source }, ...sent }: Sent,
): Promise<EmittedEvent> {
  const heading = {
    id: sent.id,
    integration: { id, name },
    source: source?.name ?? '',
    accepted: sent.accepted,
  };
  if (source === undefined || !sent.accepted) return { ...heading, deliveries: [], nearMisses: [] };
  const cloud = world.cloud(source.account, source.region);
  const deliveries = cloud.deliveries().filter(({ eventId }) => eventId === sent.id);
  const matched = deliveries.some(({ rule }) => rule !== undefined);
  const event = { ...sent.event, source: source.name, account: source.account, region: source.region };
  return {
    ...heading,
    deliveries,
    nearMisses: matched ? [] : await nearMisses(cloud, source, event, organization),
  };
}

function templateOf({ eventType, event }: EmitRequest): string {
  if (event !== undefined) {
    const template = event['detail-type'];
    if (typeof template !== 'string' || !isJsonObject(event['detail'])) {
      throw new GcxError({
        code: 'not-an-event',
        what: 'The event has no "detail-type" and "detail".',
        fix: 'Give a whole event as EventBridge delivers it; `gcx event-type show TYPE` shows one.',
      });
    }
    return template;
  }
  return eventTypeOf(eventType ?? '').template;
}

function eventTypeOf(text: string): EventType {
  const known = catalogue().findLoosely(text);
  if (known !== undefined) return known;
  const near = catalogue()
    .suggest(text)
    .map(({ name }) => name);
  throw new GcxError({
    code: 'unknown-event-type',
    what: `There is no event type "${text}".`,
    fix:
      near.length === 0
        ? 'gcx event-type list'
        : `Perhaps ${near.join(' or ')}? gcx event-type list shows all.`,
  });
}

function queueIdOf(organization: OrganizationState, text: string): string {
  const found = organization.queues.filter(({ id, name }) => id === text.toLowerCase() || name === text);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only.id;
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
  const near = nearNames(
    text,
    organization.queues.map(({ name }) => name),
  );
  throw new GcxError({
    code: 'queue-not-found',
    what: `No queue of the sandbox is called "${text}".`,
    fix:
      near.length === 0
        ? 'gcx queue list --sandbox'
        : `Perhaps ${near.map((name) => `"${name}"`).join(' or ')}?`,
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
    time: new Date(now),
    seed: randomInt(2 ** 31),
    ...(queueId === undefined ? {} : { queueId }),
    ...(request.set === undefined ? {} : { set: request.set }),
  });
}
