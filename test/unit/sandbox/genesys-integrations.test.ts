import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACD_END, call, type GenesysServer, SOCKET_ONLY, startGenesys, USER_END } from './genesys-server.js';

const TYPE = 'amazon-eventbridge-source';
const SOURCE =
  '111122223333/eu-west-1/aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';

let server: GenesysServer;
beforeEach(async () => {
  server = await startGenesys();
});
afterEach(() => server.close());

function config(version: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'prod',
    version,
    properties: {
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'prod',
      eventFilter: [ACD_END, USER_END],
    },
    advanced: {},
    notes: '',
    credentials: {},
    ...changes,
  };
}

async function create(name = 'prod'): Promise<string> {
  const { body, status } = await call(server, 'POST', '/api/v2/integrations', {
    name,
    integrationType: { id: TYPE },
  });
  expect(status).toBe(200);
  return String(body['id']);
}

const configure = (id: string, body: unknown): ReturnType<typeof call> =>
  call(server, 'PUT', `/api/v2/integrations/${id}/config/current`, body);
const enable = (id: string): ReturnType<typeof call> =>
  call(server, 'PATCH', `/api/v2/integrations/${id}`, { intendedState: 'ENABLED' });
const read = (id: string): ReturnType<typeof call> =>
  call(server, 'GET', `/api/v2/integrations/${id}?expand=config.current`);

describe('an integration', () => {
  it('is created, configured, enabled, and offers its partner event source; deleted, it is gone', async () => {
    const id = await create();
    expect((await read(id)).body).toMatchObject({
      intendedState: 'DISABLED',
      reportedState: { code: 'INACTIVE' },
      config: { current: { version: 1, properties: {}, notes: 'node_dynamodb_empty_string' } },
    });
    const put = await configure(id, config(1));
    expect(put).toMatchObject({
      status: 200,
      body: { version: 2, properties: { eventFilter: [USER_END, ACD_END] } },
    });
    expect(server.sources).toEqual(new Set());

    await enable(id);
    expect((await read(id)).body).toMatchObject({
      intendedState: 'ENABLED',
      reportedState: { code: 'ACTIVATING' },
    });
    server.pass(1_000);
    expect((await read(id)).body).toMatchObject({ reportedState: { code: 'ACTIVE' } });
    expect(server.sources).toEqual(new Set([SOURCE]));

    expect((await call(server, 'DELETE', `/api/v2/integrations/${id}`)).body).toMatchObject({
      intendedState: 'DELETED',
    });
    expect((await read(id)).status).toBe(200);
    expect(server.sources).toEqual(new Set());
    server.pass(1_000);
    expect(await read(id)).toMatchObject({ status: 404, body: { code: 'not.found' } });
  });

  it('moves its source where its suffix changes', async () => {
    const id = await create();
    await configure(id, config(1));
    await enable(id);
    server.pass(1_000);
    await read(id);
    const moved = config(2);
    await configure(id, {
      ...moved,
      properties: { ...(moved['properties'] as object), eventSourceSuffix: 'next' },
    });
    expect((await read(id)).body).toMatchObject({ reportedState: { code: 'ACTIVATING' } });
    server.pass(1_000);
    await read(id);
    expect(server.sources).toEqual(new Set([SOURCE.replace(/prod$/, 'next')]));
  });

  it('needs all six fields of its configuration', async () => {
    const id = await create();
    for (const field of Object.keys(config(1))) {
      const { [field]: _left, ...rest } = config(1);
      expect(await configure(id, rest)).toMatchObject({ status: 400, body: { messageParams: { field } } });
    }
  });

  it('refuses a version that is not current, with 409 or 400', async () => {
    const id = await create();
    await configure(id, config(1));
    expect(await configure(id, config(1))).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('does not match the current version') },
    });
    server.organization.versionConflictStatus = 400;
    expect(await configure(id, config(3))).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('does not match the current version') },
    });
  });

  it.each([
    ['an unknown event type', { eventFilter: ['v2.no.such'] }],
    ['an event type that EventBridge does not carry', { eventFilter: [SOCKET_ONLY] }],
    ['an account that is none', { awsAccountId: '1234' }],
    ['a suffix with a slash', { eventSourceSuffix: 'a/b' }],
    ['no region', { awsAccountRegion: undefined }],
  ])('refuses %s', async (_what, wrong) => {
    const id = await create();
    const { properties } = config(1);
    const answer = await configure(id, config(1, { properties: { ...(properties as object), ...wrong } }));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid.configuration' } });
  });

  it('shows ERROR with a reason where activation fails, and recovers', async () => {
    server.failActivation('The account does not exist.');
    const id = await create();
    await configure(id, config(1));
    await enable(id);
    server.pass(1_000);
    expect((await read(id)).body).toMatchObject({
      reportedState: { code: 'ERROR', detail: { message: 'The account does not exist.' } },
    });
    expect(server.sources).toEqual(new Set());
    server.failActivation(undefined);
    await configure(id, config(2));
    server.pass(1_000);
    expect((await read(id)).body).toMatchObject({ reportedState: { code: 'ACTIVE' } });
  });

  it('shows ERROR where another one has the same account, region and suffix', async () => {
    const [first, second] = [await create('same name'), await create('same name')];
    expect(second).not.toBe(first);
    for (const id of [first, second]) {
      await configure(id, config(1));
      await enable(id);
      server.pass(1_000);
      await read(id);
    }
    expect((await read(second)).body).toMatchObject({ reportedState: { code: 'ERROR' } });
  });

  it('cannot be enabled before it is configured', async () => {
    expect((await enable(await create())).status).toBe(400);
  });

  it('keeps to the number of instances that its type names', async () => {
    server.organization.maxInstances = 1;
    await create();
    const type = await call(server, 'GET', `/api/v2/integrations/types/${TYPE}`);
    expect(type.body).toMatchObject({ id: TYPE, maxInstances: 1 });
    const second = await call(server, 'POST', '/api/v2/integrations', {
      name: 'b',
      integrationType: { id: TYPE },
    });
    expect(second.status).toBe(400);
  });
});

describe('GET /api/v2/integrations', () => {
  it('filters by type, pages, and gives configurations only where asked', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    const path = `/api/v2/integrations?integrationType=${TYPE}&pageSize=2`;
    const first = await call(server, 'GET', path);
    expect(first.body).toMatchObject({ total: 3, pageCount: 2 });
    const [one] = first.body['entities'] as { config: { current: object } }[];
    expect(one?.config.current).not.toHaveProperty('version');
    const second = await call(server, 'GET', `${path}&pageNumber=2&expand=config.current`);
    expect(second.body['entities']).toMatchObject([{ name: 'c', config: { current: { version: 1 } } }]);
    expect((await call(server, 'GET', '/api/v2/integrations?integrationType=other')).body).toMatchObject({
      total: 0,
    });
  });
});

describe('GET /api/v2/notifications/availabletopics', () => {
  it('gives what expand asks for', async () => {
    const bare = await call(server, 'GET', '/api/v2/notifications/availabletopics');
    expect(bare.body['entities']).toContainEqual({ id: ACD_END });
    const full = await call(
      server,
      'GET',
      '/api/v2/notifications/availabletopics?expand=description&expand=transports',
    );
    expect(full.body['entities']).toContainEqual({
      id: SOCKET_ONLY,
      description: 'Presence.',
      transports: ['Websocket'],
    });
  });
});
