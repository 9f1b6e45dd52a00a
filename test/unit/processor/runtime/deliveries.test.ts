import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { shippedFormats } from '../../../../src/lib/language/events/formats/index.js';
import type { GenesysEvent } from '../../../../src/lib/processor/runtime/handler.js';
import { DoNotRetry } from '../../../../src/lib/processor/runtime/index.js';
import { ACD_END, HAPPENED, partnerEvent, SALES, sqsRecord } from './genesys-events.js';
import { batch, LambdaWorld, lambdaContext, MESSAGE_BYTES } from './lambda-world.js';

let world: LambdaWorld;
beforeAll(async () => {
  world = await LambdaWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const ALL_DONE = { batchItemFailures: [] };
const reasons = () => world.deadLetters.map(({ attributes }) => attributes['gcx-reason']);

describe('what holds an event', () => {
  const envelope = (event: JsonObject) => ({
    Type: 'Notification',
    MessageId: 'sns',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:topic',
    Message: JSON.stringify(event),
  });

  it('an SQS message, an SNS envelope in one, SNS’s record, an event, a list', async () => {
    const lambda = world.lambda(world.settings(), () => {});
    expect(await lambda(batch(partnerEvent({ conversation: 1 })), lambdaContext())).toEqual(ALL_DONE);
    expect(await lambda(batch(envelope(partnerEvent({ conversation: 2 }))), lambdaContext())).toEqual(
      ALL_DONE,
    );
    const sns = {
      EventSource: 'aws:sns',
      Sns: { Message: JSON.stringify(partnerEvent({ conversation: 3 })) },
    };
    expect(await lambda({ Records: [sns] }, lambdaContext())).toMatchObject({ received: 1, processed: 1 });
    expect(await lambda(partnerEvent({ conversation: 4 }), lambdaContext())).toMatchObject({ processed: 1 });
    const list = [partnerEvent({ conversation: 5 }), envelope(partnerEvent({ conversation: 6 }))];
    expect(await lambda(list, lambdaContext())).toMatchObject({ received: 2, processed: 2 });
    const mixed = [batch(partnerEvent({ conversation: 7 })), { Records: [sns] }];
    expect(await lambda(mixed, lambdaContext())).toMatchObject({ received: 2, processed: 1, duplicate: 1 });
    expect(await lambda({ Records: [] }, lambdaContext())).toEqual(ALL_DONE);
    expect(await lambda([], lambdaContext())).toMatchObject({ received: 0 });
  });

  it('a list keeps the order of the message groups in it, and what is behind a failed event is not handled', async () => {
    const seen: string[] = [];
    const lambda = world.lambda(world.settings({ concurrency: 10 }), async ({ body: { number } }) => {
      seen.push(`begins ${String(number)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen.push(`ends ${String(number)}`);
      if (number === 2) throw new Error('The CRM does not answer.');
    });
    const list = [1, 2, 3].map((number) => ({
      Records: [
        sqsRecord(partnerEvent({ conversation: 1, body: { number } }), {
          id: `m-${number}`,
          attributes: { MessageGroupId: 'one', SequenceNumber: String(number) },
        }),
      ],
    }));
    await expect(lambda(list, lambdaContext())).rejects.toMatchObject({
      counts: { received: 3, processed: 1, failed: 1, inProgress: 1 },
    });
    expect(seen).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
  });

  it('a dead letter is the message as it came, envelope and all', async () => {
    const lambda = world.lambda(world.settings(), () => {});
    const sent = JSON.stringify(envelope({ ...partnerEvent(), source: 'elsewhere' }));
    expect(await lambda(batch(sent), lambdaContext())).toEqual(ALL_DONE);
    expect(world.deadLetters[0]?.body).toBe(sent);
    await lambda({ Records: [{ EventSource: 'aws:sns', Sns: { Message: 'no JSON' } }] }, lambdaContext());
    expect(world.deadLetters[1]?.body).toBe('no JSON');
  });
});

describe('malformed events', () => {
  const partly = (detail: JsonObject): JsonObject => ({ ...partnerEvent(), detail });
  const body = (fields: JsonObject) => partnerEvent({ body: fields });
  it.each([
    ['{"a":', 'not JSON'],
    ['"text"', 'the event: not an object'],
    [{}, 'detail-type: missing; source: missing; detail: missing'],
    [partly({ topicName: 'x', eventBody: [] }), 'detail.eventBody: not an object'],
    [partly({ eventBody: {} }), 'detail.topicName: missing'],
    [body({ conversationId: 7 }), 'detail.eventBody.conversationId: not a string'],
    [body({ eventTime: true }), 'detail.eventBody.eventTime: neither text nor number'],
    [body({ eventTime: 'tel:+15555550955' }), 'detail.eventBody.eventTime: not a time'],
    [
      { ...partnerEvent(), source: 'else' },
      "source, detail-type: match none of the processor's formats (partner)",
    ],
  ])('%j: %s', async (sent, problem) => {
    const lambda = world.lambda(world.settings(), () => {});
    expect(await lambda(batch(sent), lambdaContext())).toEqual(ALL_DONE);
    expect(world.deadLetters).toMatchObject([
      { attributes: { 'gcx-reason': 'malformed', 'gcx-detail': problem } },
    ]);
    expect(world.calls).toEqual([]);
    expect(world.metric('DeadLettered')).toBe(1);
  });

  it('unknown fields and null pass', async () => {
    const lambda = world.lambda(world.settings(), () => {});
    const event = body({ queueId: null, conversationId: null, more: { deep: [1] } });
    expect(await lambda(event, lambdaContext())).toMatchObject({ processed: 1 });
  });

  it('no log, metric or attribute tells what an event holds', async () => {
    const lambda = world.lambda(world.settings(), () => {
      throw new Error('cannot call tel:+15555550955 or jane@example.com at +15555550955');
    });
    await lambda(
      batch(
        sqsRecord(partnerEvent(), { receives: 5 }),
        body({ conversationId: { ani: 'tel:+15555550955' } }),
        body({ eventTime: 'jane@example.com' }),
      ),
      lambdaContext(),
    );
    const told = JSON.stringify([world.lines, world.deadLetters.map(({ attributes }) => attributes)]);
    expect(reasons().sort()).toEqual(['handler-failed', 'malformed', 'malformed']);
    expect(told).not.toMatch(/5555|jane/);
    expect(told).toContain('cannot call *** or *** at ***');
  });
});

const agedSettings = (then: 'deadLetter' | 'drop') =>
  world.settings({ maxEventAge: { ofSeconds: 300, then } });

describe('age', () => {
  const old = (conversation = 1) => partnerEvent({ conversation, time: HAPPENED - 310_000 });

  it('is judged at the first receipt, not at later ones, nor of what was sent back', async () => {
    let handled = 0;
    const lambda = world.lambda(agedSettings('deadLetter'), () => {
      handled++;
    });
    const redriven = { 'gcx-redriven': { stringValue: '1', dataType: 'String' } };
    const answer = await lambda(
      batch(
        old(1),
        sqsRecord(old(2), { receives: 2 }),
        sqsRecord(old(3), { messageAttributes: redriven }),
        sqsRecord(old(4), {
          attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:x' },
        }),
      ),
      lambdaContext(),
    );
    expect(answer).toEqual(ALL_DONE);
    expect(handled).toBe(3);
    expect(world.deadLetters).toMatchObject([
      {
        body: JSON.stringify(old(1)),
        attributes: {
          'gcx-reason': 'too-old',
          'gcx-detail': '311 s old at its first receipt, of at most 300 s',
          'gcx-event-type': ACD_END,
        },
      },
    ]);
    expect([world.metric('Stale'), world.metric('DeadLettered'), world.metric('Processed')]).toEqual([
      1, 0, 3,
    ]);
  });

  it('is judged by that receipt also where it was in vain: the Lambda died, or the dead letter did not get through', async () => {
    let handled = 0;
    const lambda = world.lambda(agedSettings('deadLetter'), () => {
      handled++;
    });
    const received = (time: number) => ({ ApproximateFirstReceiveTimestamp: String(time) });
    const again = (conversation: number, time: number) =>
      sqsRecord(old(conversation), { receives: 2, attributes: received(time) });
    // The second was young enough when it came first: that it waited since is not held against it.
    await lambda(batch(again(1, HAPPENED), again(2, HAPPENED - 100_000)), lambdaContext());
    expect(handled).toBe(1);
    expect(world.deadLetters.map(({ body, attributes }) => [body, attributes['gcx-detail']])).toEqual([
      [JSON.stringify(old(1)), '310 s old at its first receipt, of at most 300 s'],
    ]);
  });

  it('has a tolerance; what tells no time, or one to come, is handled; dropped leaves no dead letter', async () => {
    const lambda = world.lambda(agedSettings('drop'), () => {});
    const counts = await lambda(
      [
        old(),
        partnerEvent({ conversation: 2, time: HAPPENED - 303_000 }),
        partnerEvent({ conversation: 3, time: HAPPENED + 900_000 }),
      ],
      lambdaContext(),
    );
    expect(counts).toMatchObject({ stale: 1, processed: 2, deadLettered: 0 });
    expect(world.deadLetters).toEqual([]);
  });
});

describe('dead letters', () => {
  it('a handler that always fails: tried again ever later, and given up at the last attempt', async () => {
    const lambda = world.lambda(
      world.settings(),
      () => {
        throw new RangeError('no such account');
      },
      1,
    );
    const seconds: (number | undefined)[] = [];
    for (const receives of [1, 2, 3, 4]) {
      const record = sqsRecord(partnerEvent(), { id: 'm', receives });
      expect(await lambda(batch(record), lambdaContext())).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm' }],
      });
      seconds.push(world.visibility.get('receipt of m'));
    }
    expect(seconds).toEqual([5, 10, 20, 40]);
    const last = sqsRecord(partnerEvent(), { id: 'm', receives: 5 });
    expect(await lambda(batch(last), lambdaContext())).toEqual(ALL_DONE);
    expect(world.deadLetters).toMatchObject([
      {
        body: last['body'],
        attributes: {
          'gcx-reason': 'handler-failed',
          'gcx-detail': 'RangeError: no such account (attempt 5)',
          'gcx-event-type': ACD_END,
        },
      },
    ]);
    expect([world.metric('Failed'), world.metric('DeadLettered')]).toEqual([4, 1]);
    expect(await world.itemsOfLast()).toEqual([]);
  });

  it('DoNotRetry: at the first attempt, with its reason, and the event is handled again when it is sent back', async () => {
    let knows = false;
    class NoCustomer extends DoNotRetry {
      override readonly name = 'NoCustomer';
    }
    const lambda = world.lambda(world.settings({ concurrency: 1 }), ({ conversationId = '' }) => {
      if (knows) return;
      if (conversationId.endsWith('2')) throw new NoCustomer('none at jane@example.com', { cause: 7 });
      throw new DoNotRetry('no such account');
    });
    const [one, two] = [1, 2].map((conversation) => sqsRecord(partnerEvent({ conversation })));
    expect(await lambda(batch(one, two), lambdaContext())).toEqual(ALL_DONE);
    const told = (detail: string) => ({ 'gcx-reason': 'do-not-retry', 'gcx-detail': detail });
    expect(world.deadLetters).toMatchObject([
      { body: one?.['body'], attributes: told('DoNotRetry: no such account (attempt 1)') },
      { body: two?.['body'], attributes: told('NoCustomer: none at *** (attempt 1)') },
    ]);
    expect(world.visibility.size).toBe(0);
    expect([world.metric('Failed'), world.metric('DeadLettered')]).toEqual([0, 2]);
    expect(world.logged('handler failed')).toHaveLength(2);
    knows = true;
    expect(await lambda(batch(one), lambdaContext())).toEqual(ALL_DONE);
    expect(world.metric('Processed')).toBe(1);
  });

  it('DoNotRetry of an event that is given to the function directly: dead-lettered too, and no error', async () => {
    const lambda = world.lambda(world.settings(), () => {
      throw new DoNotRetry('no such account');
    });
    expect(await lambda(partnerEvent(), lambdaContext())).toMatchObject({ deadLettered: 1, failed: 0 });
    expect(reasons()).toEqual(['do-not-retry']);
  });

  it('an event near the limit of SQS keeps its reason: what is said of it beside that is cut to the room', async () => {
    const lambda = world.lambda(world.settings({ concurrency: 1 }), () => {
      throw new DoNotRetry('é'.repeat(900));
    });
    const sizes = [2_000, 1_500, 200, 60, 40, 28].map((left) => MESSAGE_BYTES - left);
    const bodies = sizes.map((size, conversation) => {
      const text = (fill: string) => JSON.stringify(partnerEvent({ conversation, body: { fill } }));
      return text('x'.repeat(size - text('').length));
    });
    expect(await lambda(batch(...bodies), lambdaContext())).toEqual(ALL_DONE);
    expect(world.deadLetters.map(({ body }) => body.length)).toEqual(sizes);
    expect(reasons()).toEqual(sizes.map(() => 'do-not-retry'));
    const details = world.deadLetters.map(({ attributes }) => attributes['gcx-detail']?.length ?? 0);
    expect(details[0]).toBeGreaterThan(900);
    expect(details.slice(1)).toEqual([...details.slice(1)].sort((a, b) => b - a));
    expect(details[1]).toBeLessThan(900);
    expect(details.at(-1)).toBe(0);
  });

  it('what cannot be sent there is reported: malformed, too old, given up', async () => {
    world.sendReply = { status: 500, json: { __type: 'InternalError' } };
    const lambda = world.lambda(agedSettings('deadLetter'), () => {
      throw new Error('no');
    });
    const records = [
      sqsRecord('{', { id: 'malformed' }),
      sqsRecord(partnerEvent({ time: HAPPENED - 310_000 }), { id: 'old' }),
      sqsRecord(partnerEvent(), { id: 'given-up', receives: 5 }),
    ];
    expect(await lambda(batch(...records), lambdaContext())).toEqual({
      batchItemFailures: ['malformed', 'old', 'given-up'].map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect([world.metric('Failed'), world.metric('Stale'), world.metric('DeadLettered')]).toEqual([3, 0, 0]);
    await expect(lambda([{}], lambdaContext())).rejects.toThrow('Of 1 events 1 failed');
  });
});

it('invoked directly, a failing handler throws in the end, after all others were handled', async () => {
  let handled = 0;
  const lambda = world.lambda(world.settings(), ({ conversationId = '' }) => {
    if (conversationId.endsWith('1')) throw new Error('no');
    handled++;
  });
  const events = [1, 2, 3].map((conversation) => partnerEvent({ conversation }));
  await expect(lambda(events, lambdaContext())).rejects.toMatchObject({
    name: 'EventsFailed',
    counts: { received: 3, processed: 2, failed: 1 },
  });
  expect(handled).toBe(2);
  expect(world.deadLetters).toEqual([]);
});

describe('formats of relays', () => {
  const formats = [...shippedFormats().values()];
  const relayed = (source: string, type: string, detail: JsonObject): JsonObject => ({
    id: 'envelope',
    source,
    'detail-type': type,
    time: '2025-12-12T15:04:25Z',
    detail,
  });

  it('are normalised to the same event', async () => {
    const seen: GenesysEvent[] = [];
    const lambda = world.lambda(world.settings({ formats }), (event) => {
      seen.push(event);
    });
    await lambda(
      [
        relayed('com.genesys.cloud', 'conversation.end', {
          conversationId: 'c-1',
          queue: { id: SALES, name: 'Sales Support' },
          mediaType: 'voice',
        }),
        relayed('genesys.cloud', 'ConversationEvent', {
          eventType: 'ended',
          conversationId: 'c-2',
          timestamp: '2025-12-12T15:04:20Z',
        }),
        relayed('anything', 'any', {
          event_type: 'x',
          event_id: 'e-3',
          schema_version: 1,
          payload: { a: 1 },
        }),
        partnerEvent(),
      ],
      lambdaContext(),
    );
    seen.sort((a, b) => (a.format < b.format ? -1 : 1));
    expect(seen).toMatchObject([
      {
        format: 'com.genesys.cloud',
        eventType: 'conversation.end',
        queueId: SALES,
        queueName: 'Sales Support',
      },
      { format: 'flat', eventType: 'x', schemaVersion: '1', body: { a: 1 } },
      { format: 'genesys.cloud/ConversationEvent', conversationId: 'c-2', time: 1_765_551_860_000 },
      { format: 'partner' },
    ]);
    expect(seen[0]?.time).toBe(1_765_551_865_000);
  });

  it('are told apart by event id and payload, not by the envelope', async () => {
    const lambda = world.lambda(world.settings({ formats }), () => {});
    const flat = (id: string | undefined, payload: JsonObject) =>
      relayed('any', 'any', { event_type: 'x', ...(id === undefined ? {} : { event_id: id }), payload });
    const counts = await lambda(
      [
        flat('1', { a: 1, b: 2 }),
        { ...flat('1', { b: 2, a: 1 }), id: 'sent again', time: '2025-12-12T16:00:00Z' },
        flat('2', { a: 1, b: 2 }),
        flat('1', { a: 1 }),
        flat(undefined, { a: 1 }),
      ],
      lambdaContext(),
    );
    expect(counts).toMatchObject({ processed: 4, duplicate: 1 });
  });

  it('the queue of an event type that is keyed by one is read from the topic’s name', async () => {
    const seen: (string | undefined)[] = [];
    const lambda = world.lambda(world.settings(), ({ queueId }) => {
      seen.push(queueId);
    });
    const type = 'v2.routing.queues.{id}.users';
    const event = partnerEvent({ type });
    const detail = { ...(event['detail'] as JsonObject), topicName: `v2.routing.queues.${SALES}.users` };
    await lambda({ ...event, detail }, lambdaContext());
    expect(seen).toEqual([SALES]);
  });
});

describe('schema versions', () => {
  const migrations = [
    { from: '1', to: '2', move: { queue_id: 'queueId', 'old.code': 'wrapupCode' } },
    { from: '2', to: '3', move: { direction: 'call.direction' } },
  ];

  it('go through all migrations that fit, in the log and as a metric; the event stays the same one', async () => {
    const seen: GenesysEvent[] = [];
    const only = { queues: [SALES], withoutQueue: false };
    const own = world.settings({ migrations, only });
    const lambda = world.lambda(own, (event) => {
      seen.push(event);
    });
    const event = partnerEvent({
      version: '1',
      queueId: null,
      body: { queue_id: SALES, old: { code: 'w-1', more: 1 } },
    });
    expect(await lambda(event, lambdaContext())).toMatchObject({ processed: 1 });
    expect(seen[0]).toMatchObject({ schemaVersion: '3', queueId: SALES, wrapUpCode: 'w-1', raw: event });
    expect(seen[0]?.body).toMatchObject({ call: { direction: 'INBOUND' }, old: { more: 1 } });
    expect(seen[0]?.body).not.toHaveProperty('queue_id');
    expect(world.logged('event migrated')).toMatchObject([{ versions: ['1', '2', '3'], eventType: ACD_END }]);
    expect(world.metric('Migrated')).toBe(1);
    const after = world.lambda({ ...own, migrations: [], only: { withoutQueue: true } }, () => {});
    expect(await after(event, lambdaContext())).toMatchObject({ duplicate: 1 });
  });

  it('a version that no migration knows is handled, with one warning; one that they lead to without', async () => {
    const lambda = world.lambda(world.settings({ migrations }), () => {});
    const events = [1, 2].map((conversation) => partnerEvent({ conversation, version: '9' }));
    expect(
      await lambda([...events, partnerEvent({ conversation: 3, version: '3' })], lambdaContext()),
    ).toMatchObject({
      processed: 3,
    });
    expect(world.logged('schema version that no migration knows')).toMatchObject([{ schemaVersion: '9' }]);
    expect(world.metric('Migrated')).toBe(0);
  });

  it('migrations in a circle end', async () => {
    const circle = [
      { from: '1', to: '2', move: {} },
      { from: '2', to: '1', move: {} },
    ];
    const lambda = world.lambda(world.settings({ migrations: circle }), () => {});
    expect(await lambda(partnerEvent(), lambdaContext())).toMatchObject({ processed: 1 });
  });
});
