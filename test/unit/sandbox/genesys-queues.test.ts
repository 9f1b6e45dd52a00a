import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleOrganization } from '../../../src/lib/sandbox/genesys/index.js';
import { call, type GenesysServer, startGenesys } from './genesys-server.js';

interface QueueView {
  readonly id: string;
  readonly name: string;
  readonly division: { readonly id: string; readonly name: string };
}

let server: GenesysServer;
let large: GenesysServer;
beforeAll(async () => {
  server = await startGenesys();
  large = await startGenesys({
    queues: exampleOrganization('00000000-0000-4000-8000-000000000001', 5_000).queues,
  });
});
afterAll(async () => {
  await server.close();
  await large.close();
});

async function list(
  path: string,
  of = server,
): Promise<{ queues: QueueView[]; body: Record<string, unknown> }> {
  const { body, status } = await call(of, 'GET', path);
  expect(status).toBe(200);
  return { queues: body['entities'] as QueueView[], body };
}

describe('the example organisation', () => {
  it('has what the example file asks for', async () => {
    const { queues } = await list('/api/v2/routing/queues/divisionviews/all?pageSize=500');
    expect(queues.length).toBeGreaterThanOrEqual(55);
    const named = (name: string): QueueView[] => queues.filter((queue) => queue.name === name);
    expect(named('Sales Support').map(({ id }) => id)).toEqual(['5affb229-7631-4992-b0ce-583505c6af07']);
    expect(
      named('Support')
        .map(({ division }) => division.name)
        .sort(),
    ).toEqual(['Retail', 'Support']);
    expect(queues.filter(({ name }) => name.startsWith('Sales DE')).length).toBeGreaterThanOrEqual(3);
    for (const odd of [
      '911',
      'Support #2',
      "O'Brien & Sons",
      'Sales DE Süd',
      'Retail Stores Overflow ',
      'Web Shop 🛒',
    ]) {
      expect(named(odd)).toHaveLength(1);
    }
    expect(new Set(queues.map(({ id }) => id)).size).toBe(queues.length);
  });
});

describe('GET /api/v2/routing/queues', () => {
  it('filters by name with * at the ends, without regard to case', async () => {
    const names = async (pattern: string): Promise<string[]> =>
      (await list(`/api/v2/routing/queues?pageSize=500&name=${encodeURIComponent(pattern)}`)).queues.map(
        ({ name }) => name,
      );
    expect(await names('sales de*')).toEqual([
      'Sales DE Nord',
      'Sales DE Ost',
      'Sales DE Süd',
      'Sales DE West',
    ]);
    expect(await names('Support')).toEqual(['Support', 'Support']);
    expect(await names('*Support')).toEqual(['Sales Support', 'Support', 'Support', 'Technical Support']);
    expect(await names('*ritt*')).toEqual([]);
    expect(await names('*ßkun*')).toEqual(['Vertrieb Großkunden']);
  });

  it('filters by division and sorts by name', async () => {
    const retail = server.organization.divisions.find(({ name }) => name === 'Retail')?.id ?? '';
    const { queues } = await list(`/api/v2/routing/queues?pageSize=500&divisionId=${retail}`);
    expect(new Set(queues.map(({ division }) => division.name))).toEqual(new Set(['Retail']));
    const lower = queues.map(({ name }) => name.toLowerCase());
    expect(lower).toEqual([...lower].sort());
  });

  it('answers 25 by default and no more than 500', async () => {
    const { queues, body } = await list('/api/v2/routing/queues');
    expect(queues).toHaveLength(25);
    expect(body).toMatchObject({
      pageNumber: 1,
      pageSize: 25,
      pageCount: Math.ceil(Number(body['total']) / 25),
    });
    const refused = await call(server, 'GET', '/api/v2/routing/queues?pageSize=501');
    expect(refused).toMatchObject({ status: 400, body: { code: 'bad.request' } });
  });

  it('pages through 5,000', async () => {
    const seen = new Set<string>();
    for (let page = 1; page <= 10; page += 1) {
      const { queues, body } = await list(
        `/api/v2/routing/queues/divisionviews/all?pageSize=500&pageNumber=${page}`,
        large,
      );
      expect(body['pageCount']).toBe(10);
      for (const { id } of queues) seen.add(id);
    }
    expect(seen.size).toBe(5_000);
  });

  it('gives one queue by id, whatever its case, and 404 for others', async () => {
    const one = await call(server, 'GET', '/api/v2/routing/queues/5AFFB229-7631-4992-B0CE-583505C6AF07');
    expect(one.body).toMatchObject({ name: 'Sales Support', division: { name: 'Sales' } });
    const none = await call(server, 'GET', '/api/v2/routing/queues/00000000-0000-4000-8000-000000000000');
    expect(none).toMatchObject({ status: 404, body: { code: 'not.found' } });
  });
});

describe('GET /api/v2/routing/queues/divisionviews', () => {
  it('stops after five pages of 100 without saying so', async () => {
    const fifth = await list('/api/v2/routing/queues/divisionviews?pageSize=100&pageNumber=5', large);
    expect(fifth.queues).toHaveLength(100);
    expect(fifth.body).not.toHaveProperty('nextUri');
    const sixth = await list('/api/v2/routing/queues/divisionviews?pageSize=100&pageNumber=6', large);
    expect(sixth.queues).toEqual([]);
    expect((await call(large, 'GET', '/api/v2/routing/queues/divisionviews?pageSize=101')).status).toBe(400);
  });

  it('takes ids', async () => {
    const ids = server.organization.queues.slice(0, 3).map(({ id }) => id);
    const { queues } = await list(
      `/api/v2/routing/queues/divisionviews?${ids.map((id) => `id=${id}`).join('&')}`,
    );
    expect(queues.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });
});
