import { randomInt } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../base/json.js';
import {
  catalogue,
  eventTypeFromText,
  eventTypePath,
  hasEventType,
  isOfFormat,
  listedEventTypes,
  namesGenesysEventTypes,
  relayedSample,
  requireEventType,
  requireFormatEventType,
  valueAt,
} from '../language/events/index.js';
import { callEvents } from './events-call.js';
import { gatewayOf, type OrganizationState, rememberEvent, whyNotPublished } from './genesys/index.js';
import type { EmitRequest, Relay, Tenant } from './model.js';
import type { World } from './world.js';

/** A relay of a file that knows the event type that is to be published. */
export interface RelayPublisher {
  readonly relay: Relay;
  /** As its format names it. */
  readonly eventType: string;
  /** Why it does not publish it; undefined where it does. */
  readonly whyNot?: string;
}

/** The relays of a file that know what is to be published. */
export function relayPublishers(
  tenant: Tenant,
  organization: OrganizationState,
  request: EmitRequest,
): readonly RelayPublisher[] {
  const { by } = request;
  if (by === 'partner') return [];
  if (by !== undefined && request.event === undefined) return [publisherAsked(by, organization, request)];
  const relays = by === undefined ? (tenant.existing.relays ?? []) : [by];
  const naming = relays.filter(({ format, eventTypes }) => {
    const name = request.eventType ?? '';
    const listed = listedEventTypes(format) ?? [];
    return eventTypes.includes(name) || listed.some((each) => each.name === name);
  });
  // A format that takes any name is meant where no other names it.
  return (naming.length > 0 ? naming : relays).flatMap((relay): readonly RelayPublisher[] => {
    const eventType =
      request.event === undefined
        ? eventTypeOf(relay, organization, request.eventType ?? '')
        : eventTypeOfEvent(relay, request.event);
    if (eventType === undefined) return [];
    return [publisherOf(relay, organization, eventType)];
  });
}

function publisherOf(relay: Relay, organization: OrganizationState, eventType: string): RelayPublisher {
  const whyNot = relay.subscribed ? whyNotPublished(gatewayOf(organization), eventType) : undefined;
  return { relay, eventType, ...(whyNot === undefined ? {} : { whyNot }) };
}

/** A relay that is asked for by name publishes any event type that its format can say. */
function publisherAsked(relay: Relay, organization: OrganizationState, request: EmitRequest): RelayPublisher {
  const { eventType: name = '' } = request;
  const { format } = relay;
  const eventType = namesGenesysEventTypes(format)
    ? requireEventType(name).template
    : requireFormatEventType(format, name);
  return publisherOf(relay, organization, eventType);
}

/** The names that a file's relays have for event types, as far as they are listed anywhere. */
export function relayedEventTypes(tenant: Tenant, organization: OrganizationState): readonly string[] {
  const names = (tenant.existing.relays ?? []).flatMap(({ format, eventTypes, subscribed }) => [
    ...eventTypes,
    ...(listedEventTypes(format) ?? []).map(({ name }) => name),
    ...(subscribed ? Object.keys(gatewayOf(organization).eventTypes) : []),
  ]);
  return [...new Set(names)];
}

/** An event type by the name that a relay has for it; undefined where it has none of the name. */
function eventTypeOf(
  { format, eventTypes, subscribed }: Relay,
  organization: OrganizationState,
  name: string,
): string | undefined {
  if (namesGenesysEventTypes(format)) return catalogue().findLoosely(name)?.template;
  if (eventTypes.includes(name)) return name;
  if (subscribed) return Object.hasOwn(gatewayOf(organization).eventTypes, name) ? name : undefined;
  if (listedEventTypes(format) !== undefined) return hasEventType(format, name) ? name : undefined;
  return name === '' || catalogue().findLoosely(name) !== undefined ? undefined : name;
}

function eventTypeOfEvent({ format }: Relay, event: JsonObject): string | undefined {
  if (!isOfFormat(format, event)) return undefined;
  const text = valueAt(event, eventTypePath(format));
  return typeof text === 'string' ? eventTypeFromText(format, text) : undefined;
}

/** What became of an event that a relay handed to EventBridge. */
export interface Relayed {
  readonly event: JsonObject;
  readonly id: string;
  /** False where EventBridge refused it. */
  readonly accepted: boolean;
}

/** Puts one event of a relay on its bus. @throws GcxError for a queue where the format carries none */
export async function publishRelayed(
  world: World,
  tenant: Tenant,
  { relay, eventType }: RelayPublisher,
  settings: {
    readonly request: EmitRequest;
    readonly queue: { readonly id: string; readonly name: string } | undefined;
    readonly now: number;
  },
): Promise<Relayed> {
  const { organization, account, region } = tenant;
  const { request, queue, now } = settings;
  const sample =
    request.event ??
    relayedSample(relay.format, eventType, {
      organization,
      suffix: '',
      account,
      region,
      time: new Date(now),
      seed: randomInt(2 ** 31),
      ...(queue === undefined ? {} : { queueId: queue.id, queueName: queue.name }),
      ...(request.set === undefined ? {} : { set: request.set }),
    });
  rememberEvent(world.organization(organization), sample, now, relay.format);
  const { Entries: entries } = await callEvents(world.cloud(account, region), tenant, 'PutEvents', {
    Entries: [
      {
        EventBusName: relay.bus,
        Source: sample['source'] ?? '',
        DetailType: sample['detail-type'] ?? '',
        Detail: JSON.stringify(sample['detail'] ?? {}),
        Resources: sample['resources'] ?? [],
      },
    ],
  });
  const entry: unknown = Array.isArray(entries) ? entries[0] : undefined;
  const id = isJsonObject(entry) ? entry['EventId'] : undefined;
  return {
    event: { ...sample, account, region, ...(typeof id === 'string' ? { id } : {}) },
    id: typeof id === 'string' ? id : '',
    accepted: typeof id === 'string',
  };
}
