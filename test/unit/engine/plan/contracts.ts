import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { type EventFormat, requireFormat, toEventFormat } from '../../../../src/lib/language/events/index.js';
import type { ModelWorld } from './model-world.js';
import { ACD_END, ORGANIZATION, USER_END } from './project.js';

/** A sample event: what a direct reading of a file looks at. */
export interface Sample {
  readonly wire: Wire;
  readonly eventType: string;
  /** Absent where the events of the wire name no queue. */
  readonly queue?: string;
  readonly media: string;
}

/** A shape in which events arrive, written by hand and without the library's formats. */
export interface Wire {
  /** As routes name it; undefined: Genesys Cloud's own. */
  readonly format: EventFormat | undefined;
  readonly eventTypes: readonly string[];
  readonly queues: boolean;
  write(sample: Sample): JsonObject;
}

/** Under which contract a company receives events: what of its file says so, and what decides whether an event is sent. */
export interface Contract {
  readonly name: string;
  readonly wires: readonly Wire[];
  /** @param exclusive whether what the file subscribes is its alone, where the contract knows that */
  part(exclusive: boolean): Partial<Config>;
  /** Whether an event is put on the bus at all, as things are. */
  sends(world: ModelWorld, sample: Sample): boolean;
}

const bus = `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`;
const genesys = { environment: 'mypurecloud.ie', organization: ORGANIZATION };
const aws = { account: '111122223333', region: 'eu-west-1', bus: 'company-events' };

const partner: Wire = {
  format: undefined,
  eventTypes: [ACD_END, USER_END, 'v2.detail.events.conversation.{id}.acw'],
  queues: true,
  write: ({ eventType, queue, media }) => ({
    source: bus,
    'detail-type': eventType,
    detail: { eventBody: { queueId: queue ?? '', mediaType: media } },
  }),
};

const conversationEnd: Wire = {
  format: requireFormat('com.genesys.cloud'),
  eventTypes: ['conversation.start', 'conversation.end'],
  queues: true,
  write: ({ eventType, queue, media }) => ({
    source: 'com.genesys.cloud',
    'detail-type': eventType,
    detail: { queue: { id: queue ?? '' }, mediaType: media },
  }),
};

const conversationEvent: Wire = {
  format: requireFormat('genesys.cloud/ConversationEvent'),
  eventTypes: ['started', 'ended'],
  queues: false,
  write: ({ eventType, media }) => ({
    source: 'genesys.cloud',
    'detail-type': 'ConversationEvent',
    detail: { eventType, mediaType: media },
  }),
};

const declared: Wire = {
  format: toEventFormat('acme', {
    source: [{ prefix: 'com.acme.' }],
    detailType: 'genesys:{eventType}',
    eventTypes: 'genesys',
    queueId: 'detail.body.queueId',
    payload: 'detail.body',
  }),
  eventTypes: [ACD_END, USER_END],
  queues: true,
  write: ({ eventType, queue, media }) => ({
    source: 'com.acme.relay',
    'detail-type': `genesys:${eventType}`,
    detail: { body: { queueId: queue ?? '', mediaType: media } },
  }),
};

const gateway: Wire = {
  format: requireFormat('genesyscloud'),
  eventTypes: ['conversationCreated', 'conversationUpdated', 'conversationEnded'],
  queues: false,
  write: ({ eventType, media }) => ({
    source: 'genesyscloud',
    'detail-type': eventType,
    detail: { mediaType: media },
  }),
};

/** Genesys Cloud's own events, relays, and a gateway beside a relay. */
export const CONTRACTS: readonly Contract[] = [
  {
    name: 'an integration',
    wires: [partner],
    part: () => ({}),
    sends: (world, { eventType }) =>
      world.buses.has(bus) &&
      world.integrations.some(
        ({ intendedState, config }) =>
          intendedState === 'ENABLED' && (config?.eventFilter ?? []).includes(eventType),
      ),
  },
  {
    name: 'relays',
    wires: [conversationEnd, conversationEvent, declared],
    part: () => ({ genesys, aws }),
    sends: () => true,
  },
  {
    name: 'a gateway that is subscribed per event type',
    wires: [gateway, conversationEnd],
    part: (exclusive) => ({
      genesys: {
        ...genesys,
        format: requireFormat('genesyscloud'),
        subscriptions: { kind: 'per-event-type', exclusive },
      },
      aws,
    }),
    sends: (world, { wire, eventType }) => wire !== gateway || world.subscriptions.get(eventType) === true,
  },
];

/** What Genesys's side of a contract knows before anything is applied. */
export function prepare(world: ModelWorld): void {
  for (const eventType of gateway.eventTypes) world.subscriptions.set(eventType, false);
}
