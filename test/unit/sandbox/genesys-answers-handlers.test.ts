import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireEventType, sampleEvent } from '../../../src/lib/language/events/index.js';
import { type OrganizationState, rememberEvent } from '../../../src/lib/sandbox/genesys/index.js';
import { call, type GenesysServer, login, startGenesys } from './genesys-server.js';

const SALES_SUPPORT = '5affb229-7631-4992-b0ce-583505c6af07';
const CONVERSATION = '0f4d2ac8-6a0e-4a57-9d2b-4f4f0c8b6a11';
const AGENT = '65dc9f50-3f63-4f83-bd05-61e6211c70cf';
const CODE = '19fb4c0b-f272-4569-9902-70d870620ab4';
const BEGIN = Date.parse('2026-11-03T09:00:00.000Z');

let server: GenesysServer;
let token: string;
beforeAll(async () => {
  server = await startGenesys();
  token = await login(server);
});
afterAll(() => server.close());

const get = (path: string) => call(server, 'GET', path, undefined, token);

/** Has an event happen, so many seconds after the conversation began. */
function happen(
  state: OrganizationState,
  name: string,
  second: number,
  body: Readonly<Record<string, unknown>> = {},
  conversationId = CONVERSATION,
): void {
  const time = new Date(BEGIN + second * 1000);
  const event = sampleEvent(requireEventType(name), {
    organization: state.id,
    suffix: 'prod',
    account: '111122223333',
    region: 'eu-west-1',
    time,
    set: { mediaType: 'VOICE' },
  });
  const said = JSON.parse(
    JSON.stringify({
      conversationId,
      eventTime: time.getTime(),
      participantId: name,
      sessionId: `${name} session`,
      ...body,
    }),
  );
  rememberEvent(state, { ...event, detail: { eventBody: said } }, time.getTime());
}

test('a conversation is told as its events told it, in the shape of the Conversations API', async () => {
  const of = { mediaType: 'VOICE', direction: 'INBOUND', ani: 'tel:+15555550955', dnis: 'tel:+15555550000' };
  const start = (what: string, second: number, body: object = {}) =>
    happen(server.organization, `conversation.${what}`, second, {
      ...of,
      participantId: what.split('.')[0],
      sessionId: `${what.split('.')[0]} 1`,
      ...body,
    });
  start('customer.start', 0, { externalContactId: '923a7369-94e3-4f91-9a61-dbe22e44158b' });
  start('acd.start', 5, { queueId: SALES_SUPPORT });
  start('acd.end', 35, {
    queueId: SALES_SUPPORT,
    disconnectType: 'CONSULT_TRANSFER',
    acdOutcome: 'ANSWERED',
    answeredUserId: AGENT,
  });
  start('user.start', 35, { participantId: 'agent', queueId: SALES_SUPPORT, userId: AGENT });

  const running = await get(`/api/v2/conversations/${CONVERSATION.toUpperCase()}`);
  expect(running.status).toBe(200);
  expect(running.body).toMatchObject({
    id: CONVERSATION,
    startTime: '2026-11-03T09:00:00.000Z',
    address: 'tel:+15555550955',
    selfUri: `/api/v2/conversations/${CONVERSATION}`,
  });
  expect(running.body).not.toHaveProperty('endTime');
  expect(running.body['participants']).toMatchObject([
    {
      id: 'customer',
      purpose: 'customer',
      externalContactId: '923a7369-94e3-4f91-9a61-dbe22e44158b',
      calls: [{ state: 'connected', direction: 'inbound' }],
    },
    {
      id: 'acd',
      purpose: 'acd',
      queueId: SALES_SUPPORT,
      queueName: 'Sales Support',
      endTime: '2026-11-03T09:00:35.000Z',
      calls: [{ state: 'terminated', disconnectType: 'transfer.consult' }],
    },
    { purpose: 'agent', userId: AGENT, userUri: `/api/v2/users/${AGENT}`, wrapupRequired: true },
    { id: 'agent', purpose: 'agent', userId: AGENT },
  ]);

  start('user.end', 215, {
    participantId: 'agent',
    queueId: SALES_SUPPORT,
    userId: AGENT,
    disconnectType: 'CLIENT',
  });
  start('wrapup', 230, {
    participantId: 'agent',
    sessionId: 'user 1',
    userId: AGENT,
    wrapupCode: CODE,
    wrapupNotes: 'bought two',
    wrapupDurationMs: 15_000,
  });
  start('attributes', 231, { participantId: 'customer', attributes: { tier: 'gold' } });
  start('customer.end', 216, { disconnectType: 'ENDPOINT' });
  const { body } = await get(`/api/v2/conversations/${CONVERSATION}`);
  const participants = body['participants'] as readonly Record<string, unknown>[];
  const agent = participants.find(({ id }) => id === 'agent');
  const { name } = (await get(`/api/v2/routing/wrapupcodes/${CODE}`)).body;
  expect(agent).toMatchObject({
    endTime: '2026-11-03T09:03:35.000Z',
    wrapup: {
      code: CODE,
      name,
      notes: 'bought two',
      durationSeconds: 15,
      endTime: '2026-11-03T09:03:50.000Z',
    },
  });
  expect(participants[0]).toMatchObject({
    attributes: { tier: 'gold' },
    endTime: '2026-11-03T09:03:36.000Z',
  });
  // One and the same user, by whatever way one asks.
  expect(agent?.['name']).toBe((await get(`/api/v2/users/${AGENT}`)).body['name']);
});

test('one event is enough: who called is there, and it is over when nobody is left', async () => {
  const id = '0f4d2ac8-6a0e-4a57-9d2b-000000000001';
  happen(
    server.organization,
    'conversation.acd.end',
    40,
    {
      mediaType: 'CALLBACK',
      queueId: SALES_SUPPORT,
      connectedDurationMs: 30_000,
      disconnectType: 'PEER',
      callbackNumbers: ['+4930123'],
      callbackUserName: 'Jo',
    },
    id,
  );
  const { body } = await get(`/api/v2/conversations/${id}`);
  expect(body).toMatchObject({ startTime: '2026-11-03T09:00:10.000Z', endTime: '2026-11-03T09:00:40.000Z' });
  expect(body['participants']).toMatchObject([
    {
      purpose: 'customer',
      callbacks: [{ callbackNumbers: ['+4930123'], callbackUserName: 'Jo', state: 'terminated' }],
    },
    { purpose: 'acd', queueName: 'Sales Support' },
  ]);
});

test('what analytics tells can be asked for as well', async () => {
  const { body } = await get('/api/v2/conversations/36f675cc-81e7-4ef5-a8e2-5d940ed90475');
  const participants = body['participants'] as readonly Record<string, unknown>[];
  expect(participants.map(({ purpose }) => purpose)).toContain('agent');
  expect(participants.filter(({ queueId }) => queueId === SALES_SUPPORT).length).toBeGreaterThan(0);
  expect(body['endTime']).toEqual(expect.any(String));
  expect(
    participants
      .flatMap(({ calls }) => calls as readonly Record<string, unknown>[])
      .every(({ state }) => state === 'terminated'),
  ).toBe(true);
});

test('users, wrap-up codes and those of a queue are listed, and found by their ids', async () => {
  const users = (await get('/api/v2/users?pageSize=500')).body['entities'] as readonly Record<
    string,
    unknown
  >[];
  expect(users.length).toBeGreaterThan(3);
  expect((await get(`/api/v2/users/${users[0]?.['id']}`)).body).toEqual(users[0]);
  expect(users[0]).toMatchObject({
    state: 'active',
    email: expect.stringMatching(/^[a-z.]+@example\.com$/),
    version: expect.any(Number),
  });
  const codes = (await get(`/api/v2/routing/queues/${SALES_SUPPORT}/wrapupcodes`)).body[
    'entities'
  ] as readonly Record<string, unknown>[];
  expect((await get('/api/v2/routing/wrapupcodes')).body['entities']).toEqual(codes);
  expect((await get(`/api/v2/routing/wrapupcodes/${codes[0]?.['id']}`)).body).toEqual(codes[0]);
});

test('what is not there is 404, what the client may not is 403, too many are 429', async () => {
  const nobody = '00000000-0000-4000-8000-00000000dead';
  for (const path of ['conversations', 'users', 'routing/wrapupcodes', 'routing/queues'])
    expect(await get(`/api/v2/${path}/${nobody}`), path).toMatchObject({
      status: 404,
      body: { code: 'not.found', status: 404, contextId: expect.any(String) },
    });
  expect((await get(`/api/v2/routing/queues/${nobody}/wrapupcodes`)).status).toBe(404);

  const denied = ['conversation:communication:view', 'routing:wrapupCode:view'];
  const other = await startGenesys({ deniedPermissions: denied });
  try {
    for (const [at, path] of [`conversations/${nobody}`, `routing/wrapupcodes/${nobody}`].entries())
      expect(await call(other, 'GET', `/api/v2/${path}`)).toMatchObject({
        status: 403,
        body: { code: 'missing.any.permissions', message: expect.stringContaining(denied[at] ?? '') },
      });
    const one = await login(other);
    const asked = await Promise.all(
      Array.from({ length: 305 }, () => call(other, 'GET', '/api/v2/users', undefined, one)),
    );
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ body: { code: 'too.many.requests' } });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await other.close();
  }
});

test('a client that sees no division of a conversation gets 404', async () => {
  const other = await startGenesys({ visibleDivisions: ['Sales'] });
  try {
    const [sales, billing] = ['Sales', 'Billing'].map(
      (name) => other.organization.divisions.find((each) => each.name === name)?.id,
    );
    happen(
      other.organization,
      'conversation.acd.end',
      1,
      { divisionId: sales },
      '0f4d2ac8-6a0e-4a57-9d2b-000000000002',
    );
    happen(
      other.organization,
      'conversation.acd.end',
      1,
      { divisionId: billing },
      '0f4d2ac8-6a0e-4a57-9d2b-000000000003',
    );
    const status = async (last: number) =>
      (await call(other, 'GET', `/api/v2/conversations/0f4d2ac8-6a0e-4a57-9d2b-00000000000${last}`)).status;
    expect([await status(2), await status(3)]).toEqual([200, 404]);
  } finally {
    await other.close();
  }
});
