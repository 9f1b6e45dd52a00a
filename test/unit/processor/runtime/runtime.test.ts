import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACD_START, OTHER_QUEUE, partnerEvent, SALES, sqsRecord } from './genesys-events.js';
import { batch, LambdaWorld, lambdaContext } from './lambda-world.js';

let world: LambdaWorld;
beforeAll(async () => {
  world = await LambdaWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

describe('an SQS batch', () => {
  it('is handled, each event with one put and one update', async () => {
    const seen: unknown[] = [];
    const lambda = world.lambda(world.settings({ queueNames: { [SALES]: 'Sales' } }), (event) => {
      seen.push(event);
    });
    const answer = await lambda(batch(partnerEvent(), partnerEvent({ conversation: 2 })), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(seen).toHaveLength(2);
    expect(seen).toContainEqual(
      expect.objectContaining({
        eventType: 'v2.detail.events.conversation.{id}.acd.end',
        conversationId: '36f675cc-81e7-4ef5-a8e2-000000000001',
        queueId: SALES,
        queueName: 'Sales',
        mediaType: 'VOICE',
        direction: 'INBOUND',
        time: 1_765_551_865_126,
        schemaVersion: '2',
        correlationId: '18f135d2-5f55-4203-b018-50c5a38fd547',
      }),
    );
    expect([...world.calls].sort()).toEqual(['PutItem', 'PutItem', 'UpdateItem', 'UpdateItem']);
    expect(world.metric('Processed')).toBe(2);
  });
});

it('a queue always has a name: as it was at the last apply, else its id', async () => {
  const seen = new Map<unknown, unknown>();
  const settings = world.settings({ queueNames: { [SALES]: 'Sales' } });
  const lambda = world.lambda(settings, (event) => {
    seen.set(event.queueId, event.queueName);
  });
  const events = [SALES, OTHER_QUEUE, null].map((queueId, conversation) =>
    partnerEvent({ conversation, queueId }),
  );
  await lambda(events, lambdaContext());
  expect(seen).toEqual(
    new Map<unknown, unknown>([
      [SALES, 'Sales'],
      [OTHER_QUEUE, OTHER_QUEUE],
      [undefined, undefined],
    ]),
  );
});

describe('the four simulation events of a queue filter, a malformed one, and a list', () => {
  const EVENTS = [
    partnerEvent(),
    partnerEvent({ conversation: 2, queueId: OTHER_QUEUE }),
    partnerEvent({ conversation: 3, type: ACD_START }),
    partnerEvent({ conversation: 4, queueId: null }),
  ];
  const ONLY = {
    events: ['v2.detail.events.conversation.{id}.acd.end'],
    queues: [SALES],
    withoutQueue: false,
  };

  it('one is processed, the others are filtered, the malformed one is dead-lettered; nothing throws', async () => {
    let handled = 0;
    const lambda = world.lambda(world.settings({ only: ONLY }), () => {
      handled++;
    });
    const malformed = { ...partnerEvent(), detail: { topicName: 'x' } };
    expect(await lambda([...EVENTS, malformed], lambdaContext())).toEqual({
      received: 5,
      processed: 1,
      duplicate: 0,
      filtered: 3,
      stale: 0,
      failed: 0,
      deadLettered: 1,
      inProgress: 0,
    });
    expect(handled).toBe(1);
    expect(world.deadLetters[0]).toMatchObject({
      body: JSON.stringify(malformed),
      attributes: { 'gcx-reason': 'malformed', 'gcx-detail': 'detail.eventBody: missing' },
    });
  });

  it('an event without a queue is handled where the filter says so', async () => {
    const lambda = world.lambda(world.settings({ only: { ...ONLY, withoutQueue: true } }), () => {});
    expect(await lambda(EVENTS, lambdaContext())).toMatchObject({ processed: 2, filtered: 2 });
  });

  it('as an SQS batch they are never reported', async () => {
    const lambda = world.lambda(world.settings({ only: ONLY }), () => {});
    const answer = await lambda(batch(...EVENTS, '{', sqsRecord('[]')), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.deadLetters.map(({ attributes }) => attributes['gcx-detail']).sort()).toEqual([
      'not JSON',
      'the event: not an object',
    ]);
  });
});
