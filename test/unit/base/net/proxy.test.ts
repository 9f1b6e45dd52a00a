import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLoopback } from '../../../../src/lib/base/net/index.js';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { startServer, type TestServer, testRuntime } from './test-server.js';

let proxy: TestServer;
const before = { ...process.env };

beforeEach(async () => {
  proxy = await startServer(({ path }) => ({
    json:
      path === '/oauth/token' ? { access_token: 't', expires_in: 60 } : { id: 'O', name: 'Acme', Rules: [] },
  }));
  for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name];
});

afterEach(async () => {
  process.env = { ...before };
  await proxy.close();
});

function genesysAt(host: string, port: number) {
  return createGenesys(
    {
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host, port },
      credentials: { kind: 'client', clientId: 'c', clientSecret: 's' },
    },
    { runtime: testRuntime() },
  );
}

function awsAt(endpoint: string) {
  return createAws(
    { region: 'eu-west-1', endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 's' } },
    { runtime: testRuntime() },
  );
}

describe('a proxy of the environment', () => {
  it('takes the calls to both sides', async () => {
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${proxy.port}`;
    await genesysAt('genesys.invalid', 8080).organization();
    await awsAt('http://aws.invalid:8081').events.listRules('b');
    expect(proxy.received.map(({ headers }) => headers.host)).toEqual([
      'genesys.invalid:8080',
      'genesys.invalid:8080',
      'aws.invalid:8081',
    ]);
  });

  it('is passed by for hosts of NO_PROXY', async () => {
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${proxy.port}`;
    process.env['NO_PROXY'] = 'genesys.invalid,aws.invalid';
    await expect(genesysAt('genesys.invalid', 8080).organization()).rejects.toMatchObject({
      report: { code: 'network-unreachable', what: expect.stringContaining('genesys.invalid') },
    });
    await expect(awsAt('http://aws.invalid:8081').events.listRules('b')).rejects.toMatchObject({
      report: { code: 'network-unreachable', what: expect.stringContaining('aws.invalid') },
    });
    expect(proxy.received).toEqual([]);
  });

  it('is passed by for this machine, where the sandbox is', async () => {
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    await genesysAt('127.0.0.1', proxy.port).organization();
    await awsAt(`http://127.0.0.1:${proxy.port}`).events.listRules('b');
    expect(proxy.received).toHaveLength(3);
  });
});

describe('this machine', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['[::1]', true],
    ['127.0.0.1.example.com', false],
    ['10.0.0.1', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
