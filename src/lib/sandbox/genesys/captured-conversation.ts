import type { JsonObject } from '../../base/json.js';
import { agent, conversation, customer, flow, queued, type Scene } from './conversation-parts.js';
import { sandboxId } from './sandbox-id.js';

const QUEUE = '5affb229-7631-4992-b0ce-583505c6af07';
const FLOW = {
  flowId: '90c192cf-d3ac-44af-8f21-ddb66cad4a26',
  flowName: 'Main menu',
  flowType: 'INBOUNDCALL',
  flowVersion: '7.0',
  exitReason: 'TRANSFER',
};
const OPENING = { flowId: sandboxId('flow', 'Opening hours'), flowName: 'Opening hours' };
const CONTACT = { externalContactId: '923a7369-94e3-4f91-9a61-dbe22e44158b' };

/** A session's number as it was captured: each event has another one, since all were replaced. */
const ani = (last: string): JsonObject => ({ ani: `tel:+1555555${last}` });

/**
 * The conversation of the captured voice events (config/event-samples), as analytics would have told it. Their times and
 * durations are kept: a first caller stays until 15:01:53 and leaves the call to a second one; the call passes the queue
 * twice; the second agent hands it on to a third, who holds it and is left by the caller at 15:15:07.
 */
export function capturedConversation(): JsonObject {
  const scene: Scene = {
    name: 'captured',
    begin: 1_765_551_343_878,
    media: { mediaType: 'voice', direction: 'inbound', provider: 'Edge', dnis: 'tel:+15555550000' },
  };
  const second = (epoch: number): number => (epoch - scene.begin) / 1000;
  const [menu, handedOver, left] = [
    second(1_765_551_553_437),
    second(1_765_551_630_042),
    second(1_765_551_713_383),
  ];
  const [queuedAgain, taken, ended] = [
    second(1_765_551_825_452),
    second(1_765_551_865_126),
    second(1_765_552_507_657),
  ];
  const alerting = ended - 307.338 - 217.521 - 1.519;
  const first = '0b9a2f6e-40c2-4c53-9d0c-5f0a7a1d3c11';
  return conversation(
    scene,
    {
      id: '36f675cc-81e7-4ef5-a8e2-5d940ed90475',
      direction: 'inbound',
      divisionIds: ['a170b338-3926-4059-b28c-105d1fb17c23'],
      to: ended + 21,
    },
    [
      customer(0, left, 'endpoint', { participant: CONTACT, session: ani('0898'), queueId: QUEUE }),
      flow(0.05, menu, { ...FLOW, ...OPENING, transferType: 'FLOW' }, ani('0582')),
      {
        ...flow(menu, handedOver, { ...FLOW, transferType: 'ACD' }, ani('0582')),
        stretches: [['ivr', menu, handedOver, { disconnectType: 'transfer' }]],
      },
      queued('Sales Support', QUEUE, handedOver, handedOver + 12, 'transfer', { session: ani('0955') }),
      agent(
        'First agent',
        QUEUE,
        [
          ['alert', handedOver + 8, handedOver + 12],
          ['interact', handedOver + 12, queuedAgain, { disconnectType: 'transfer' }],
        ],
        { answered: 12, userId: first, session: ani('0457') },
      ),
      {
        ...customer(left - 20, ended, 'endpoint', { participant: CONTACT, session: ani('0612') }),
        who: 'Second caller',
      },
      {
        ...queued('Sales Support', QUEUE, queuedAgain, taken, 'transfer', {
          session: { ...ani('0955'), flow: { flowType: 'INQUEUECALL' } },
        }),
        who: 'Sales Support, again',
      },
      agent(
        'Second agent',
        QUEUE,
        [
          ['alert', taken - 4, taken],
          ['interact', taken, alerting, { disconnectType: 'transfer' }],
        ],
        {
          answered: taken - queuedAgain,
          userId: '7e62aa0a-1df9-4d78-9c65-39382b0537e6',
          session: ani('0457'),
        },
      ),
      agent(
        'Third agent',
        QUEUE,
        [
          ['alert', alerting, alerting + 1.519],
          ['interact', alerting + 1.519, alerting + 91.519],
          ['hold', alerting + 91.519, alerting + 91.519 + 307.338],
          ['interact', alerting + 91.519 + 307.338, ended, { disconnectType: 'peer' }],
          [
            'wrapup',
            ended,
            ended + 21,
            { wrapUpCode: sandboxId('wrapup', 'Resolved'), disconnectType: 'peer' },
          ],
        ],
        { userId: '65dc9f50-3f63-4f83-bd05-61e6211c70cf', session: ani('0457') },
      ),
    ],
  );
}
