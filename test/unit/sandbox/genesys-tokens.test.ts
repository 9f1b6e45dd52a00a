import { afterEach, describe, expect, it } from 'vitest';
import { askForToken, call, type GenesysServer, login, startGenesys } from './genesys-server.js';

let server: GenesysServer;
afterEach(() => server.close());

describe('tokens', () => {
  it('come for any client with the secret', async () => {
    server = await startGenesys();
    const answer = await askForToken(server, 'any', 'a-secret');
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'bearer', expires_in: 86_400 } });
    const me = await call(
      server,
      'GET',
      '/api/v2/organizations/me',
      undefined,
      String(answer.body['access_token']),
    );
    expect(me).toMatchObject({ status: 200, body: { id: server.organization.id, name: 'Acme' } });
    expect(me.headers.get('inin-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('are refused as Genesys refuses them', async () => {
    server = await startGenesys();
    expect(await askForToken(server, 'any', 'wrong')).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'authentication failed' },
    });
    expect(await askForToken(server, 'any', '')).toMatchObject({ status: 401 });
    expect(await askForToken(server, 'unknown', 'a-secret')).toMatchObject({
      status: 400,
      body: { error: 'invalid_client', error_description: 'client not found' },
    });
    expect(await askForToken(server, 'any', 'a-secret', 'password')).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
  });

  it('expire, and unknown ones are refused', async () => {
    server = await startGenesys({ tokenSeconds: 60 });
    const token = await login(server);
    expect((await call(server, 'GET', '/api/v2/tokens/me', undefined, token)).status).toBe(200);
    server.pass(60_000);
    const late = await call(server, 'GET', '/api/v2/tokens/me', undefined, token);
    expect(late).toMatchObject({
      status: 401,
      body: { code: 'bad.credentials', status: 401, details: [], errors: [] },
    });
    expect(late.body['contextId']).toBe(late.headers.get('inin-correlation-id'));
    const none = await fetch(`${server.url}/api/v2/tokens/me`);
    expect(none.status).toBe(401);
    expect(await none.json()).toMatchObject({ code: 'authentication.required' });
  });

  it('allow 300 requests a minute', async () => {
    server = await startGenesys();
    const token = await login(server);
    for (let sent = 1; sent < 300; sent += 1)
      await call(server, 'GET', '/api/v2/tokens/me', undefined, token);
    const last = await call(server, 'GET', '/api/v2/tokens/me', undefined, token);
    expect(last.status).toBe(200);
    expect(last.headers.get('inin-ratelimit-count')).toBe('300');
    expect(last.headers.get('inin-ratelimit-allowed')).toBe('300');
    const refused = await call(server, 'GET', '/api/v2/tokens/me', undefined, token);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too.many.requests' } });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(refused.headers.get('inin-ratelimit-reset')).toBe(String(seconds));
    server.pass(seconds * 1000);
    expect((await call(server, 'GET', '/api/v2/tokens/me', undefined, token)).status).toBe(200);
  });
});

describe('permissions', () => {
  it('are named where they are missing, and left out of the roles', async () => {
    server = await startGenesys({ deniedPermissions: ['routing:queue:search'] });
    expect(await call(server, 'GET', '/api/v2/routing/queues/divisionviews/all')).toMatchObject({
      status: 403,
      body: {
        code: 'missing.any.permissions',
        message: expect.stringContaining('[routing:queue:search]'),
        messageParams: { permissions: '[routing:queue:search]' },
      },
    });
    expect((await call(server, 'GET', '/api/v2/routing/queues')).status).toBe(200);
    const { body } = await call(server, 'GET', '/api/v2/authorization/subjects/me');
    const grants = body['grants'] as { role: { policies: { entityName: string; actions: string[] }[] } }[];
    const queuePolicy = grants[0]?.role.policies.find(({ entityName }) => entityName === 'queue');
    expect(queuePolicy?.actions).toEqual(['view']);
  });

  it('are those that were given, and no others: with * for a part, without regard to case', async () => {
    server = await startGenesys({
      grantedPermissions: ['Routing:queue:*', 'integrations:*:edit', 'analytics:*'],
      deniedPermissions: ['routing:queue:search'],
    });
    const status = async (path: string) => (await call(server, 'GET', path)).status;
    expect(await status('/api/v2/routing/queues')).toBe(200);
    // Denied all the same; of another action; with fewer parts than a permission has.
    expect(await status('/api/v2/routing/queues/divisionviews/all')).toBe(403);
    expect(await call(server, 'GET', '/api/v2/integrations')).toMatchObject({
      status: 403,
      body: { messageParams: { permissions: '[integrations:integration:view]' } },
    });
    const { body } = await call(server, 'GET', '/api/v2/authorization/subjects/me');
    const grants = body['grants'] as { role: { policies: { entityName: string; actions: string[] }[] } }[];
    expect(
      grants[0]?.role.policies.map(({ entityName, actions }) => `${entityName}: ${actions.join()}`),
    ).toEqual(['queue: view', 'integration: edit']);
  });

  it('cover only the divisions of the roles', async () => {
    server = await startGenesys({ visibleDivisions: ['Retail'] });
    const { body } = await call(server, 'GET', '/api/v2/routing/queues/divisionviews/all?pageSize=500');
    const divisions = new Set(
      (body['entities'] as { division: { name: string } }[]).map(({ division }) => division.name),
    );
    expect([...divisions]).toEqual(['Retail']);
    expect(
      (await call(server, 'GET', '/api/v2/routing/queues/5affb229-7631-4992-b0ce-583505c6af07')).status,
    ).toBe(404);
  });
});
