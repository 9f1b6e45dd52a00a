import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../../../src/lib/clients/genesys/model.js';
import {
  type Received,
  type Reply,
  startServer,
  type TestServer,
  testRuntime,
} from '../../base/net/test-server.js';

const clientId = 'client-0001';
const clientSecret = 's3cr3t-of-the-client';
const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
const organization: Reply = { json: { id: 'ORG-1', name: 'Acme' } };

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

interface Setup {
  readonly genesys: Genesys;
  readonly server: TestServer;
  readonly runtime: ReturnType<typeof testRuntime>;
  /** Calls of the API, without those for tokens. */
  calls(): readonly Received[];
  tokens(): readonly Received[];
}

/** A Genesys Cloud whose API answers as the test says; tokens are token-1, token-2, and so on. */
async function setup(
  answer: (request: Received, call: number) => Reply,
  options: { expiresIn?: number; token?: (request: Received) => Reply; requestTimeout?: number } = {},
): Promise<Setup> {
  let calls = 0;
  let tokens = 0;
  const server = await startServer((request) => {
    if (request.path !== '/oauth/token') return answer(request, ++calls);
    tokens += 1;
    return (
      options.token?.(request) ?? {
        json: { access_token: `token-${tokens}`, expires_in: options.expiresIn ?? 86_400 },
      }
    );
  });
  open.push(server);
  const runtime = testRuntime();
  const genesys = createGenesys(
    {
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'client', clientId, clientSecret },
    },
    { runtime, ...(options.requestTimeout === undefined ? {} : { requestTimeout: options.requestTimeout }) },
  );
  return {
    genesys,
    server,
    runtime,
    calls: () => server.received.filter(({ path }) => path !== '/oauth/token'),
    tokens: () => server.received.filter(({ path }) => path === '/oauth/token'),
  };
}

async function failure(promise: Promise<unknown>): Promise<GcxError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GcxError)) throw new Error(`not a GcxError: ${inspect(error)}`);
  return error;
}

describe('the token', () => {
  it('is fetched once for many calls and sent with each', async () => {
    const { genesys, calls, tokens } = await setup(() => organization);
    await Promise.all([genesys.organization(), genesys.organization(), genesys.organization()]);
    expect(tokens()).toHaveLength(1);
    expect(tokens()[0]?.headers.authorization).toBe(`Basic ${basic}`);
    expect(tokens()[0]?.body).toBe('grant_type=client_credentials');
    expect(calls().map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer token-1'));
  });

  it('is renewed shortly before it expires', async () => {
    const { genesys, calls, tokens, runtime } = await setup(() => organization, { expiresIn: 3_600 });
    await genesys.organization();
    runtime.advance(3_500_000);
    await genesys.organization();
    expect(tokens()).toHaveLength(1);
    runtime.advance(41_000);
    await genesys.organization();
    expect(tokens()).toHaveLength(2);
    expect(calls().at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('is renewed once on a 401, also for calls that fail together', async () => {
    const { genesys, tokens } = await setup(({ headers }) =>
      headers.authorization === 'Bearer token-1'
        ? { status: 401, json: { message: 'expired' } }
        : organization,
    );
    const all = await Promise.all([genesys.organization(), genesys.organization()]);
    expect(all).toEqual([
      { id: 'org-1', name: 'Acme' },
      { id: 'org-1', name: 'Acme' },
    ]);
    expect(tokens()).toHaveLength(2);
  });

  it('that is still refused after a renewal ends with exit code 3', async () => {
    const { genesys, calls } = await setup(() => ({
      status: 401,
      headers: { 'inin-correlation-id': 'corr-1' },
      json: { message: 'Invalid token', code: 'bad.credentials' },
    }));
    const error = await failure(genesys.organization());
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.where).toContain('correlation id corr-1');
    expect(calls()).toHaveLength(2);
  });

  it('that was given is used as it is and not renewed', async () => {
    const server = await startServer(() => ({ status: 401, json: {} }));
    open.push(server);
    const genesys = createGenesys({
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'token', accessToken: 'given-token' },
    });
    const error = await failure(genesys.organization());
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer given-token']);
  });

  it('is not given for a wrong client: exit code 3, and the next call asks again', async () => {
    let good = false;
    const { genesys, tokens } = await setup(() => organization, {
      token: () =>
        good
          ? { json: { access_token: 'late', expires_in: 60 } }
          : { status: 400, json: { error: 'invalid_client', description: 'client not found' } },
    });
    const error = await failure(genesys.organization());
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.code).toBe('genesys-login-failed');
    expect(error.report.why).toBe('client not found');
    good = true;
    await genesys.organization();
    expect(tokens()).toHaveLength(2);
  });
});

describe('retries', () => {
  it('wait as long as Retry-After says on a 429', async () => {
    const { genesys, runtime, calls } = await setup((_, call) =>
      call === 1
        ? { status: 429, headers: { 'retry-after': '7' }, json: { code: 'too.many.requests' } }
        : organization,
    );
    await genesys.organization();
    expect(calls()).toHaveLength(2);
    expect(runtime.sleeps).toEqual([7_000]);
  });

  it('repeat a POST after a 429, but not after a 503', async () => {
    const created: Reply = { json: { id: 'i1', name: 'x', intendedState: 'DISABLED' } };
    const limited = await setup((_, call) => (call === 1 ? { status: 429, json: {} } : created));
    await limited.genesys.integrations.create('x');
    expect(limited.calls()).toHaveLength(2);
    const failing = await setup(() => ({ status: 503, json: {} }));
    const error = await failure(failing.genesys.integrations.create('x'));
    expect(error.report.code).toBe('genesys-unavailable');
    expect(failing.calls()).toHaveLength(1);
  });

  it('back off, each longer than the one before, while the service is unavailable', async () => {
    const { genesys, runtime, calls } = await setup((_, call) =>
      call <= 3 ? { status: 503, text: '<html>busy</html>' } : organization,
    );
    await genesys.organization();
    expect(calls()).toHaveLength(4);
    expect(runtime.sleeps).toEqual([375, 750, 1_500]);
  });

  it('repeat after a 500 what can be repeated', async () => {
    const reading = await setup((_, call) => (call <= 2 ? { status: 500, json: {} } : organization));
    await reading.genesys.organization();
    expect(reading.calls()).toHaveLength(3);
    const writing = await setup(() => ({ status: 500, json: {} }));
    await failure(writing.genesys.integrations.create('x'));
    expect(writing.calls()).toHaveLength(1);
  });

  it('count connections that broke as failures of the service', async () => {
    const { genesys, calls } = await setup((_, call) => (call <= 5 ? 'break' : organization));
    await genesys.organization();
    expect(calls()).toHaveLength(6);
  });

  it('end after six attempts with exit code 1 and the correlation id', async () => {
    const { genesys, calls } = await setup(() => ({
      status: 503,
      headers: { 'inin-correlation-id': 'corr-9' },
      json: { message: 'try later' },
    }));
    const error = await failure(genesys.organization());
    expect(error.exitCode).toBe(ExitCode.error);
    expect(error.report.where).toContain('corr-9');
    expect(error.report.why).toBe('try later');
    expect(calls()).toHaveLength(6);
  });

  it('repeat a GET whose connection broke, and not a POST', async () => {
    const reading = await setup((_, call) => (call === 1 ? 'break' : organization));
    await reading.genesys.organization();
    expect(reading.calls()).toHaveLength(2);
    const writing = await setup(() => 'break');
    const error = await failure(writing.genesys.integrations.create('x'));
    expect(error.report.code).toBe('network-broken');
    expect(writing.calls()).toHaveLength(1);
  });

  it('end with a time-out where nothing answers', async () => {
    const { genesys, calls } = await setup(() => 'hang', { requestTimeout: 1_000 });
    const error = await failure(genesys.organization());
    expect(error.report.code).toBe('network-timeout');
    expect(error.exitCode).toBe(ExitCode.error);
    expect(calls()).toHaveLength(3);
  });

  it('end soon where there is no server, naming the host', async () => {
    const server = await startServer(() => organization);
    await server.close();
    const runtime = testRuntime();
    const genesys = createGenesys(
      {
        environment: 'mypurecloud.ie',
        gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
        credentials: { kind: 'client', clientId, clientSecret },
      },
      { runtime },
    );
    const error = await failure(genesys.organization());
    expect(error.report.code).toBe('network-unreachable');
    expect(error.report.what).toContain(`127.0.0.1:${server.port}`);
    expect(error.exitCode).toBe(ExitCode.error);
    expect(runtime.sleeps).toHaveLength(2);
  });
});

describe('the rate limit', () => {
  const headers = (count: number) => ({
    'inin-ratelimit-count': String(count),
    'inin-ratelimit-allowed': '300',
    'inin-ratelimit-reset': '30',
  });

  it('does not slow down calls while there is room', async () => {
    const { genesys, runtime } = await setup((_, call) => ({ ...organization, headers: headers(call) }));
    for (let call = 0; call < 5; call++) await genesys.organization();
    expect(runtime.sleeps).toEqual([]);
  });

  it('spreads calls over the rest of the window before a 429 comes', async () => {
    const { genesys, runtime } = await setup((_, call) => ({
      ...organization,
      headers: headers(284 + call),
    }));
    for (let call = 0; call < 3; call++) await genesys.organization();
    // 15 calls are left for 30 s, then 14.
    expect(runtime.sleeps[0]).toBe(2_000);
    expect(runtime.sleeps[1]).toBeGreaterThan(2_000);
  });

  it('waits for the next window when none is left', async () => {
    const { genesys, runtime } = await setup((_, call) => ({
      ...organization,
      headers: headers(299 + call),
    }));
    await genesys.organization();
    await genesys.organization();
    expect(runtime.sleeps).toEqual([30_000]);
  });
});

describe('errors', () => {
  it('name the permission that Genesys Cloud names', async () => {
    const { genesys } = await setup(() => ({
      status: 403,
      headers: { 'inin-correlation-id': 'corr-3' },
      json: {
        message:
          'Unable to perform the requested action. You are missing the following permission(s): routing:queue:search',
        code: 'missing.permissions',
        messageParams: { permissions: '[routing:queue:search]' },
      },
    }));
    const error = await failure(genesys.queues.all());
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.what).toBe('The Genesys Cloud credentials lack the permission routing:queue:search.');
    expect(error.report.where).toContain('corr-3');
  });

  it.each([
    ['queues.search', (genesys: Genesys) => genesys.queues.search('x'), 'routing:queue:view'],
    ['queues.all', (genesys: Genesys) => genesys.queues.all(), 'routing:queue:search'],
    ['integrations.list', (genesys: Genesys) => genesys.integrations.list(), 'integrations:integration:view'],
    [
      'integrations.create',
      (genesys: Genesys) => genesys.integrations.create('x'),
      'integrations:integration:add',
    ],
    [
      'integrations.setState',
      (genesys: Genesys) => genesys.integrations.setState('i', 'ENABLED'),
      'integrations:integration:edit',
    ],
    [
      'integrations.delete',
      (genesys: Genesys) => genesys.integrations.delete('i'),
      'integrations:integration:delete',
    ],
  ])('name the permission of %s where Genesys Cloud does not', async (_, call, permission) => {
    const { genesys } = await setup(() => ({ status: 403, json: { message: 'Forbidden' } }));
    const error = await failure(call(genesys));
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.what).toContain(permission);
  });

  it('say so where the answer is no JSON', async () => {
    const { genesys } = await setup(() => ({ text: '<html>Sign in</html>' }));
    expect((await failure(genesys.organization())).report.code).toBe('genesys-not-json');
  });

  it('do not follow a redirect with the token', async () => {
    const { genesys, server } = await setup(() => ({
      status: 302,
      headers: { location: 'http://127.0.0.1:1/' },
    }));
    expect((await failure(genesys.organization())).exitCode).toBe(ExitCode.error);
    expect(server.received).toHaveLength(2);
  });

  it('never hold a secret, however they are shown', async () => {
    const echo = (request: Received, status = 400): Reply => ({
      status,
      json: { message: `you sent ${request.headers.authorization} and ${clientSecret}`, code: 'bad' },
    });
    const cases = [
      await setup((request) => echo(request)),
      await setup(() => organization, { token: (request) => echo(request) }),
      await setup((request) => echo(request, 403)),
      await setup((request) => echo(request, 503)),
      await setup(() => 'break'),
      await setup(() => organization, { token: () => 'break' }),
    ];
    for (const { genesys } of cases) {
      const error = await failure(genesys.organization());
      const shown = [
        inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
        JSON.stringify(error),
        JSON.stringify(error.report),
        String(error),
        error.stack,
        inspect(error.cause),
      ].join('\n');
      expect(shown).not.toContain(clientSecret);
      expect(shown).not.toContain(basic);
      expect(shown).not.toMatch(/token-\d/);
    }
  });
});
