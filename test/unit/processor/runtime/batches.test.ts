import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { isJsonObject } from '../../../../src/lib/base/json.js';
import { OUTCOMES } from '../../../../src/lib/processor/runtime/outcome.js';
import { HAPPENED, OTHER_QUEUE, partnerEvent, SALES, sqsRecord } from './genesys-events.js';
import { batch, contextToCut, LambdaWorld, lambdaContext } from './lambda-world.js';

let world: LambdaWorld;
beforeAll(async () => {
  world = await LambdaWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const METRICS = ['Processed', 'Duplicate', 'Filtered', 'Stale', 'Failed', 'DeadLettered', 'InProgress'];

const kind = fc.constantFrom('good', 'bad', 'failing', 'old', 'elsewhere');
const message = fc.record({
  kind,
  conversation: fc.integer({ min: 1, max: 6 }),
  receives: fc.integer({ min: 1, max: 6 }),
});
type Message = typeof message extends fc.Arbitrary<infer T> ? T : never;

function bodyOf({ kind: what, conversation }: Message) {
  const event = partnerEvent({
    conversation,
    queueId: what === 'elsewhere' ? OTHER_QUEUE : SALES,
    body: { fails: what === 'failing' },
    ...(what === 'old' ? { time: HAPPENED - 3_600_000 } : {}),
  });
  return what === 'bad' ? { ...event, detail: {} } : event;
}

it('whatever a batch holds: all of it is counted once, what failed is reported, each good event is handled once', async () => {
  const aged = (then: 'deadLetter') => ({ ofSeconds: 60, then });
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 25 }),
      fc.integer({ min: 1, max: 8 }),
      async (messages, concurrency) => {
        world.reset();
        const handled: string[] = [];
        let running = 0;
        let most = 0;
        const settings = world.settings({
          concurrency,
          only: { queues: [SALES], withoutQueue: false },
          maxEventAge: aged('deadLetter'),
        });
        const lambda = world.lambda(settings, async ({ body, key }) => {
          most = Math.max(most, ++running);
          await Promise.resolve();
          running--;
          if (body['fails'] === true) throw new Error('no');
          handled.push(key);
        });
        const records = messages.map((each, index) =>
          sqsRecord(bodyOf(each), { id: `m-${index}`, receives: each.receives }),
        );
        const answer = await lambda(batch(...records), lambdaContext());
        const counts = METRICS.map((name) => world.metric(name));
        expect(world.metric('Received')).toBe(messages.length);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(messages.length);
        const reported = isJsonObject(answer) ? answer['batchItemFailures'] : undefined;
        expect(reported).toEqual(
          messages.flatMap(({ kind: what, receives }, index) =>
            what === 'failing' && receives < 5 ? [{ itemIdentifier: `m-${index}` }] : [],
          ),
        );
        expect(new Set(handled).size).toBe(handled.length);
        expect(most).toBeLessThanOrEqual(concurrency);
        expect(world.deadLetters).toHaveLength(
          messages.filter(
            ({ kind: what, receives }) =>
              what === 'bad' || (what === 'failing' && receives >= 5) || (what === 'old' && receives === 1),
          ).length,
        );
      },
    ),
    { numRuns: 15 },
  );
});

it('invoked directly, counts add up to what was received', async () => {
  const lambda = world.lambda(world.settings({ only: { queues: [SALES], withoutQueue: false } }), () => {});
  const events = [1, 2, 2, 3].map((conversation) => partnerEvent({ conversation }));
  const counts = await lambda([...events, partnerEvent({ queueId: null }), null, 7], lambdaContext());
  expect(counts).toEqual({
    received: 7,
    processed: 3,
    duplicate: 1,
    filtered: 1,
    stale: 0,
    failed: 0,
    deadLettered: 2,
    inProgress: 0,
  });
  expect(Object.keys(counts as object)).toEqual(['received', ...OUTCOMES]);
});

it('events that hang take no others along: those that failed before come last, what is not begun is reported', async () => {
  const handled: string[] = [];
  const context = contextToCut();
  const lambda = world.lambda(world.settings({ concurrency: 1 }), async ({ conversationId = '' }) => {
    if (conversationId.endsWith('9')) await new Promise(() => {});
    handled.push(conversationId.slice(-1));
    // Only now does time run out, however busy the machine is.
    if (conversationId.endsWith('2')) context.cut(400);
  });
  const records = [9, 1, 2, 3].map((conversation) =>
    sqsRecord(partnerEvent({ conversation }), {
      id: `m-${conversation}`,
      receives: conversation === 9 || conversation === 3 ? 2 : 1,
    }),
  );
  expect(await lambda(batch(...records), context)).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-9' }, { itemIdentifier: 'm-3' }],
  });
  expect(handled).toEqual(['1', '2']);
  // Not begun: it was no failure of its handler, so it comes again at once.
  expect(world.visibility.get('receipt of m-3')).toBe(0);
});

it('events of an invocation that failed as a whole are no processed ones, and come again', async () => {
  const settings = world.settings({
    secrets: { CRM: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-x' },
  });
  const handled: string[] = [];
  const lambda = world.lambda(settings, ({ conversationId = '' }) => {
    handled.push(conversationId);
  });
  const records = [1, 2].map((conversation) =>
    sqsRecord(partnerEvent({ conversation }), { id: `m-${conversation}` }),
  );
  expect(await lambda(batch(...records), lambdaContext())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
  });
  expect(handled).toEqual([]);
  expect([world.metric('Processed'), world.metric('Failed')]).toEqual([0, 2]);
});

it('metrics: one document for each event type, with the handler’s own, and no value or metric too many', async () => {
  const { deduplicate: _, ...settings } = world.settings();
  const lambda = world.lambda(settings, (_event, { metrics }) => {
    metrics.count('Calls', 2);
    metrics.milliseconds('Crm', 7);
  });
  const events = Array.from({ length: 120 }, (_, index) => partnerEvent({ conversation: index }));
  await lambda([...events, partnerEvent({ type: 'v2.x.{id}' })], lambdaContext());
  const documents = world.lines.filter((line) => '_aws' in line);
  expect(documents.map(({ eventType, Received }) => [eventType, Received])).toEqual([
    ['v2.detail.events.conversation.{id}.acd.end', 120],
    ['v2.detail.events.conversation.{id}.acd.end', undefined],
    ['v2.x.{id}', 1],
  ]);
  expect(documents[0]).toMatchObject({ Calls: 240, Processed: 120 });
  expect(documents.map(({ Crm }) => (Array.isArray(Crm) ? Crm.length : 0))).toEqual([100, 20, 1]);
  expect(documents[2]).toMatchObject({
    _aws: {
      CloudWatchMetrics: [{ Namespace: 'gcx', Dimensions: [['processor', 'eventType'], ['processor']] }],
    },
  });
});

it('metrics are in the namespace that the settings say', async () => {
  const lambda = world.lambda(world.settings({ metricsNamespace: 'Shop/Sales' }), () => {});
  await lambda(partnerEvent(), lambdaContext());
  const written = world.lines.filter((line) => '_aws' in line);
  expect(written).toMatchObject([
    { _aws: { CloudWatchMetrics: [{ Namespace: 'Shop/Sales' }] }, Processed: 1 },
  ]);
});

it('a handler’s metric that would spoil gcx’s fails its event', async () => {
  const wrong = [
    ['Failed', 1],
    ['eventType', 1],
    ['', 1],
    ['Mine', Number.NaN],
  ] as const;
  let each = 0;
  const lambda = world.lambda(world.settings(), (_event, { metrics }) => {
    const [name, value] = wrong[each++] ?? ['', 0];
    metrics.count(name, value);
  });
  const events = wrong.map((_, conversation) => partnerEvent({ conversation }));
  await expect(lambda(events, lambdaContext())).rejects.toThrow('Of 4 events 4 failed');
});

it('a handler’s log has the ids of its event; the level is the function’s', async () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  process.env['AWS_LAMBDA_LOG_LEVEL'] = 'INFO';
  const lambda = world.lambda(world.settings(), (_event, { logger }) => {
    logger.debug('quiet');
    logger.info('told', { amount: 3 });
    logger.warn('circle', circle as never);
  });
  expect(await lambda(partnerEvent(), lambdaContext())).toMatchObject({ processed: 1 });
  expect(world.lines.filter((line) => !('_aws' in line))).toMatchObject([
    {
      level: 'INFO',
      message: 'told',
      amount: 3,
      requestId: 'request-1',
      conversationId: '36f675cc-81e7-4ef5-a8e2-000000000001',
      correlationId: '18f135d2-5f55-4203-b018-50c5a38fd547',
      attempt: 1,
    },
    { level: 'WARN', message: 'circle' },
  ]);
});

it('all of Powertools is 2.35.0: 2.36.0 does not install, and versions must not be mixed', () => {
  const lock: { readonly packages: Readonly<Record<string, { readonly version?: string }>> } = JSON.parse(
    readFileSync(new URL('../../../../package-lock.json', import.meta.url), 'utf8'),
  );
  const versions = Object.entries(lock.packages).filter(([path]) =>
    path.includes('node_modules/@aws-lambda-powertools/'),
  );
  expect(versions.length).toBeGreaterThan(0);
  expect(new Set(versions.map(([, { version }]) => version))).toEqual(new Set(['2.35.0']));
});
