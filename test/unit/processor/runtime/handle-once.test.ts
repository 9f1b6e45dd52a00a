import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { partnerEvent, SALES, sqsRecord } from './genesys-events.js';
import { batch, LambdaWorld, lambdaContext, shortContext } from './lambda-world.js';

let world: LambdaWorld;
beforeAll(async () => {
  world = await LambdaWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const failures = (...ids: readonly string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

/** The event with the keys of its body in another order. */
function reordered(event: JsonObject): JsonObject {
  const detail = event['detail'] as JsonObject;
  const eventBody = Object.fromEntries(Object.entries(detail['eventBody'] as JsonObject).reverse());
  return { ...event, detail: { ...detail, eventBody } };
}

describe('duplicates', () => {
  it('are known whatever the order of keys and the id of the envelope, later and in the same batch', async () => {
    let handled = 0;
    // Still handled when its copy is looked at: that one waits, rather than come again as one in progress elsewhere.
    const lambda = world.lambda(world.settings(), async () => {
      handled++;
      await setTimeout(60);
    });
    const event = partnerEvent();
    expect(await lambda(batch(event, reordered(event)), lambdaContext())).toEqual(failures());
    expect(await lambda([{ ...reordered(event), id: 'another' }], lambdaContext())).toMatchObject({
      duplicate: 1,
    });
    expect(handled).toBe(1);
    expect([world.metric('Processed'), world.metric('Duplicate')]).toEqual([1, 2]);
  });

  it('differ by detail-type, topicName and any field of the body', async () => {
    let handled = 0;
    const lambda = world.lambda(world.settings(), () => {
      handled++;
    });
    await lambda(
      [
        partnerEvent(),
        partnerEvent({ conversation: 2 }),
        partnerEvent({ type: 'v2.detail.events.conversation.{id}.acd.start' }),
        partnerEvent({ body: { acdOutcome: 'ANSWERED' } }),
      ],
      lambdaContext(),
    );
    expect(handled).toBe(4);
  });

  it('are handled again where the file does not ask to know them', async () => {
    let handled = 0;
    const { deduplicate: _, ...settings } = world.settings();
    const lambda = world.lambda(settings, () => {
      handled++;
    });
    await lambda([partnerEvent(), partnerEvent()], lambdaContext());
    expect(handled).toBe(2);
    expect(world.calls).toEqual([]);
  });

  it('are known by the paths that the file names', async () => {
    const key = ['detail.eventBody.conversationId'];
    const lambda = world.lambda(world.settings({ deduplicate: { forSeconds: 60, key } }), () => {});
    expect(
      await lambda([partnerEvent(), partnerEvent({ body: { more: 1 } })], lambdaContext()),
    ).toMatchObject({ processed: 1, duplicate: 1 });
  });

  it('an event without any of these paths is never handled as if it were new, nor as one of those without', async () => {
    const key = ['detail.eventBody.id'];
    let handled = 0;
    const lambda = world.lambda(world.settings({ deduplicate: { forSeconds: 60, key } }), () => {
      handled++;
    });
    expect(await lambda([partnerEvent()], lambdaContext())).toMatchObject({ deadLettered: 1 });
    expect(handled).toBe(0);
    expect(world.deadLetters[0]?.attributes).toMatchObject({
      'gcx-reason': 'malformed',
      'gcx-detail': 'detail.eventBody.id: missing, and deduplicate.key asks for it',
    });
  });

  it('are forgotten when their time is over', async () => {
    let handled = 0;
    const lambda = world.lambda(world.settings({ deduplicate: { forSeconds: 60 } }), () => {
      handled++;
    });
    await lambda([partnerEvent()], lambdaContext());
    const [item] = await world.itemsOfLast();
    const seconds = Number(item?.['expiration']?.N) - Date.now() / 1_000;
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(61);
    await world.rewriteItems((each) => ({ ...each, expiration: { N: '1' } }));
    await lambda([partnerEvent()], lambdaContext());
    expect(handled).toBe(2);
  });
});

describe('an event whose handler failed', () => {
  it('is handled again: it was not recorded as handled first (which loses it)', async () => {
    const outcomes: string[] = [];
    const lambda = world.lambda(world.settings(), (_event, { attempt }) => {
      outcomes.push(`attempt ${attempt}`);
      if (attempt === 1) throw new Error('the CRM is away');
    });
    const first = sqsRecord(partnerEvent(), { id: 'm-1' });
    expect(await lambda(batch(first), lambdaContext())).toEqual(failures('m-1'));
    expect(await world.itemsOfLast()).toEqual([]);
    const second = sqsRecord(partnerEvent(), { id: 'm-1', receives: 2 });
    expect(await lambda(batch(second), lambdaContext())).toEqual(failures());
    expect(await lambda(batch(partnerEvent()), lambdaContext())).toEqual(failures());
    expect(outcomes).toEqual(['attempt 1', 'attempt 2']);
    expect([world.metric('Failed'), world.metric('Processed'), world.metric('Duplicate')]).toEqual([1, 1, 1]);
  });

  it('whatever it throws', async () => {
    for (const thrown of [
      'text',
      undefined,
      Object.assign(new Error('x'), { name: 'IdempotencyAlreadyInProgressError' }),
    ]) {
      const lambda = world.lambda(world.settings(), () => {
        throw thrown;
      });
      expect(await lambda(batch(sqsRecord(partnerEvent(), { id: 'm' })), lambdaContext())).toEqual(
        failures('m'),
      );
      expect(await world.itemsOfLast()).toEqual([]);
    }
    expect(world.metric('Failed')).toBe(3);
  });
});

describe('an event that is in progress elsewhere', () => {
  it('is reported, comes again when the other is surely over, and is a duplicate then', async () => {
    const settings = world.settings();
    let finish = () => {};
    let began = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const slow = world.lambda(settings, async () => {
      began();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const running = slow(batch(partnerEvent()), lambdaContext(20_000));
    await hasBegun;
    let handledTwice = false;
    const other = world.lambda(settings, () => {
      handledTwice = true;
    });
    const record = sqsRecord(partnerEvent(), { id: 'second' });
    expect(await other(batch(record), lambdaContext())).toEqual(failures('second'));
    const seconds = world.visibility.get('receipt of second');
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThanOrEqual(21);
    expect(world.metric('InProgress')).toBe(1);
    await expect(other(partnerEvent(), lambdaContext())).rejects.toThrow('1 are in progress elsewhere');
    finish();
    expect(await running).toEqual(failures());
    expect(await other(batch(record), lambdaContext())).toEqual(failures());
    expect(handledTwice).toBe(false);
    expect(world.metric('Duplicate')).toBe(1);
  });

  it('is handled again where that Lambda died, from the end of its time on', async () => {
    const settings = world.settings();
    let handled = 0;
    const lambda = world.lambda(settings, () => {
      handled++;
    });
    await lambda(batch(partnerEvent()), lambdaContext());
    // As a Lambda leaves it that was killed in the handler, with time left.
    await world.rewriteItems((item) => ({
      ...item,
      status: { S: 'INPROGRESS' },
      in_progress_expiration: { N: String(Date.now() + 60_000) },
    }));
    const record = sqsRecord(partnerEvent(), { id: 'again', receives: 2 });
    expect(await lambda(batch(record), lambdaContext())).toEqual(failures('again'));
    expect(handled).toBe(1);
    await world.rewriteItems((item) => ({
      ...item,
      in_progress_expiration: { N: String(Date.now() - 1) },
    }));
    expect(await lambda(batch(record), lambdaContext())).toEqual(failures());
    expect(handled).toBe(2);
  });

  it('is so until the end of the invocation at most, not until it would be forgotten', async () => {
    const settings = world.settings();
    const lambda = world.lambda(settings, async () => {
      const [item] = await world.itemsOfLast();
      const left = Number(item?.['in_progress_expiration']?.N) - Date.now();
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(5_000);
    });
    expect(await lambda(batch(partnerEvent()), lambdaContext(5_000))).toEqual(failures());
  });
});

it('a handler that takes too long is told, its event is reported, and handled when it comes again', async () => {
  let aborted = false;
  const lambda = world.lambda(world.settings(), async (_event, { attempt, signal }) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    if (attempt === 1) await new Promise(() => {});
  });
  const late = sqsRecord(partnerEvent(), { id: 'late' });
  const good = sqsRecord(partnerEvent({ conversation: 2, queueId: SALES }), { id: 'good', receives: 2 });
  expect(await lambda(batch(late, good), shortContext(3_000))).toEqual(failures('late'));
  expect(aborted).toBe(true);
  expect(world.logged('handler failed')).toMatchObject([{ error: { name: 'HandlerTimedOut' } }]);
  expect(await lambda(batch(sqsRecord(partnerEvent(), { receives: 2 })), lambdaContext())).toEqual(
    failures(),
  );
  expect(world.metric('Processed')).toBe(2);
});

it('without DynamoDB nothing is handled and everything is reported', async () => {
  let handled = 0;
  const settings = world.settings();
  const table = process.env['GENESYS_GCX_TABLE'];
  process.env['GENESYS_GCX_TABLE'] = 'no-such-table';
  const lambda = world.lambda(settings, () => {
    handled++;
  });
  process.env['GENESYS_GCX_TABLE'] = table;
  const records = [
    sqsRecord(partnerEvent(), { id: 'a' }),
    sqsRecord(partnerEvent({ conversation: 2 }), { id: 'b' }),
  ];
  expect(await lambda(batch(...records), lambdaContext())).toEqual(failures('a', 'b'));
  expect(handled).toBe(0);
  process.env['GENESYS_GCX_TABLE'] = '';
  expect(() => world.lambda(settings, () => {})).toThrow('GENESYS_GCX_TABLE is not set');
  process.env['GENESYS_GCX_TABLE'] = table;
});
