import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { GenesysClient, Handler } from '../../../../src/lib/processor/runtime/handler.js';
import { type Received, type Reply, startServer, type TestServer } from '../../base/net/test-server.js';
import { partnerEvent, sqsRecord } from './genesys-events.js';
import { batch, LambdaWorld, lambdaContext } from './lambda-world.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:genesys';
const OTHER = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other';
const SECRET = 'very-secret-indeed';

let world: LambdaWorld;
let genesys: TestServer;
let answer: (request: Received, count: number) => Reply | Promise<Reply>;
let tokens = 0;
/** Seconds that a token lives. */
let lifetime = 86_400;

beforeAll(async () => {
  world = await LambdaWorld.open();
  world.secrets = {
    [ARN]: JSON.stringify({ clientId: 'client', clientSecret: SECRET }),
    [OTHER]: '12345',
  };
  genesys = await startServer((request) => {
    if (request.path === '/oauth/token') {
      tokens++;
      return { json: { access_token: `token-${tokens}`, expires_in: lifetime } };
    }
    return answer(request, genesys.received.filter(({ path }) => path === request.path).length);
  });
  process.env['GENESYS_GCX_GENESYS_GATEWAY'] = JSON.stringify({
    protocol: 'http',
    host: '127.0.0.1',
    port: genesys.port,
  });
});
afterAll(async () => {
  await genesys.close();
  await world.close();
});
afterEach(() => {
  world.reset();
  genesys.received.length = 0;
  tokens = 0;
  lifetime = 86_400;
});

/** A Lambda whose handler calls Genesys Cloud; each event is another one. */
function caller(call: (client: GenesysClient) => Promise<unknown>) {
  let events = 0;
  const answers: unknown[] = [];
  const handler: Handler = async (_event, context) => {
    answers.push(await call(context.genesys));
  };
  const lambda = world.lambda(world.settings({ secrets: { GENESYS: ARN } }), handler, 0);
  return {
    answers,
    run: (count = 1, milliseconds = 20_000) =>
      lambda(
        Array.from({ length: count }, () => partnerEvent({ conversation: ++events })),
        lambdaContext(milliseconds),
      ),
  };
}

const bearers = () =>
  genesys.received.flatMap(({ path, headers }) => (path === '/oauth/token' ? [] : [headers.authorization]));

it('calls with a token that is fetched once, whatever is under way at once, and kept between invocations', async () => {
  answer = () => ({ json: { id: 'c-1' } });
  const { answers, run } = caller((client) => client.get('/api/v2/conversations/c-1'));
  await run(5);
  await run();
  expect(answers).toEqual(Array.from({ length: 6 }, () => ({ id: 'c-1' })));
  expect(tokens).toBe(1);
  const login = genesys.received.find(({ path }) => path === '/oauth/token');
  expect(login).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials' });
  expect(Buffer.from(String(login?.headers.authorization).slice(6), 'base64').toString()).toBe(
    `client:${SECRET}`,
  );
  expect(new Set(bearers())).toEqual(new Set(['Bearer token-1']));
});

it('a token is renewed before it ends', async () => {
  lifetime = 0;
  answer = () => ({ json: {} });
  const { run } = caller((client) => client.get('/api/v2/a'));
  await run();
  await run();
  expect(tokens).toBe(2);
});

it('401 has the token renewed, once', async () => {
  answer = ({ headers }) =>
    headers.authorization === 'Bearer token-1' ? { status: 401 } : { json: { ok: true } };
  const first = caller((client) => client.get('/api/v2/a'));
  await first.run();
  expect(first.answers).toEqual([{ ok: true }]);
  answer = () => ({ status: 401, json: { code: 'bad.credentials' } });
  genesys.received.length = 0;
  await expect(caller((client) => client.get('/api/v2/a')).run()).rejects.toThrow('1 failed');
  expect(bearers()).toHaveLength(2);
});

it('429 waits as long as Retry-After says; 5xx, and no answer, are tried again', async () => {
  const replies: readonly Reply[] = [
    { status: 429, headers: { 'retry-after': '0' } },
    { status: 503 },
    { status: 500 },
    'break',
    { json: { ok: true } },
  ];
  answer = (_request, count) => replies[count - 1] ?? { status: 418 };
  const { answers, run } = caller((client) => client.get('/api/v2/a'));
  expect(await run()).toMatchObject({ processed: 1 });
  expect(answers).toEqual([{ ok: true }]);
});

it('what may have been carried out is not sent twice; what was refused for now is', async () => {
  answer = () => ({ status: 500 });
  await expect(caller((client) => client.request('POST', '/api/v2/a', { a: 1 })).run()).rejects.toThrow();
  expect(bearers()).toHaveLength(1);
  genesys.received.length = 0;
  answer = (_request, count) =>
    count === 1 ? { status: 429, headers: { 'retry-after': '0' } } : { status: 204 };
  const { answers, run } = caller((client) => client.request('POST', '/api/v2/a', { a: 1 }));
  await run();
  expect(answers).toEqual([undefined]);
  expect(genesys.received.at(-1)).toMatchObject({ method: 'POST', body: '{"a":1}' });
});

it('a wait ends with the event’s time', async () => {
  answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
  const { run } = caller((client) => client.get('/api/v2/a'));
  await expect(run(1, 2_000)).rejects.toThrow('1 failed');
  expect(bearers()).toHaveLength(1);
});

it('an error says status, code and correlation id, and nothing of credentials or queries', async () => {
  answer = () => ({
    status: 404,
    headers: { 'inin-correlation-id': 'corr-1' },
    json: { code: 'not.found', message: 'tel:+15555550955' },
  });
  let thrown: unknown;
  const { run } = caller((client) =>
    client.get('/api/v2/conversations/c-1?phone=%2B15555550955').catch((error: unknown) => {
      thrown = error;
      throw error;
    }),
  );
  await expect(run()).rejects.toThrow('1 failed');
  expect(thrown).toMatchObject({
    name: 'GenesysCallFailed',
    message: 'GET /api/v2/conversations/c-1: HTTP 404, not.found, correlation id corr-1',
    status: 404,
    code: 'not.found',
    correlationId: 'corr-1',
  });
  expect(JSON.stringify(world.lines)).not.toMatch(
    new RegExp(`${SECRET}|token-|5555|${Buffer.from(`client:${SECRET}`).toString('base64')}`),
  );
});

it('secrets are read once, at the first invocation; JSON is parsed, text stays text', async () => {
  const seen: unknown[] = [];
  const lambda = world.lambda(
    world.settings({ secrets: { GENESYS: ARN, PIN: OTHER } }),
    (_event, { secrets }) => {
      seen.push(secrets);
    },
  );
  await lambda([partnerEvent(), partnerEvent({ conversation: 2 })], lambdaContext());
  expect(seen[0]).toEqual({ GENESYS: { clientId: 'client', clientSecret: SECRET }, PIN: '12345' });
  expect(tokens).toBe(0);
  expect(JSON.stringify(world.lines)).not.toContain(SECRET);
});

it('a secret that a handler logs or throws is in no log and in no dead letter', async () => {
  const lambda = world.lambda(world.settings({ secrets: { GENESYS: ARN } }), (_event, { logger }) => {
    logger.info(`logged in with ${SECRET}`, { request: { password: SECRET } });
    throw new Error(`${SECRET} was refused`);
  });
  await lambda(batch(sqsRecord(partnerEvent(), { receives: 5 })), lambdaContext());
  expect(world.logged('logged in with ***')).toMatchObject([{ request: { password: '***' } }]);
  expect(world.logged('handler failed')).toMatchObject([{ error: { message: '*** was refused' } }]);
  expect(world.deadLetters).toHaveLength(1);
  expect(JSON.stringify([world.lines, world.deadLetters])).not.toContain(SECRET);
});

it('a secret that cannot be read fails the whole invocation, and is read again at the next', async () => {
  const arn = `${ARN}-later`;
  const lambda = world.lambda(world.settings({ secrets: { LATER: arn } }), () => {});
  await expect(lambda(partnerEvent(), lambdaContext())).rejects.toThrow('1 failed');
  expect(world.logged('invocation failed')).toMatchObject([
    { error: { message: `The secret LATER (${arn}) could not be read: ResourceNotFoundException.` } },
  ]);
  world.secrets = { ...world.secrets, [arn]: 'x' };
  expect(await lambda(partnerEvent(), lambdaContext())).toMatchObject({ processed: 1 });
});

it('genesys without the secret GENESYS says so', async () => {
  const lambda = world.lambda(world.settings(), (_event, client) =>
    client.genesys.get('/api/v2/a').then(() => {}),
  );
  await expect(lambda(partnerEvent(), lambdaContext())).rejects.toThrow('1 failed');
  expect(world.logged('handler failed')).toMatchObject([
    { error: { message: 'genesys needs the secret GENESYS: name its ARN under secrets of the processor.' } },
  ]);
});
