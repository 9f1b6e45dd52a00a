import { GcxError } from '../../../base/gcx-error.js';
import { didYouMean, nearName } from '../../../base/name-difference.js';
import type { Genesys } from '../../../clients/genesys/model.js';
import type { Reading, ReadScope } from '../door/reading.js';
import { subscribedEventTypes } from './subscribed-event-types.js';

/** The state of event types at a gateway. */
export interface LiveEventTypeSubscriptions {
  /** Whether the gateway sends to EventBridge at all; absent where it does not say. */
  readonly sending?: boolean;
  /** Whether `eventTypes` holds all that the gateway knows, not only those of the routes. */
  readonly complete: boolean;
  /** Whether each event type is enabled. */
  readonly eventTypes: ReadonlyMap<string, boolean>;
}

/** What a gateway that subscribes per event type says. */
export interface EventTypeSubscriptionsRead {
  /** Absent where the file does not subscribe per event type. */
  readonly eventTypeSubscriptions?: LiveEventTypeSubscriptions;
}

/** Reads the state of the event types at the file's gateway. */
export const eventTypeSubscriptionsReading: Reading<EventTypeSubscriptionsRead> = {
  name: 'event-type-subscriptions',
  waitsFor: [],
  unread: {
    live: {},
    of: 'event types at the gateway',
    kinds: ['event-type-subscriptions'],
    codes: /^(?:gateway|event-types|subscriptions)/,
  },
  async read(scope, _needs, { genesys }) {
    const eventTypeSubscriptions = await readEventTypeSubscriptions(scope, genesys);
    return eventTypeSubscriptions === undefined ? {} : { eventTypeSubscriptions };
  },
  digest: ({ eventTypeSubscriptions: read }) =>
    read === undefined
      ? {}
      : {
          subscriptions: [...read.eventTypes],
          gateway: { sending: read.sending ?? null, complete: read.complete },
        },
};

/**
 * Reads the state of the event types at the file's gateway: one by one of those that the routes need, and of the
 * others as far as the overall state lists them. Undefined where the file does not subscribe per event type.
 * @throws GcxError where an event type of the file is unknown there, with its place; where there is no such gateway
 */
async function readEventTypeSubscriptions(
  { config, locate, intent }: Pick<ReadScope, 'config' | 'locate' | 'intent'>,
  genesys: Genesys,
): Promise<LiveEventTypeSubscriptions | undefined> {
  if (config.genesys.subscriptions === undefined) return undefined;
  const needed = subscribedEventTypes(config);
  const [status, read] = await Promise.all([
    genesys.eventTypeSubscriptions.status(),
    Promise.all(needed.map(async (each) => [each, await genesys.eventTypeSubscriptions.get(each)] as const)),
  ]);
  const known = read.flatMap(([eventType, enabled]) =>
    enabled === undefined ? [] : [[eventType, enabled] as const],
  );
  const listed = status?.eventTypes;
  if (intent === 'apply') {
    if (status === undefined && known.length === 0) throw noGateway();
    const unknown = new Set(needed.filter((each) => !known.some(([eventType]) => eventType === each)));
    if (unknown.size > 0) throw unknownEventTypes({ config, locate }, unknown, [...(listed?.keys() ?? [])]);
  }
  return {
    ...(status?.enabled === undefined ? {} : { sending: status.enabled }),
    complete: listed !== undefined,
    eventTypes: new Map([...(listed ?? []), ...known]),
  };
}

function unknownEventTypes(
  { config, locate }: Pick<ReadScope, 'config' | 'locate'>,
  unknown: ReadonlySet<string>,
  listed: readonly string[],
): GcxError {
  const details = Object.values(config.routes).flatMap((route) =>
    route.events.flatMap((eventType, index) => {
      if (route.format?.name !== config.genesys.format?.name || !unknown.has(eventType)) return [];
      const position = locate(['routes', route.name, 'events', index]);
      const where =
        position === undefined
          ? `route ${route.name}`
          : `${position.file}:${position.line}:${position.column}`;
      const meant = didYouMean(nearName(eventType, listed, 1), (name) => name);
      return [
        `${where}  ${eventType}: the gateway does not know it (HTTP 404).${meant === '' ? '' : ` ${meant}`}`,
      ];
    }),
  );
  return new GcxError({
    code: 'event-type-not-available',
    what:
      unknown.size === 1
        ? 'An event type of the file cannot be subscribed at the gateway.'
        : `${unknown.size} event types of the file cannot be subscribed at the gateway.`,
    details,
    fix:
      listed.length > 0
        ? `It knows ${[...listed].sort().join(', ')}.`
        : 'Correct them, or ask the owner of the gateway for its event types.',
  });
}

function noGateway(): GcxError {
  return new GcxError({
    code: 'subscriptions-not-offered',
    what: 'Event types cannot be subscribed one by one here: GET /api/v2/platform/eventbridge is answered with 404.',
    why: "It is not part of Genesys Cloud's published API; only some gateways in front of it offer it.",
    fix: "Point gcx at the gateway (GENESYSCLOUD_GATEWAY_HOST), or use Genesys Cloud's own way: genesys: { integration: { suffix: prod } } instead of subscriptions: per-event-type.",
  });
}
