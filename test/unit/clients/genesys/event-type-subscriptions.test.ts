import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import {
  type Received,
  type Reply,
  startServer,
  type TestServer,
  testRuntime,
} from '../../base/net/test-server.js';

const PATH = '/api/v2/platform/eventbridge';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function setup(answer: (request: Received, call: number) => Reply) {
  let calls = 0;
  const server = await startServer((request) =>
    request.path === '/oauth/token'
      ? { json: { access_token: 'the-access-token', expires_in: 60 } }
      : answer(request, ++calls),
  );
  open.push(server);
  const { eventTypeSubscriptions: subscriptions } = createGenesys(
    {
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'client', clientId: 'c', clientSecret: 'a-long-secret' },
    },
    { runtime: testRuntime() },
  );
  const calls_ = () => server.received.filter(({ path }) => path !== '/oauth/token');
  return { subscriptions, calls: calls_ };
}

async function failure(promise: Promise<unknown>): Promise<GcxError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GcxError)) throw new Error(`not a GcxError: ${inspect(error)}`);
  return error;
}

describe('subscriptions per event type', () => {
  it('are set by a PUT that is answered with 204, and read back on the same path', async () => {
    const { subscriptions, calls } = await setup(({ method }) =>
      method === 'PUT' ? { status: 204 } : { json: { eventType: 'conversationEnded', enabled: false } },
    );
    await subscriptions.set('conversationEnded', true);
    expect(await subscriptions.get('conversationEnded')).toBe(false);
    expect(calls().map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PUT', `${PATH}/events/conversationEnded`, '{"enabled":true}'],
      ['GET', `${PATH}/events/conversationEnded`, ''],
    ]);
    expect(calls()[0]?.headers.authorization).toBe('Bearer the-access-token');
  });

  it('keep whatever an event type is called within its part of the path', async () => {
    const { subscriptions, calls } = await setup(() => ({ status: 204 }));
    await subscriptions.set('a/../b?c=d', false);
    expect(calls()[0]).toMatchObject({
      path: `${PATH}/events/a%2F..%2Fb%3Fc%3Dd`,
      body: '{"enabled":false}',
    });
  });

  it('wait where the gateway throttles, and repeat what can be repeated', async () => {
    const { subscriptions, calls } = await setup((_, call) =>
      call === 1
        ? { status: 429, headers: { 'retry-after': '1' } }
        : call === 2
          ? { status: 503 }
          : { status: 204 },
    );
    await subscriptions.set('conversationEnded', true);
    expect(calls()).toHaveLength(3);
  });

  it.each([
    [
      'a list of event types',
      {
        events: [
          { eventType: 'a', enabled: true },
          { eventType: 'b', enabled: false },
        ],
      },
    ],
    [
      'a list under another name',
      { eventTypes: [{ name: 'a', enabled: true }, { id: 'b', enabled: false }, 7] },
    ],
    ['event types by name', { events: { a: { enabled: true }, b: false } }],
  ])('understand an overall state that is %s', async (_, json) => {
    const { subscriptions } = await setup(() => ({ json: { enabled: true, ...json } }));
    const status = await subscriptions.status();
    expect(status?.enabled).toBe(true);
    expect([...(status?.eventTypes ?? [])]).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('understand a list of the enabled ones, and an overall state that lists none', async () => {
    const { subscriptions } = await setup((_, call) => ({ json: call === 1 ? { events: ['a'] } : {} }));
    expect([...((await subscriptions.status())?.eventTypes ?? [])]).toEqual([['a', true]]);
    expect(await subscriptions.status()).toEqual({});
  });

  it('that are not there are none: 404 on reading', async () => {
    const { subscriptions } = await setup(() => ({ status: 404, json: { message: 'no such thing' } }));
    expect(await subscriptions.get('nonsense')).toBeUndefined();
    expect(await subscriptions.status()).toBeUndefined();
  });

  it('name the event type that the gateway does not know', async () => {
    const { subscriptions } = await setup(() => ({
      status: 404,
      headers: { 'inin-correlation-id': 'c-1' },
      json: { message: 'no such thing' },
    }));
    const { report, exitCode } = await failure(subscriptions.set('nonsense', true));
    expect(report).toMatchObject({ code: 'event-type-not-available' });
    expect(report.what).toContain('nonsense');
    expect(report.where).toContain('c-1');
    expect(exitCode).toBe(1);
  });

  it.each([
    ['status', (api: Awaited<ReturnType<typeof setup>>['subscriptions']) => api.status()],
    ['get', (api: Awaited<ReturnType<typeof setup>>['subscriptions']) => api.get('conversationEnded')],
    ['set', (api: Awaited<ReturnType<typeof setup>>['subscriptions']) => api.set('conversationEnded', true)],
  ])('name the scope that is missing: %s', async (_, call) => {
    const { subscriptions } = await setup(() => ({
      status: 403,
      json: { message: 'insufficient scope, Bearer the-access-token' },
    }));
    const { report, exitCode } = await failure(call(subscriptions));
    expect(report.code).toBe('genesys-scope-missing');
    expect(report.what).toContain('eventbridge:manage');
    expect(exitCode).toBe(3);
    expect(JSON.stringify(report)).not.toMatch(/the-access-token|a-long-secret/);
  });

  it('do not guess where the answer says neither on nor off', async () => {
    const { subscriptions } = await setup(() => ({ json: { state: 'on' } }));
    expect((await failure(subscriptions.get('conversationEnded'))).report.what).toContain(
      'conversationEnded',
    );
  });
});
