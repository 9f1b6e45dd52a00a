import { describe, expect, it } from 'vitest';
import sales from '../../../../config/handlers/sales.js';
import { defineHandler, type HandlerContext } from '../../../../src/lib/processor/runtime/index.js';
import {
  eventOf,
  genesysFailure,
  sampleEvent,
  testContext,
} from '../../../../src/lib/processor/testing/index.js';
import { partnerEvent, SALES } from '../runtime/genesys-events.js';

const handler = defineHandler(
  async ({ conversationId = '', queueName = '' }, { genesys, logger, metrics }) => {
    const found = (await genesys.get(`/api/v2/conversations/${conversationId}?expand=all`)) as { id: string };
    logger.info('left', { queue: queueName, found: found.id });
    metrics.count('Left');
    metrics.count('Left', 2);
    metrics.milliseconds('Waited', 5);
  },
);

describe('a handler in a test', () => {
  it('gets a sample event, answers of Genesys Cloud, and leaves what it did', async () => {
    const event = sampleEvent('conversation.acd.end', { queueId: SALES, queueName: 'Sales', seed: 3 });
    const context = testContext({ genesys: { 'GET /api/v2/conversations/{id}': { id: 'c' } } });
    await handler(event, context);
    expect(context.logged).toEqual([
      { level: 'info', message: 'left', fields: { queue: 'Sales', found: 'c' } },
    ]);
    expect(context.counted).toEqual({ Left: 3 });
    expect(context.durations).toEqual({ Waited: [5] });
    const path = `/api/v2/conversations/${event.conversationId}?expand=all`;
    expect(context.genesys.calls).toEqual([{ method: 'GET', path, body: undefined }]);
  });

  it('gets the errors of AWS: not found, a failure, a signal, a metric of gcx', async () => {
    const event = sampleEvent('conversation.acd.end', { conversationId: 'c-1' });
    const call = 'GET /api/v2/conversations/c-1: HTTP';
    await expect(handler(event, testContext())).rejects.toMatchObject({
      name: 'GenesysCallFailed',
      message: `${call} 404, not.found`,
      status: 404,
    });
    const failing = { 'GET /api/v2/conversations/c-1': genesysFailure(503, 'service.unavailable') };
    await expect(handler(event, testContext({ genesys: failing }))).rejects.toThrow(
      `${call} 503, service.unavailable`,
    );
    await expect(handler(event, testContext({ signal: AbortSignal.abort() }))).rejects.toThrow('abort');
    const { metrics, counted } = testContext();
    expect(() => metrics.count('Processed')).toThrow("is gcx's own");
    expect(counted).toEqual({});
  });

  it('an answer is found by its whole path first, one part for {id}, and is the test’s own no longer', async () => {
    const user = { name: 'Ann' };
    const { genesys, secrets, attempt } = testContext({
      genesys: {
        'GET /api/v2/users/{id}': user,
        'GET /api/v2/users/me': 'me',
        'GET /api/v2/users?pageSize=1': 'one',
        'POST /api/v2/users/{id}/notes': ({ body }: { body?: unknown }) => ({ said: body }),
      },
      secrets: { CRM: 'key' },
      attempt: 4,
    });
    expect(await genesys.get('api/v2/users/me')).toBe('me');
    expect(await genesys.get('/api/v2/users?pageSize=1')).toBe('one');
    expect(await genesys.request('POST', '/api/v2/users/1/notes', 'hello')).toEqual({ said: 'hello' });
    const answered = (await genesys.get('/api/v2/users/1')) as { name: string };
    answered.name = 'Bob';
    expect(user.name).toBe('Ann');
    await expect(genesys.get('/api/v2/users/1/more')).rejects.toThrow('404');
    await expect(genesys.get('/api/v2/users')).rejects.toThrow('404');
    expect([secrets, attempt]).toEqual([{ CRM: 'key' }, 4]);
    // A context of a test is one of AWS.
    testContext() satisfies HandlerContext;
  });
});

describe('sample events', () => {
  it('are the same for the same arguments, and have what they are given', () => {
    const parts = {
      conversationId: 'c-1',
      queueId: SALES,
      time: Date.UTC(2026, 5, 1),
      body: { mediaType: 'CHAT' },
    };
    const event = sampleEvent('conversation.acd.end', parts);
    expect(event).toMatchObject({
      eventType: 'v2.detail.events.conversation.{id}.acd.end',
      format: 'partner',
      conversationId: 'c-1',
      queueId: SALES,
      queueName: SALES,
      mediaType: 'CHAT',
      time: Date.UTC(2026, 5, 1),
    });
    expect(sampleEvent('conversation.acd.end', parts)).toEqual(event);
    expect(sampleEvent('conversation.acd.end', { ...parts, seed: 2 }).key).not.toBe(event.key);
    expect(() => sampleEvent('conversation.acd.edn')).toThrow(
      'There is no event type "conversation.acd.edn"',
    );
  });

  it('and captured ones are read as in AWS', () => {
    expect(eventOf(partnerEvent(), 'Sales')).toMatchObject({ queueId: SALES, queueName: 'Sales' });
    expect(eventOf(partnerEvent({ queueId: null }), 'Sales')).not.toHaveProperty('queueName');
    expect(() => eventOf({ ...partnerEvent(), detail: {} })).toThrow('detail');
  });
});

it('the test of docs/processor.md', async () => {
  const context = testContext();
  await sales(sampleEvent('conversation.acd.end', { queueName: 'Sales Support' }), context);
  expect(context.logged).toMatchObject([{ fields: { queue: 'Sales Support' } }]);
  expect(context.counted).toEqual({ LeftQueue: 1 });
});
