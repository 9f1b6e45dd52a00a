import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGenesys } from '../../../src/lib/clients/genesys/index.js';
import { call, type GenesysServer, startGenesys } from './genesys-server.js';

const PATH = '/api/v2/platform/eventbridge';

let server: GenesysServer;
beforeEach(async () => {
  server = await startGenesys();
});
afterEach(() => server.close());

describe('the gateway that is subscribed per event type', () => {
  it('knows some event types, none of them enabled', async () => {
    const { status, body } = await call(server, 'GET', PATH);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      enabled: true,
      events: expect.arrayContaining(
        ['conversationCreated', 'conversationUpdated', 'conversationEnded'].map((eventType) => ({
          eventType,
          enabled: false,
        })),
      ),
    });
  });

  it('enables with 204, and tells it on the same path', async () => {
    const path = `${PATH}/events/conversationEnded`;
    expect(await call(server, 'PUT', path, { enabled: true })).toMatchObject({ status: 204, body: {} });
    expect((await call(server, 'GET', path)).body).toEqual({ eventType: 'conversationEnded', enabled: true });
    await call(server, 'PUT', path, { enabled: false });
    expect((await call(server, 'GET', path)).body).toMatchObject({ enabled: false });
  });

  it.each(['nonsense', '__proto__', 'constructor'])('does not know %s', async (name) => {
    expect((await call(server, 'GET', `${PATH}/events/${name}`)).status).toBe(404);
    expect((await call(server, 'PUT', `${PATH}/events/${name}`, { enabled: true })).status).toBe(404);
  });

  it.each([[{}], [{ enabled: 'true' }], [[true]]])('refuses the body %j', async (body) => {
    expect((await call(server, 'PUT', `${PATH}/events/conversationEnded`, body)).status).toBe(400);
  });

  it('wants the scope eventbridge:manage', async () => {
    server.organization.deniedPermissions.push('eventbridge:manage');
    for (const [method, path, body] of [
      ['GET', PATH],
      ['GET', `${PATH}/events/conversationEnded`],
      ['PUT', `${PATH}/events/conversationEnded`, { enabled: true }],
    ] as const) {
      const answer = await call(server, method, path, body);
      expect(answer.status).toBe(403);
      expect(answer.body['message']).toContain('eventbridge:manage');
    }
  });

  it('is understood by the client of gcx', async () => {
    const { eventTypeSubscriptions: subscriptions } = createGenesys({
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'client', clientId: 'a-client', clientSecret: 'a-secret' },
    });
    await subscriptions.set('conversationEnded', true);
    expect(await subscriptions.get('conversationEnded')).toBe(true);
    expect(await subscriptions.get('nonsense')).toBeUndefined();
    const status = await subscriptions.status();
    expect(status?.enabled).toBe(true);
    expect(status?.eventTypes?.get('conversationEnded')).toBe(true);
    expect(status?.eventTypes?.get('conversationCreated')).toBe(false);
  });
});
