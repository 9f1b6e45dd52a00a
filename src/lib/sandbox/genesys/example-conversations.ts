import type { JsonObject } from '../../base/json.js';
import { capturedConversation } from './captured-conversation.js';
import { agent, conversation, customer, flow, queued, type Scene } from './conversation-parts.js';
import { sandboxId } from './sandbox-id.js';
import type { OrganizationState, QueueState } from './state.js';

const DAY = 86_400_000;

const CONTACT = { externalContactId: sandboxId('contact', 'Ada Byrne') };
const VOICE = { mediaType: 'voice', direction: 'inbound', provider: 'Edge', dnis: 'tel:+35315550100' };
const WELCOME = {
  flowId: sandboxId('flow', 'Welcome'),
  flowName: 'Welcome',
  flowType: 'INBOUNDCALL',
  flowVersion: '12.0',
  exitReason: 'TRANSFER',
  transferType: 'ACD',
};

/** Begin of one of yesterday's conversations: the same for a whole day, and always over. */
function yesterday(now: number, name: string, time: string, media: JsonObject): Scene {
  const day = new Date(Math.floor(now / DAY) * DAY - DAY).toISOString().slice(0, 10);
  return { name, begin: Date.parse(`${day}T${time}Z`), media };
}

/** A story of one queue or more; without them, where the organization has no such queues. */
function inQueues(
  state: OrganizationState,
  names: readonly string[],
  tell: (...queues: readonly QueueState[]) => JsonObject,
): readonly JsonObject[] {
  const queues = names.flatMap((name) => state.queues.find((queue) => queue.name === name) ?? []);
  return queues.length === names.length ? [tell(...queues)] : [];
}

/**
 * What analytics of the example organization tells: one conversation of each kind from yesterday, one that is running,
 * and the one that the captured events are of.
 */
export function exampleConversations(state: OrganizationState, now: number): readonly JsonObject[] {
  return [
    capturedConversation(),
    ...inQueues(state, ['Callback Overflow'], (queue) => calledBack(queue, now)),
    ...inQueues(state, ['Sales Support'], (queue) => answered(queue, now)),
    directlyDialled(state, now),
    ...inQueues(state, ['Sales Messaging'], (queue) => messaged(queue, now)),
    ...inQueues(state, ['Sales Support', 'Billing'], (from, to) => transferred(from, to, now)),
    ...inQueues(state, ['Billing'], (queue) => abandoned(queue, now)),
    ...inQueues(state, ['Sales Support'], (queue) => running(queue, now)),
  ];
}

function answered({ id, name, divisionId }: QueueState, now: number): JsonObject {
  const scene = yesterday(now, 'answered', '10:12:04', { ...VOICE, ani: 'tel:+35385550123' });
  return conversation(scene, { direction: 'inbound', divisionIds: [divisionId], to: 341.2 }, [
    customer(0, 318.4, 'endpoint', { participant: CONTACT, queueId: id }),
    flow(0.1, 42.6, WELCOME),
    queued(name, id, 42.62, 64.9, 'transfer'),
    agent('Ines Moreau', id, [['alert', 43.1, 55.3, { disconnectType: 'client' }]]),
    agent(
      'Tom Kelly',
      id,
      [
        ['alert', 61.2, 64.9],
        ['interact', 64.9, 201.5],
        ['hold', 201.5, 236.0],
        ['interact', 236.0, 318.42, { disconnectType: 'peer' }],
        ['wrapup', 318.42, 341.2, { wrapUpCode: sandboxId('wrapup', 'Resolved'), disconnectType: 'peer' }],
      ],
      { answered: 22.28 },
    ),
  ]);
}

function abandoned({ id, name, divisionId }: QueueState, now: number): JsonObject {
  const scene = yesterday(now, 'abandoned', '16:40:31', { ...VOICE, ani: 'tel:+35386550177' });
  return conversation(scene, { direction: 'inbound', divisionIds: [divisionId], to: 96.3 }, [
    customer(0, 96.3, 'endpoint', { queueId: id }),
    flow(0.1, 21.0, WELCOME),
    queued(name, id, 21.02, 96.31, 'peer', {
      outcome: 'tAbandon',
      session: {
        flow: { flowId: sandboxId('flow', 'Hold music'), flowType: 'INQUEUECALL', flowVersion: '3.0' },
      },
    }),
  ]);
}

function transferred(from: QueueState, to: QueueState, now: number): JsonObject {
  const scene = yesterday(now, 'transferred', '14:05:12', { ...VOICE, ani: 'tel:+35387550142' });
  return conversation(
    scene,
    { direction: 'inbound', divisionIds: [from.divisionId, to.divisionId], to: 402.5 },
    [
      customer(0, 388.1, 'endpoint', { participant: CONTACT, queueId: to.id }),
      flow(0.1, 30.0, WELCOME),
      queued(from.name, from.id, 30.02, 38.5, 'transfer'),
      agent(
        'Tom Kelly',
        from.id,
        [
          ['alert', 33.0, 38.5],
          ['interact', 38.5, 151.7, { disconnectType: 'transfer' }],
          [
            'wrapup',
            151.7,
            166.0,
            { wrapUpCode: sandboxId('wrapup', 'Passed on'), disconnectType: 'transfer' },
          ],
        ],
        { answered: 8.48 },
      ),
      queued(to.name, to.id, 151.72, 190.4, 'transfer'),
      agent(
        'Nadia Haddad',
        to.id,
        [
          ['alert', 186.2, 190.4],
          ['interact', 190.4, 388.12, { disconnectType: 'peer' }],
          ['wrapup', 388.12, 402.5, { wrapUpCode: 'ININ-WRAP-UP-TIMEOUT', disconnectType: 'peer' }],
        ],
        { answered: 38.68 },
      ),
    ],
  );
}

function messaged({ id, name, divisionId }: QueueState, now: number): JsonObject {
  const scene = yesterday(now, 'messaged', '13:30:00', {
    mediaType: 'message',
    messageType: 'webmessaging',
    direction: 'inbound',
    provider: 'PureCloud Messaging',
    addressFrom: sandboxId('address', 'web'),
    addressTo: sandboxId('deployment', 'web'),
  });
  return conversation(scene, { direction: 'inbound', divisionIds: [divisionId], to: 2_460 }, [
    customer(0, 2_431, 'client', { participant: CONTACT, queueId: id }),
    {
      ...flow(0.2, 18.0, { ...WELCOME, flowName: 'Messages', flowType: 'INBOUNDSHORTMESSAGE' }),
      purpose: 'workflow',
    },
    queued(name, id, 18.05, 75.4, 'transfer'),
    agent(
      'Ines Moreau',
      id,
      [
        ['alert', 70.1, 75.4],
        ['interact', 75.4, 900],
        ['parked', 900, 2_100],
        ['interact', 2_100, 2_431, { disconnectType: 'peer' }],
        [
          'wrapup',
          2_431,
          2_460,
          {
            wrapUpCode: sandboxId('wrapup', 'Resolved'),
            wrapUpNote: 'Invoice sent again.',
            disconnectType: 'peer',
          },
        ],
      ],
      { answered: 57.35 },
    ),
  ]);
}

function calledBack({ id, name, divisionId }: QueueState, now: number): JsonObject {
  const scene = yesterday(now, 'called back', '09:05:00', {
    mediaType: 'callback',
    direction: 'inbound',
    provider: 'PureCloud Callback',
  });
  const scheduled = {
    callbackUserName: 'Ada Byrne',
    callbackNumbers: ['+35385550123'],
    callbackScheduledTime: new Date(scene.begin + 600_000).toISOString(),
  };
  const call = { ...VOICE, direction: 'outbound', ani: 'tel:+35315550100', dnis: 'tel:+35385550123' };
  return conversation(scene, { direction: 'inbound', divisionIds: [divisionId], to: 905 }, [
    customer(0, 890, 'peer', { participant: CONTACT, queueId: id, session: scheduled }),
    queued(name, id, 0.1, 640, 'transfer', { session: scheduled }),
    agent(
      'Tom Kelly',
      id,
      [
        ['alert', 632, 640],
        ['interact', 640, 890, { disconnectType: 'client' }],
        ['wrapup', 890, 905, { wrapUpCode: sandboxId('wrapup', 'Resolved'), disconnectType: 'client' }],
      ],
      { answered: 639.9, session: scheduled },
    ),
    {
      ...agent(
        'Tom Kelly',
        id,
        [
          ['dialing', 648, 660],
          ['interact', 660, 886, { disconnectType: 'peer' }],
        ],
        { session: call },
      ),
      who: 'Tom Kelly, calling',
    },
    { ...customer(660, 886, 'endpoint', { participant: CONTACT, session: call }), who: 'Customer, called' },
  ]);
}

function directlyDialled(state: OrganizationState, now: number): JsonObject {
  const scene = yesterday(now, 'directly dialled', '11:00:45', {
    ...VOICE,
    direction: 'outbound',
    ani: 'tel:+35315550100',
    dnis: 'tel:+442071550188',
  });
  const home = state.divisions.flatMap((division) => (division.home ? [division.id] : []));
  return conversation(scene, { direction: 'outbound', divisionIds: home, to: 130.9 }, [
    agent('Greta Lindqvist', undefined, [
      ['contacting', 0, 0.8],
      ['dialing', 0.8, 9.4],
      ['interact', 9.4, 130.9, { disconnectType: 'client' }],
    ]),
    {
      ...customer(9.4, 130.9, 'peer'),
      purpose: 'external',
      who: 'Supplier',
      stretches: [
        ['dialing', 0.9, 9.4],
        ['interact', 9.4, 130.9, { disconnectType: 'peer' }],
      ],
    },
  ]);
}

function running({ id, name, divisionId }: QueueState, now: number): JsonObject {
  const media = { ...VOICE, ani: 'tel:+35389550161' };
  const scene: Scene = { name: 'running', begin: Math.floor(now / 60_000) * 60_000 - 180_000, media };
  return conversation(scene, { direction: 'inbound', divisionIds: [divisionId] }, [
    customer(0, undefined, 'endpoint', { queueId: id }),
    flow(0.1, 24.0, WELCOME),
    queued(name, id, 24.02, 41.5, 'transfer'),
    agent(
      'Nadia Haddad',
      id,
      [
        ['alert', 36.4, 41.5],
        ['interact', 41.5, undefined],
      ],
      { answered: 17.48 },
    ),
  ]);
}
