import type { CreateConnectionAuthRequestParameters } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import { linesOf } from '../../recorded/recording.js';
import { type CrmOptions, type CrmPipe, startCrm } from './destination-pipe.js';

let pipe: CrmPipe;
afterEach(() => pipe.close());

async function start(options: CrmOptions = {}): Promise<void> {
  pipe = await startCrm(options);
}

/** How deliveries ended, and why. */
const ends = () => pipe.aws.cloud.deliveries().map(({ outcome, attempts = 1 }) => [outcome, attempts]);
const whys = () => pipe.aws.cloud.deliveries().map(({ why }) => why);

/** What is recorded under a name. */
function recorded(what: string): unknown {
  const lines = linesOf<{ readonly what?: string; readonly value?: unknown }>('api-destinations');
  const found = lines.find((line) => line.what === what);
  if (found === undefined) throw new Error(`Nothing is recorded of ${what}.`);
  return found.value;
}

const OAUTH: CreateConnectionAuthRequestParameters = {
  OAuthParameters: {
    ClientParameters: { ClientID: 'id', ClientSecret: 'hush-hush' },
    AuthorizationEndpoint: 'https://login.example.com/token',
    HttpMethod: 'POST',
  },
};

describe('a request to an API destination', () => {
  it('has the event as its body, and the headers that are documented', async () => {
    await start();
    await pipe.put({ id: 7 });
    const [request] = pipe.crm.received;
    expect(request).toMatchObject({ method: 'POST', url: '/calls' });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ source: 'pbx', detail: { id: 7 } });
    expect(request?.headers).toEqual({
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
      'content-type': 'application/json; charset=utf-8',
      range: 'bytes=0-1048575',
      'accept-encoding': 'gzip,deflate',
      connection: 'close',
      'content-length': String(Buffer.byteLength(request?.body ?? '')),
      host: 'crm.example.com',
      authorization: `Basic ${Buffer.from('gcx:p').toString('base64')}`,
    });
    const names = Object.keys(recorded('headers of every request') as object);
    expect(Object.keys(request?.headers ?? {})).toEqual(
      expect.arrayContaining(names.map((name) => name.toLowerCase())),
    );
    expect(ends()).toEqual([['delivered', 1]]);
  });

  it('carries an API key in its header', async () => {
    await start({ parameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Api-Key', ApiKeyValue: 'k' } } });
    await pipe.put({});
    expect(pipe.crm.received[0]?.headers).toMatchObject({ 'x-api-key': 'k' });
    expect(pipe.crm.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('fills the path, query and headers from the event; the connection’s parameters win over the target’s', async () => {
    await start({
      parameters: {
        BasicAuthParameters: { Username: 'u', Password: 'p' },
        InvocationHttpParameters: {
          HeaderParameters: [{ Key: 'x-both', Value: 'connection' }],
          QueryStringParameters: [{ Key: 'both', Value: 'connection', IsValueSecret: true }],
          BodyParameters: [{ Key: 'tenant', Value: '7' }],
        },
      },
      destination: { InvocationEndpoint: 'https://crm.example.com/a/*/b/*?v=1', HttpMethod: 'PUT' },
      target: {
        InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"call":<id>}' },
        HttpParameters: {
          PathParameterValues: ['$.detail.id', 'x y/z'],
          HeaderParameters: { 'X-Both': 'target', 'X-Id': '$.detail.id', 'X-None': '$.detail.none' },
          QueryStringParameters: { both: 'target', on: '$.detail.on', t: 'a&b' },
        },
      },
    });
    await pipe.put({ id: 'ü1', on: true });
    expect(pipe.crm.received).toMatchObject([
      {
        method: 'PUT',
        url: '/a/%C3%BC1/b/x%20y%2Fz?v=1&both=connection&on=true&t=a%26b',
        body: '{"call":"ü1","tenant":"7"}',
        headers: { 'x-both': 'connection', 'x-id': Buffer.from('ü1').toString('latin1') },
      },
    ]);
    expect(pipe.crm.received[0]?.headers).not.toHaveProperty('x-none');
  });

  it('has no header that EventBridge takes out, and its own where they cannot be overridden', async () => {
    const removed = recorded('headers that are taken out of what you configure') as string[];
    const own = recorded('headers that cannot be overridden') as string[];
    await start({
      target: {
        HttpParameters: {
          HeaderParameters: {
            ...Object.fromEntries([...removed, ...own].map((name) => [name, 'mine'])),
            'Content-Type': 'application/vnd.crm+json',
          },
        },
      },
    });
    await pipe.put({});
    const headers = pipe.crm.received[0]?.headers ?? {};
    expect(Object.entries(headers).filter(([, value]) => value === 'mine')).toEqual([]);
    expect(headers['content-type']).toBe('application/vnd.crm+json');
  });

  it('is not made where a wildcard of the path stays empty', async () => {
    await start({
      destination: { InvocationEndpoint: 'https://crm.example.com/*' },
      target: { HttpParameters: { PathParameterValues: ['$.detail.none'] } },
    });
    await pipe.put({});
    expect(pipe.crm.received).toEqual([]);
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({ ERROR_CODE: 'INVALID_PARAMETER' });
  });

  it.each(['a\r\nX-Evil: 1', 'smile \u{1F600}'])('is not made with a header of %j', async (id) => {
    await start({ target: { HttpParameters: { HeaderParameters: { 'X-Id': '$.detail.id' } } } });
    await pipe.put({ id });
    expect(pipe.crm.received).toEqual([]);
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({ ERROR_CODE: 'INVALID_PARAMETER' });
  });

  it('is not sent to a host that nothing stands for, and that is said', async () => {
    await start({ destination: { InvocationEndpoint: 'https://other.example.com/' } });
    await pipe.put({});
    expect(ends()).toEqual([['not-sent', 1]]);
    expect(whys()[0]).toContain('nothing stands for other.example.com');
    expect(await pipe.deadLetters()).toEqual([]);
  });
});

describe('an API destination with OAuth', () => {
  const isToken = ({ url }: { readonly url: string }) => url === '/token';
  const counted = () =>
    pipe.crm.received.map((request) => (isToken(request) ? 'token' : request.headers['authorization']));

  it.each([401, 407])('gets a token once, and another after %i', async (status) => {
    let tokens = 0;
    await start({
      parameters: OAUTH,
      reply: (request) => {
        if (isToken(request)) {
          tokens += 1;
          return { status: 200, body: JSON.stringify({ access_token: `t${tokens}` }) };
        }
        return { status: tokens === 1 && pipe.crm.received.length > 2 ? status : 200 };
      },
    });
    await pipe.put({ n: 1 });
    await pipe.put({ n: 2 });
    expect(counted()).toEqual(['token', 'Bearer t1', 'Bearer t1', 'token', 'Bearer t2']);
    expect(ends()).toEqual([
      ['delivered', 1],
      ['retried', 2],
    ]);
  });

  it('gets another token where one has less than a minute left', async () => {
    let clock = Date.UTC(2026, 0, 1);
    await start({
      now: () => clock,
      parameters: OAUTH,
      reply: (request) =>
        isToken(request) ? { status: 200, body: '{"access_token":"t","expires_in":3600}' } : { status: 200 },
    });
    await pipe.put({});
    clock += 3_539_000;
    await pipe.put({});
    clock += 2_000;
    await pipe.put({});
    expect(counted()).toEqual(['token', 'Bearer t', 'Bearer t', 'token', 'Bearer t']);
  });
});

describe('an answer of an API destination', () => {
  const STATUSES = recorded('retried statuses') as (number | string)[];
  const retried = STATUSES.flatMap((status) => (status === '5xx' ? [500, 503, 599] : [Number(status)]));

  it.each(retried)('%i is tried again', async (status) => {
    await start({ reply: (_, index) => ({ status: index < 2 ? status : 200 }) });
    await pipe.put({});
    expect(ends()).toEqual([['retried', 3]]);
  });

  it.each([302, 400, 403, 404, 410, 422])(
    '%i is not tried again, and dead-lettered as recorded',
    async (status) => {
      await start({ reply: () => ({ status, headers: { location: 'https://elsewhere.example.com/' } }) });
      await pipe.put({ id: 1 });
      expect(pipe.crm.received).toHaveLength(1);
      const [letter] = await pipe.deadLetters();
      expect(Object.keys(letter?.attributes ?? {}).sort()).toEqual([
        ...['ERROR_CODE', 'ERROR_MESSAGE', 'RULE_ARN', 'TARGET_ARN'],
      ]);
      expect(letter?.attributes).toMatchObject({
        ERROR_CODE: 'ERROR_FROM_TARGET',
        TARGET_ARN: pipe.destinationArn,
      });
      // What the target would have got.
      expect(letter?.body).toBe(pipe.crm.received[0]?.body);
    },
  );

  it('is awaited five seconds; those that do not come are tried again until the retries are over', async () => {
    await start({
      reply: () => 'silence',
      target: { RetryPolicy: { MaximumRetryAttempts: 2 } },
      outside: { timeoutMilliseconds: 20 },
    });
    await pipe.put({});
    expect(pipe.crm.received).toHaveLength(3);
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({
      ERROR_CODE: 'TIMEOUT',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
  });

  it('waits as long as Retry-After says, if that is longer, within the age of the event', async () => {
    const pauses: number[] = [];
    await start({
      reply: (_, index) => ({ status: 429, headers: { 'retry-after': index === 0 ? '5' : '0' } }),
      target: { RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
      outside: {
        pause: async (milliseconds) => {
          pauses.push(Math.round(milliseconds / 1_000));
        },
      },
    });
    await pipe.put({});
    expect(pauses.filter((seconds) => seconds > 0).slice(0, 2)).toEqual([5, 2]);
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({
      ERROR_CODE: 'THROTTLING',
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
      // 5, 2, 4, 8, 16 seconds; the next 32 would be too many.
      RETRY_ATTEMPTS: '5',
    });
  });

  it.each([
    ['negative: it is not tried again', '-1', 1],
    ['later than the event may be', '90000', 1],
    ['a date that is over', 'Thu, 01 Jan 1970 00:00:00 GMT', 2],
  ])('Retry-After %s', async (_, value, requests) => {
    await start({
      reply: (_request, index) => ({ status: index === 0 ? 503 : 200, headers: { 'retry-after': value } }),
    });
    await pipe.put({});
    expect(pipe.crm.received).toHaveLength(requests);
    expect(await pipe.deadLetters()).toHaveLength(requests === 1 ? 1 : 0);
  });

  it('does not come where nothing listens', async () => {
    await start({
      outside: { hosts: { 'crm.example.com': 'http://127.0.0.1:1' } },
      target: { RetryPolicy: { MaximumRetryAttempts: 1 } },
    });
    await pipe.put({});
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({
      ERROR_CODE: 'CONNECTION_FAILURE',
      RETRY_ATTEMPTS: '1',
    });
  });
});

describe('EventBridge, before it asks', () => {
  it('needs a role that may invoke the API destination', async () => {
    await start({ may: 'events:PutEvents' });
    await pipe.put({});
    expect(pipe.crm.received).toEqual([]);
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({ ERROR_CODE: 'NO_PERMISSIONS' });
  });

  it('keeps to the rate: it slows requests and drops none, until the event is too old', async () => {
    const pauses: number[] = [];
    let clock = Date.UTC(2026, 0, 1);
    await start({
      now: () => clock,
      destination: { InvocationRateLimitPerSecond: 1 },
      target: { RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
      outside: {
        pause: async (milliseconds) => {
          pauses.push(milliseconds);
        },
      },
    });
    for (let n = 0; n < 62; n += 1) await pipe.put({ n });
    expect(pauses.slice(0, 3)).toEqual([1_000, 2_000, 3_000]);
    expect(pipe.crm.received).toHaveLength(61);
    expect((await pipe.deadLetters())[0]?.attributes).toMatchObject({
      ERROR_CODE: 'THROTTLING',
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
      RETRY_ATTEMPTS: '0',
    });
    clock += 3_600_000;
    await pipe.put({});
    expect(pipe.crm.received).toHaveLength(62);
  });
});
