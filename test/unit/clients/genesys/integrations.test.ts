import { afterEach, describe, expect, it } from 'vitest';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { VersionConflict } from '../../../../src/lib/clients/genesys/model.js';
import {
  type Received,
  type Reply,
  startServer,
  type TestServer,
  testRuntime,
} from '../../base/net/test-server.js';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function setup(answer: (request: Received) => Reply) {
  const server = await startServer((request) =>
    request.path === '/oauth/token' ? { json: { access_token: 't', expires_in: 60 } } : answer(request),
  );
  open.push(server);
  const genesys = createGenesys(
    {
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'client', clientId: 'c', clientSecret: 's' },
    },
    { runtime: testRuntime() },
  );
  return { integrations: genesys.integrations, genesys, server };
}

const current = {
  name: 'Events',
  version: 7,
  properties: {
    awsAccountId: '111122223333',
    awsAccountRegion: 'eu-west-1',
    eventSourceSuffix: 'prod',
    eventFilter: ['v2.a.{id}', 'v2.b'],
    somethingNew: { kept: true },
  },
  advanced: { x: 1 },
  notes: 'node_dynamodb_empty_string',
  credentials: {},
};
const integration = {
  id: 'i1',
  name: 'Events',
  integrationType: { id: 'amazon-eventbridge-source' },
  intendedState: 'ENABLED',
  reportedState: { code: 'ERROR', detail: { message: 'm', messageWithParams: 'no such account' } },
  config: { current },
};

describe('integrations', () => {
  it('are listed with their configuration, over all pages, of the one type only', async () => {
    const { integrations, server } = await setup(({ query }) =>
      query.get('pageNumber') === '1'
        ? {
            json: {
              pageCount: 2,
              entities: [integration, { ...integration, id: 'i2', integrationType: { id: 'other' } }],
            },
          }
        : {
            json: {
              pageCount: 2,
              entities: [{ ...integration, id: 'i3', config: { current: { properties: {} } } }],
            },
          },
    );
    const listed = await integrations.list();
    expect(listed.map(({ id }) => id)).toEqual(['i1', 'i3']);
    expect(listed[0]).toEqual({
      id: 'i1',
      name: 'Events',
      intendedState: 'ENABLED',
      reportedState: { code: 'ERROR', message: 'no such account' },
      config: {
        name: 'Events',
        version: 7,
        awsAccountId: '111122223333',
        awsAccountRegion: 'eu-west-1',
        eventSourceSuffix: 'prod',
        eventFilter: ['v2.a.{id}', 'v2.b'],
        notes: '',
        other: { properties: { somethingNew: { kept: true } }, advanced: { x: 1 }, credentials: {} },
      },
    });
    expect(listed[1]?.config).toBeUndefined();
    const first = server.received.find(({ path }) => path === '/api/v2/integrations');
    expect(Object.fromEntries(first?.query ?? [])).toEqual({
      integrationType: 'amazon-eventbridge-source',
      expand: 'config.current',
      pageSize: '100',
      pageNumber: '1',
    });
  });

  it('are read again for their configuration where the list does not carry it', async () => {
    const { config, ...bare } = integration;
    const { integrations } = await setup(({ path }) =>
      path.endsWith('/config/current') ? { json: config.current } : { json: { entities: [bare] } },
    );
    expect((await integrations.list())[0]?.config?.version).toBe(7);
  });

  it('that are gone are undefined, and deleting them again is no error', async () => {
    const { integrations } = await setup(() => ({ status: 404, json: { message: 'not found' } }));
    expect(await integrations.get('i1')).toBeUndefined();
    await expect(integrations.delete('i1')).resolves.toBeUndefined();
  });

  it('are configured with all six parts, what gcx does not know among them', async () => {
    const { integrations, server } = await setup(({ body }) => ({
      json: { ...JSON.parse(body), version: 8 },
    }));
    const written = await integrations.configure('i1', {
      name: 'Events',
      version: 7,
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'prod',
      eventFilter: ['v2.c'],
      notes: 'gcx',
      other: { properties: { somethingNew: 1 }, advanced: { x: 1 }, credentials: {} },
    });
    expect(written.version).toBe(8);
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toEqual({
      name: 'Events',
      version: 7,
      properties: {
        somethingNew: 1,
        awsAccountId: '111122223333',
        awsAccountRegion: 'eu-west-1',
        eventSourceSuffix: 'prod',
        eventFilter: ['v2.c'],
      },
      advanced: { x: 1 },
      notes: 'gcx',
      credentials: {},
    });
  });

  const input = {
    name: 'n',
    awsAccountId: '111122223333',
    awsAccountRegion: 'eu-west-1',
    eventSourceSuffix: 'prod',
    eventFilter: [],
    notes: '',
  };

  it('take the live version where none is given', async () => {
    const { integrations, server } = await setup(({ method, body }) =>
      method === 'GET' ? { json: { version: 3, properties: {} } } : { json: JSON.parse(body) },
    );
    await integrations.configure('i1', input);
    expect(JSON.parse(server.received.at(-1)?.body ?? '').version).toBe(3);
  });

  it.each([
    [409, 'conflict'],
    [408, 'request timeout'],
    [400, 'The version 3 does not match the current version 4'],
  ])('that changed meanwhile are a version conflict (HTTP %i)', async (status, message) => {
    const { integrations, server } = await setup(() => ({ status, json: { message } }));
    await expect(integrations.configure('i1', { ...input, version: 3 })).rejects.toBeInstanceOf(
      VersionConflict,
    );
    expect(server.received.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('that Genesys Cloud finds invalid are no version conflict', async () => {
    const { integrations } = await setup(() => ({ status: 400, json: { message: 'awsAccountId is wrong' } }));
    await expect(integrations.configure('i1', { ...input, version: 3 })).rejects.toMatchObject({
      report: { what: expect.stringContaining('awsAccountId is wrong') },
    });
  });
});

describe('grants', () => {
  it('are roles with divisions and permissions', async () => {
    const { genesys } = await setup(({ path }) =>
      path.endsWith('/tokens/me')
        ? { json: { OAuthClient: { id: 'client-1', name: 'gcx' } } }
        : {
            json: {
              grants: [
                {
                  division: { name: 'Home' },
                  role: {
                    name: 'gcx',
                    policies: [{ domain: 'routing', entityName: 'queue', actions: ['view', '*'] }],
                  },
                },
              ],
            },
          },
    );
    expect(await genesys.grants()).toEqual({
      clientId: 'client-1',
      roles: [{ role: 'gcx', division: 'Home' }],
      permissions: ['routing:queue:*', 'routing:queue:view'],
    });
  });

  it('have no permissions where the organisation does not tell a client its own', async () => {
    const { genesys } = await setup(({ path }) =>
      path.endsWith('/tokens/me')
        ? { json: { OAuthClient: { id: 'client-1', roleDivisions: [{ roleId: 'r', divisionId: 'd' }] } } }
        : { status: 400, json: { message: 'This request requires a user context' } },
    );
    expect(await genesys.grants()).toEqual({ clientId: 'client-1', roles: [{ role: 'r', division: 'd' }] });
  });
});
