import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseStranger } from '../../../src/lib/sandbox/aws/index.js';
import { openSandbox, type Sandbox, serverState, startServer } from '../../../src/lib/sandbox/index.js';
import { askForToken } from './genesys-server.js';
import { rawCall } from './raw-call.js';
import { SDK_CALLS, type SignedRequest, type Signer, sdkRequest } from './sdk-requests.js';
import { ACCOUNT, optionsIn, REGION, temporaryFolder } from './temporary-folder.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Codes with which AWS says who may not come in, not what he did wrong. */
const REFUSALS =
  /InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature/;
const MINUTE = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'gcx-strangers-'));
let sandbox: Sandbox;
let port: number;
let signer: Signer;

beforeAll(async () => {
  sandbox = await openSandbox(optionsIn(folder));
  const { endpoint, region, credentials } = sandbox.aws;
  port = sandbox.genesys.gateway.port;
  signer = { endpoint, region, credentials };
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const send = (request: SignedRequest) => rawCall(port, request);

describe.each(SDK_CALLS)('a call of %s', (call) => {
  it('that the SDK signed is answered', async () => {
    const { body } = await send(await sdkRequest(call, signer));
    expect(body).not.toMatch(REFUSALS);
  });

  it('is refused where the secret is another one', async () => {
    const credentials = { ...signer.credentials, secretAccessKey: 'sandbox' };
    const answer = await send(await sdkRequest(call, { ...signer, credentials }));
    expect(answer.body).toContain('The request signature we calculated does not match');
    expect(answer.body + JSON.stringify(answer.headers)).toMatch(
      /InvalidSignatureException|SignatureDoesNotMatch/,
    );
    expect([400, 403]).toContain(answer.status);
  });

  it('is refused where its body is another one', async () => {
    const request = await sdkRequest(call, signer);
    const answer = await send({ ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) });
    expect(answer.body).toContain('The request signature we calculated does not match');
  });

  it.each([
    [-16, 'Signature expired: '],
    [16, 'Signature not yet current: '],
  ])('is refused where the clock is off by %i minutes', async (minutes, words) => {
    const answer = await send(await sdkRequest(call, { ...signer, ahead: minutes * MINUTE }));
    expect(answer.body).toContain(words);
    expect(answer.body).toMatch(/20\d{6}T\d{6}Z is (now earlier|still later) than 20\d{6}T\d{6}Z/);
  });

  it('is refused without a signature, or with half of one', async () => {
    const { headers, ...request } = await sdkRequest(call, signer);
    const { authorization = '', ...unsigned } = headers;
    const none = await send({ ...request, headers: unsigned });
    expect(none.status).toBe(403);
    expect(none.body + JSON.stringify(none.headers)).toContain('MissingAuthenticationToken');
    for (const part of ['Credential', 'SignedHeaders', 'Signature']) {
      const half = authorization.replace(new RegExp(`,? ?${part}=[^,]*`), ' ');
      const answer = await send({ ...request, headers: { ...unsigned, authorization: half } });
      expect(answer.body + JSON.stringify(answer.headers)).toContain('IncompleteSignature');
      expect(answer.body).toContain(
        `requires '${part}' parameter`.replaceAll("'", answer.body.includes('&#39;') ? '&#39;' : "'"),
      );
    }
  });
});

it('nobody changed anything by what was refused', async () => {
  const writes = await sandbox.journal({ writesOnly: true });
  expect(writes.map(({ status }) => status).filter((status) => status === 400 || status === 403)).toEqual([]);
});

it('any other byte in what is signed makes it another request', async () => {
  const requests = await Promise.all(SDK_CALLS.map((call) => sdkRequest(call, signer)));
  const { secretAccessKey } = signer.credentials;
  const refusal = (request: SignedRequest) => {
    const url = new URL(`http://127.0.0.1${request.target}`);
    const wire = {
      ...request,
      path: url.pathname,
      query: url.searchParams,
      body: request.body.toString('utf8'),
      bytes: request.body,
    };
    return refuseStranger(wire, secretAccessKey, [Date.now()]);
  };
  for (const request of requests) expect(refusal(request)).toBeUndefined();
  const flip = (text: string, at: number): string => {
    const index = at % text.length;
    return text.slice(0, index) + (text[index] === 'x' ? 'y' : 'x') + text.slice(index + 1);
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...requests),
      fc.constantFrom('body', 'method', 'path', 'query', 'header', 'signature'),
      fc.nat(),
      (request, part, at) => {
        const { authorization = '', ...headers } = request.headers;
        const signed = (/SignedHeaders=([^,]*)/.exec(authorization)?.[1] ?? '').split(';');
        const name = signed[at % signed.length] ?? '';
        const [path = '', query = ''] = request.target.split('?');
        const changed: Readonly<Record<typeof part, SignedRequest>> = {
          body: { ...request, body: Buffer.from(flip(`${request.body.toString('latin1')}_`, at), 'latin1') },
          method: { ...request, method: request.method === 'POST' ? 'PUT' : 'POST' },
          path: { ...request, target: `${flip(`${path}_`, Math.max(1, at % (path.length + 1)))}?${query}` },
          query: { ...request, target: `${path}?${flip(`${query}_`, at)}` },
          header: { ...request, headers: { ...request.headers, [name]: flip(`${headers[name]}_`, at) } },
          signature: {
            ...request,
            headers: {
              ...headers,
              authorization: authorization.slice(0, -64) + flip(authorization.slice(-64), at),
            },
          },
        };
        expect(refusal(changed[part])).toBeDefined();
      },
    ),
    { numRuns: 500 },
  );
});

describe('a presigned address', () => {
  /** Signs a query as the IAM user guide tells to ("Authenticating requests: query parameters"). */
  function presigned(changes: { secret?: string; minutesAgo?: number; expires?: string } = {}): string {
    const date = new Date(Date.now() - (changes.minutesAgo ?? 0) * MINUTE)
      .toISOString()
      .replace(/[-:]|\.\d{3}/g, '');
    const scope = [date.slice(0, 8), REGION, 'sts', 'aws4_request'];
    const query = Object.entries({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': [signer.credentials.accessKeyId, ...scope].join('/'),
      'X-Amz-Date': date,
      'X-Amz-Expires': changes.expires ?? '60',
      'X-Amz-SignedHeaders': 'host',
    })
      .map((pair) => pair.map(encodeURIComponent).join('='))
      .join('&');
    const empty = createHash('sha256').update('').digest('hex');
    const canonical = ['GET', '/', query, `host:127.0.0.1:${port}\n`, 'host', empty].join('\n');
    const text = [
      'AWS4-HMAC-SHA256',
      date,
      scope.join('/'),
      createHash('sha256').update(canonical).digest('hex'),
    ].join('\n');
    const hmac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest();
    const key = scope.reduce<string | Buffer>(
      hmac,
      `AWS4${changes.secret ?? signer.credentials.secretAccessKey}`,
    );
    return `/?${query}&X-Amz-Signature=${hmac(key, text).toString('hex')}`;
  }
  const get = (target: string) =>
    rawCall(port, { method: 'GET', target, headers: { host: `127.0.0.1:${port}` } });

  it('is let in, for the account that its credential names, until it expires', async () => {
    expect((await get(presigned())).body).toContain(`<Account>${ACCOUNT}</Account>`);
    expect((await get(presigned({ minutesAgo: 20, expires: '3600' }))).status).toBe(200);
  });

  it.each([
    ['of another secret', { secret: 'sandbox' }, /does not match/],
    ['that has expired', { minutesAgo: 2 }, /Signature expired/],
    ['that would live for ever', { expires: '604801' }, /X-Amz-Expires/],
  ])('%s is refused', async (_, changes, words) => {
    const answer = await get(presigned(changes));
    expect(answer).toMatchObject({ status: 403, body: expect.stringMatching(words) });
    expect(answer.body).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('is refused with one more parameter, or without its signature', async () => {
    expect((await get(`${presigned()}&Name=x`)).body).toMatch(/does not match/);
    expect((await get(presigned().replace(/&X-Amz-Signature.*/, ''))).body).toContain('IncompleteSignature');
  });
});

describe('the server', () => {
  const whoami = () => sdkRequest('sts', signer);

  it.each([
    ['attacker.example', 'another name'],
    ['attacker.example:PORT', 'another name with the port'],
    ['127.0.0.1', 'no port'],
    ['127.0.0.1:1', 'another port'],
    ['127.0.0.1.attacker.example:PORT', 'a name that begins like an address'],
    ['x.localhost:PORT', 'a name below localhost'],
    ['localhost:PORT@attacker.example', 'a name in disguise'],
  ])('answers no request for the host "%s" (%s)', async (host) => {
    const answer = await rawCall(port, {
      ...(await whoami()),
      headers: { host: host.replace('PORT', String(port)) },
    });
    expect(answer).toMatchObject({
      status: 403,
      body: expect.stringContaining('127.0.0.1, localhost and [::1]'),
    });
    const token = await rawCall(port, {
      method: 'POST',
      target: '/oauth/token',
      headers: { host: host.replace('PORT', String(port)) },
    });
    expect(token.body).toContain('127.0.0.1, localhost and [::1]');
  });

  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('answers under the name %s', async (name) => {
    const answer = await rawCall(port, {
      method: 'POST',
      target: '/oauth/token',
      headers: { host: `${name}:${port}` },
    });
    expect(answer.body).toContain('client credentials are required');
  });

  it.each([
    { origin: 'https://attacker.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin' },
  ])('answers no web page: %o', async (header) => {
    const request = await whoami();
    const answer = await send({ ...request, headers: { ...request.headers, ...header } });
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('web pages') });
    const control = await rawCall(port, {
      method: 'POST',
      target: '/_gcx/stop',
      headers: { host: `127.0.0.1:${port}`, ...header },
    });
    expect(control.body).toContain('web pages');
  });

  it('follows a link that somebody opened: a confirmation out of an email', async () => {
    const target = '/?Action=ConfirmSubscription&TopicArn=x&Token=y';
    const answer = await rawCall(port, {
      method: 'GET',
      target,
      headers: { host: `127.0.0.1:${port}`, 'sec-fetch-site': 'none' },
    });
    expect(answer.body).toContain('<Code>InvalidParameter</Code>');
  });

  it('is no proxy', async () => {
    const { headers, ...request } = await whoami();
    expect((await rawCall(port, { ...request, headers, target: 'http://attacker.example/' })).status).toBe(
      400,
    );
  });

  it('gives Genesys Cloud’s tokens for its own secret only', async () => {
    const { clientId, clientSecret } = sandbox.genesys.credentials;
    const genesys = { url: `http://127.0.0.1:${port}` };
    for (const secret of ['sandbox', 'anything', '', clientSecret.slice(1)]) {
      expect(await askForToken(genesys, clientId, secret)).toMatchObject({ status: 401 });
    }
    expect(await askForToken(genesys, clientId, clientSecret)).toMatchObject({ status: 200 });
    const queues = await fetch(`${genesys.url}/api/v2/routing/queues`);
    expect(queues.status).toBe(401);
  });
});

it('every sandbox has a secret of its own, which stays and which status tells', async () => {
  const other = temporaryFolder();
  const server = await startServer(optionsIn(other));
  const state = await serverState(other);
  const again = await openSandbox(optionsIn(other));
  await again.close();
  server.stop();
  await server.ended;
  const later = await openSandbox(optionsIn(other));
  await later.close();
  const { secretAccessKey } = later.aws.credentials;
  expect(secretAccessKey.length).toBeGreaterThan(40);
  expect(secretAccessKey).not.toBe(sandbox.aws.credentials.secretAccessKey);
  expect(again.aws.credentials.secretAccessKey).toBe(secretAccessKey);
  expect(state).toMatchObject({
    environment: {
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: later.genesys.credentials.clientSecret,
    },
  });
});
