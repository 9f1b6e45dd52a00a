import { describe, expect, it } from 'vitest';
import type { AnalyticsConversation } from '../../../../src/lib/clients/genesys/index.js';
import { rebuildConversation } from '../../../../src/lib/features/conversation/index.js';
import type { RebuiltEvent } from '../../../../src/lib/features/conversation/model.js';
import { validateEvent } from '../../../../src/lib/language/events/index.js';
import {
  conversation,
  epoch,
  id,
  ORIGIN,
  OTHER_QUEUE,
  participant,
  QUEUE,
  segment,
  time,
} from './analytics.js';

function rebuilt(told: AnalyticsConversation): readonly RebuiltEvent[] {
  const { events } = rebuildConversation(told, ORIGIN);
  for (const { event } of events) {
    expect(validateEvent(event).filter(({ severity }) => severity === 'error')).toEqual([]);
  }
  return events;
}

/** Short names with the second in which each happened. */
function story(events: readonly RebuiltEvent[]): readonly string[] {
  return events.map(
    ({ eventType, event }) =>
      `${(Number(event.detail.eventBody['eventTime']) - epoch(0)) / 1000} ${eventType.alias}`,
  );
}

function bodyOf(events: readonly RebuiltEvent[], name: string, index = 0) {
  const found = events.filter(({ eventType }) => eventType.alias === name)[index];
  if (found === undefined) throw new Error(`There is no ${name} number ${index}.`);
  return found.event.detail.eventBody;
}

function assumedOf(events: readonly RebuiltEvent[], name: string): readonly string[] {
  return events.find(({ eventType }) => eventType.alias === name)?.assumed ?? [];
}

const customer = participant(
  1,
  'customer',
  [segment('interact', 0, 100, { disconnectType: 'endpoint', queueId: QUEUE })],
  {},
  { externalContactId: id(50) },
);
const queued = participant(
  3,
  'acd',
  [
    segment('delay', 20, 21, { queueId: QUEUE }),
    segment('interact', 21, 35, {
      queueId: QUEUE,
      disconnectType: 'transfer',
      requestedRoutingSkillIds: [id(60)],
      requestedLanguageId: id(61),
    }),
  ],
  { requestedRoutings: ['Bullseye', 'Standard'], usedRouting: 'Standard' },
);
const answering = participant(
  4,
  'agent',
  [
    segment('wrapup', 100, 112, {
      queueId: QUEUE,
      wrapUpCode: 'sold',
      wrapUpNote: 'Two of them.',
      disconnectType: 'peer',
    }),
    segment('alert', 30, 35, { queueId: QUEUE }),
    segment('interact', 35, 60, { queueId: QUEUE }),
    segment('hold', 60, 80, { queueId: QUEUE }),
    segment('interact', 80, 100, { queueId: QUEUE, disconnectType: 'peer' }),
  ],
  { metrics: [{ name: 'tAnswered', value: 15_000, emitDate: time(35) }] },
  { userId: id(70) },
);

describe('an answered call', () => {
  const flow = participant(
    2,
    'ivr',
    [segment('system', 0, 1), segment('ivr', 1, 20, { disconnectType: 'transfer' })],
    {
      flow: {
        flowId: id(80),
        flowType: 'INBOUNDCALL',
        flowVersion: '7.0',
        exitReason: 'TRANSFER',
        transferType: 'ACD',
        outcomes: [
          {
            flowOutcomeId: id(81),
            flowOutcomeValue: 'SUCCESS',
            flowOutcomeStartTimestamp: time(2),
            flowOutcomeEndTimestamp: time(5),
          },
        ],
      },
    },
  );
  const events = rebuilt(conversation([answering, customer, flow, queued], 112, { divisionIds: [id(90)] }));

  it('is told from its beginning to its end', () => {
    expect(story(events)).toEqual([
      '0 customer.start',
      '0 flow.start',
      '20 flow.outcome',
      '20 flow.end',
      '20 acd.start',
      '30 user.start',
      '35 acd.end',
      '100 user.end',
      '100 customer.end',
      '112 acw',
      '112 wrapup',
    ]);
  });

  it('leaves the queue as answered, with what analytics holds of it', () => {
    expect(bodyOf(events, 'acd.end')).toEqual({
      eventTime: epoch(35),
      conversationId: id(9),
      participantId: id(103),
      sessionId: id(203),
      disconnectType: 'TRANSFER',
      mediaType: 'VOICE',
      provider: 'Edge',
      direction: 'INBOUND',
      ani: 'tel:+15555550100',
      dnis: 'tel:+15555550000',
      queueId: QUEUE,
      divisionId: id(90),
      acdOutcome: 'ANSWERED',
      answeredUserId: id(70),
      requestedRoutings: ['BULLSEYE', 'STANDARD'],
      usedRouting: 'STANDARD',
      requestedRoutingSkillIds: [id(60)],
      requestedLanguageId: id(61),
      connectedDurationMs: 14_000,
      conversationExternalContactIds: [id(50)],
    });
  });

  it('adds up what the agent did', () => {
    expect(bodyOf(events, 'user.end')).toMatchObject({
      userId: id(70),
      queueId: QUEUE,
      disconnectType: 'PEER',
      alertingDurationMs: 5_000,
      interactingDurationMs: 45_000,
      heldDurationMs: 20_000,
      contactingDurationMs: 0,
      dialingDurationMs: 0,
      callbackDurationMs: 0,
    });
  });

  it('has the wrap-up with its code, note and length', () => {
    const wrapup = {
      queueId: QUEUE,
      wrapupCode: 'sold',
      wrapupNotes: 'Two of them.',
      wrapupDurationMs: 12_000,
    };
    expect(bodyOf(events, 'acw')).toMatchObject({ ...wrapup, userId: id(70) });
    expect(bodyOf(events, 'wrapup')).toMatchObject(wrapup);
    expect(bodyOf(events, 'wrapup')).not.toHaveProperty('userId');
  });

  it('has the flow and its outcome, whose time is a guess', () => {
    expect(bodyOf(events, 'flow.end')).toMatchObject({
      flowId: id(80),
      flowType: 'INBOUNDCALL',
      flowVersion: '7.0',
      exitReason: 'TRANSFER',
      transferType: 'ACD',
      connectedDurationMs: 19_000,
    });
    expect(bodyOf(events, 'flow.outcome')).toMatchObject({
      flowOutcomeId: id(81),
      flowOutcomeValue: 'SUCCESS',
      flowOutcomeStartTime: epoch(2),
      flowOutcomeEndTime: epoch(5),
    });
    expect(assumedOf(events, 'flow.outcome')).toContain('detail.eventBody.eventTime');
  });

  it('has no queue where its event type has none, and says which fields are not of analytics', () => {
    expect(bodyOf(events, 'customer.end')).not.toHaveProperty('queueId');
    expect(bodyOf(events, 'customer.end')).toMatchObject({
      externalContactId: id(50),
      disconnectType: 'ENDPOINT',
      interactingDurationMs: 100_000,
    });
    expect(assumedOf(events, 'acd.end')).toEqual([
      'detail.eventBody.divisionId',
      'detail.eventBody.routingPriority',
      'detail.eventBody.utilizationLabel',
      'id',
      'time',
      'detail.timestamp',
      'detail.metadata.CorrelationId',
    ]);
  });

  it('is in an envelope as EventBridge would have delivered it', () => {
    const { event } = events[0] ?? {};
    expect(event).toMatchObject({
      'detail-type': 'v2.detail.events.conversation.{id}.customer.start',
      source: `aws.partner/genesys.com/cloud/${ORIGIN.organization}/example`,
      account: '111122223333',
      region: 'us-east-1',
      time: '2025-11-03T09:00:00Z',
      detail: {
        topicName: `v2.detail.events.conversation.${id(9)}.customer.start`,
        timestamp: '2025-11-03T09:00:00.000Z',
      },
    });
  });

  it('is the same each time, with another id for each event', () => {
    const again = rebuilt(conversation([answering, customer, flow, queued], 112, { divisionIds: [id(90)] }));
    expect(again).toEqual(events);
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
  });

  it('has no division where the conversation was in several', () => {
    const several = rebuilt(conversation([queued, answering], 112, { divisionIds: [id(90), id(91)] }));
    expect(bodyOf(several, 'acd.end')).not.toHaveProperty('divisionId');
    expect(assumedOf(several, 'acd.end')).toContain('detail.eventBody.divisionId');
  });
});

describe('how a passage through a queue ended', () => {
  const leaving = (disconnectType: string, ...metrics: readonly string[]) =>
    participant(3, 'acd', [segment('interact', 20, 50, { queueId: QUEUE, disconnectType })], {
      metrics: metrics.map((name) => ({ name, value: 1 })),
    });
  const outcome = (told: AnalyticsConversation) => bodyOf(rebuilt(told), 'acd.end')['acdOutcome'];

  it('abandoned, although an agent was rung', () => {
    const ringing = participant(4, 'agent', [
      segment('alert', 40, 50, { queueId: QUEUE, disconnectType: 'peer' }),
    ]);
    const events = rebuilt(conversation([leaving('peer', 'tAcd', 'tAbandon'), ringing], 50));
    expect(bodyOf(events, 'acd.end')).toMatchObject({ acdOutcome: 'ABANDON', disconnectType: 'PEER' });
    expect(bodyOf(events, 'acd.end')).not.toHaveProperty('answeredUserId');
    expect(bodyOf(events, 'user.end')).toMatchObject({
      alertingDurationMs: 10_000,
      interactingDurationMs: 0,
    });
  });

  it('sent on by a flow', () => {
    expect(outcome(conversation([leaving('transfer', 'tFlowOut')], 50))).toBe('FLOW_OUT');
  });

  it('left open where analytics does not tell', () => {
    const events = rebuilt(conversation([leaving('transfer')], 50));
    expect(bodyOf(events, 'acd.end')).not.toHaveProperty('acdOutcome');
    expect(assumedOf(events, 'acd.end')).toContain('detail.eventBody.acdOutcome');
  });

  it('taken by the agent who answered, not by the one who let it ring', () => {
    const idle = participant(5, 'agent', [
      segment('alert', 22, 30, { queueId: QUEUE, disconnectType: 'client' }),
    ]);
    const events = rebuilt(conversation([idle, queued, answering], 112));
    expect(bodyOf(events, 'acd.end')).toMatchObject({ acdOutcome: 'ANSWERED', answeredUserId: id(70) });
    expect(story(events).filter((line) => line.endsWith('user.end'))).toEqual([
      '30 user.end',
      '100 user.end',
    ]);
  });

  it('not taken by an agent of another queue, or in another medium', () => {
    const elsewhere = (queueId: string, mediaType: string) =>
      participant(4, 'agent', [segment('interact', 50, 60, { queueId, disconnectType: 'peer' })], {
        mediaType,
      });
    expect(outcome(conversation([leaving('transfer'), elsewhere(OTHER_QUEUE, 'voice')], 60))).toBeUndefined();
    expect(outcome(conversation([leaving('transfer'), elsewhere(QUEUE, 'callback')], 60))).toBeUndefined();
    expect(outcome(conversation([leaving('transfer'), elsewhere(QUEUE, 'voice')], 60))).toBe('ANSWERED');
  });
});

describe('other conversations', () => {
  it('a transfer leaves two queues, each with its own agent', () => {
    const second = [
      participant(5, 'acd', [
        segment('interact', 100, 130, { queueId: OTHER_QUEUE, disconnectType: 'transfer' }),
      ]),
      participant(
        6,
        'agent',
        [segment('interact', 130, 200, { queueId: OTHER_QUEUE, disconnectType: 'peer' })],
        {},
        { userId: id(71) },
      ),
    ];
    const events = rebuilt(conversation([queued, answering, ...second], 200));
    expect([0, 1].map((index) => bodyOf(events, 'acd.end', index))).toMatchObject([
      { queueId: QUEUE, answeredUserId: id(70) },
      { queueId: OTHER_QUEUE, answeredUserId: id(71) },
    ]);
  });

  it('a direct call has no queue', () => {
    const caller = participant(
      1,
      'user',
      [
        segment('contacting', 0, 1),
        segment('dialing', 1, 9),
        segment('interact', 9, 60, { disconnectType: 'client' }),
      ],
      { direction: 'outbound' },
      { userId: id(70) },
    );
    const called = participant(2, 'external', [
      segment('dialing', 1, 9),
      segment('interact', 9, 60, { disconnectType: 'peer' }),
    ]);
    const events = rebuilt(conversation([caller, called], 60));
    expect(story(events)).toEqual(['0 user.start', '1 customer.start', '60 user.end', '60 customer.end']);
    expect(bodyOf(events, 'user.end')).toMatchObject({
      direction: 'OUTBOUND',
      contactingDurationMs: 1_000,
      dialingDurationMs: 8_000,
    });
    expect(bodyOf(events, 'user.end')).not.toHaveProperty('queueId');
  });

  it('a callback has whom to call, and when as a number', () => {
    const events = rebuilt(
      conversation(
        [
          participant(
            3,
            'acd',
            [segment('interact', 0, 60, { queueId: QUEUE, disconnectType: 'transfer' })],
            {
              mediaType: 'callback',
              callbackUserName: 'Ada',
              callbackNumbers: ['+15555550100'],
              callbackScheduledTime: time(30),
            },
          ),
        ],
        60,
      ),
    );
    expect(bodyOf(events, 'acd.end')).toMatchObject({
      mediaType: 'CALLBACK',
      callbackUserName: 'Ada',
      callbackNumbers: ['+15555550100'],
      callbackScheduledTime: epoch(30),
    });
  });

  it('a message has its addresses and kind, an e-mail its subject', () => {
    const message = { mediaType: 'message', messageType: 'whatsapp', addressFrom: 'a', addressTo: 'b' };
    const email = { mediaType: 'email', addressFrom: 'a@example.com', addressTo: 'b@example.com' };
    const events = rebuilt(
      conversation(
        [
          participant(1, 'customer', [segment('interact', 0, 5, { disconnectType: 'client' })], message),
          participant(
            2,
            'customer',
            [segment('interact', 6, 9, { subject: 'Refund', disconnectType: 'peer' })],
            email,
          ),
        ],
        9,
      ),
    );
    expect(bodyOf(events, 'customer.end')).toMatchObject({
      ...message,
      mediaType: 'MESSAGE',
      messageType: 'WHATSAPP',
    });
    expect(bodyOf(events, 'customer.end', 1)).toMatchObject({ mediaType: 'EMAIL', subject: 'Refund' });
  });

  it('ends are written as events write them', () => {
    const consulted = participant(2, 'user', [
      segment('interact', 0, 5, { disconnectType: 'consultTransfer' }),
    ]);
    const gone = participant(3, 'agent', [
      segment('interact', 0, 6, { disconnectType: 'transport.failure' }),
    ]);
    const events = rebuilt(conversation([consulted, gone], 9));
    expect(bodyOf(events, 'user.end')).toMatchObject({ disconnectType: 'CONSULT_TRANSFER' });
    expect(bodyOf(events, 'user.end', 1)).toMatchObject({ disconnectType: 'TRANSPORT_FAILURE' });
  });

  it('a running one has only what has happened', () => {
    const here = participant(1, 'customer', [segment('interact', 0)]);
    const talking = participant(4, 'agent', [
      segment('alert', 30, 35, { queueId: QUEUE }),
      segment('interact', 35, undefined, { queueId: QUEUE }),
    ]);
    const running = rebuildConversation(conversation([here, queued, talking]), ORIGIN);
    expect(running.end).toBeUndefined();
    expect(story(running.events)).toEqual([
      '0 customer.start',
      '20 acd.start',
      '30 user.start',
      '35 acd.end',
    ]);
  });

  it('an agent between two segments of a running one has not left', () => {
    const ringing = participant(4, 'agent', [segment('alert', 30, 35, { queueId: QUEUE })]);
    expect(story(rebuilt(conversation([ringing])))).toEqual(['30 user.start']);
  });

  it('wrap-up that goes on is no event yet, although the conversation is over', () => {
    const wrapping = participant(4, 'agent', [
      segment('interact', 0, 9, { disconnectType: 'peer' }),
      segment('wrapup', 9),
    ]);
    expect(story(rebuilt(conversation([wrapping], 9)))).toEqual(['0 user.start', '9 user.end']);
  });
});

describe('what analytics may leave out', () => {
  it('a word that the event knows not is left out, and said to be', () => {
    const odd = participant(1, 'customer', [segment('interact', 0, 5, { disconnectType: 'abducted' })], {
      messageType: 'pigeon',
    });
    const events = rebuilt(conversation([odd], 5));
    expect(bodyOf(events, 'customer.end')).not.toHaveProperty('disconnectType');
    expect(assumedOf(events, 'customer.end')).toEqual(
      expect.arrayContaining(['detail.eventBody.disconnectType', 'detail.eventBody.messageType']),
    );
  });

  it('sessions without segments, participants without sessions, and nothing at all', () => {
    const events = rebuilt(
      conversation([participant(1, 'customer', []), { purpose: 'agent' }, { sessions: [{}] }], 5),
    );
    expect(events).toEqual([]);
    expect(rebuildConversation({ conversationId: id(9) }, ORIGIN).events).toEqual([]);
  });

  it('a segment that was never closed lasted as long as the conversation', () => {
    expect(story(rebuilt(conversation([participant(1, 'customer', [segment('interact', 0)])], 5)))).toEqual([
      '0 customer.start',
      '5 customer.end',
    ]);
  });
});
