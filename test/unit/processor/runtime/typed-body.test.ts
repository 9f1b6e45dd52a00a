import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import type { EventTypeName, GenesysEventOf } from '../../../../src/lib/processor/runtime/index.js';
import { defineHandler } from '../../../../src/lib/processor/runtime/index.js';
import { sampleEvent, testContext } from '../../../../src/lib/processor/testing/index.js';

// The types themselves are checked by `npm run types`: each `@ts-expect-error` line that is no error fails it.

test('a handler of one event type gets the fields of its body with their types', async () => {
  const handler = defineHandler<'conversation.acd.end'>(({ body }, { logger, metrics }) => {
    logger.info(body.acdOutcome === 'ABANDON' ? 'abandoned' : 'ended');
    if (body.connectedDurationMs !== undefined) metrics.milliseconds('Connected', body.connectedDurationMs);
    // @ts-expect-error There is no such field.
    expect(body.acdOutcom).toBeUndefined();
    // @ts-expect-error The field is a text.
    expect(body.conversationId === 1).toBe(false);
  });
  const context = testContext();
  const sample = sampleEvent('conversation.acd.end', {
    body: { acdOutcome: 'ABANDON', connectedDurationMs: 5 },
  });
  expectTypeOf(sample.body.acdOutcome).toEqualTypeOf<
    GenesysEventOf<'conversation.acd.end'>['body']['acdOutcome']
  >();
  await handler(sample, context);
  expect(context.logged).toMatchObject([{ message: 'abandoned' }]);
  expect(context.durations).toEqual({ Connected: [5] });
});

test('of several event types, eventType tells which body it is', async () => {
  const seen: (string | undefined)[] = [];
  const handler = defineHandler<'conversation.acd.end' | 'conversation.wrapup'>((event) => {
    if (event.eventType === 'v2.detail.events.conversation.{id}.wrapup') seen.push(event.body.wrapupCode);
    else seen.push(event.body.acdOutcome);
    // @ts-expect-error Only one of the two has it.
    expect(event.body.wrapupNotes).toSatisfy(() => true);
  });
  await handler(sampleEvent('conversation.wrapup', { body: { wrapupCode: 'code-1' } }), testContext());
  await handler(sampleEvent('conversation.acd.end', { body: { acdOutcome: 'FLOW_OUT' } }), testContext());
  expect(seen).toEqual(['code-1', 'FLOW_OUT']);
});

test('without a name, as before: any event, with a body of JSON', () => {
  defineHandler((event) => {
    expectTypeOf(event.eventType).toEqualTypeOf<string>();
    return undefined;
  });
  // @ts-expect-error No event type of Genesys Cloud on EventBridge.
  defineHandler<'conversation.acd.ends'>(() => undefined);
});

test('each event type that Genesys Cloud sends to EventBridge has its body', () => {
  const {
    eventTypes,
  }: { readonly eventTypes: readonly { readonly name: string; readonly transports: readonly string[] }[] } =
    JSON.parse(readFileSync('config/event-types.json', 'utf8'));
  const declared = readFileSync('src/lib/processor/runtime/event-bodies.d.ts', 'utf8');
  const sent = eventTypes
    .filter(({ transports }) => transports.includes('EventBridge'))
    .map(({ name }) => name);
  expect(sent.length).toBeGreaterThan(20);
  expect(sent.filter((name) => !declared.includes(`readonly '${name}': {`))).toEqual([]);
  expectTypeOf<EventTypeName>().toExtend<string>();
});
