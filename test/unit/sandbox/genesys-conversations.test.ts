import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type GenesysServer, login, startGenesys } from './genesys-server.js';

const QUERY = '/api/v2/analytics/conversations/details/query';
const DAY = 86_400_000;

let server: GenesysServer;
let token: string;
beforeAll(async () => {
  server = await startGenesys();
  token = await login(server);
});
afterAll(() => server.close());

const now = Date.now();
const interval = (from: number, to = 0): string =>
  `${new Date(now - from * DAY).toISOString()}/${new Date(now - to * DAY).toISOString()}`;
const ask = (query: object) => call(server, 'POST', QUERY, query, token);
const found = async (query: object): Promise<readonly Record<string, unknown>[]> =>
  ((await ask(query)).body['conversations'] ?? []) as Record<string, unknown>[];
const one = (dimension: string, value: string) => ({
  type: 'and',
  predicates: [{ type: 'dimension', dimension, operator: 'matches', value }],
});

describe('analytics of the example organization', () => {
  it('orders and pages what it finds', async () => {
    const query = { interval: interval(3), order: 'desc', orderBy: 'conversationStart' };
    const all = await found(query);
    const starts = all.map(({ conversationStart }) => String(conversationStart));
    expect(starts).toEqual([...starts].sort().reverse());
    expect(all).toHaveLength(7);
    const second = await ask({ ...query, paging: { pageSize: 3, pageNumber: 2 } });
    expect(second.body['totalHits']).toBe(7);
    expect(second.body['conversations']).toEqual(all.slice(3, 6));
    expect((await ask({ ...query, paging: { pageSize: 3, pageNumber: 9 } })).body).toEqual({ totalHits: 7 });
  });

  it('tells running ones from ended ones', async () => {
    const ended = (operator: string) =>
      found({
        interval: interval(3),
        conversationFilters: [{ type: 'and', predicates: [{ dimension: 'conversationEnd', operator }] }],
      });
    expect(await ended('exists')).toHaveLength(6);
    expect((await ended('notExists')).map(({ conversationEnd }) => conversationEnd)).toEqual([undefined]);
  });

  it('wants all of a filter in one segment, one of an alternative', async () => {
    const voice = one('mediaType', 'voice');
    const message = one('mediaType', 'message');
    const count = async (filters: readonly object[]) =>
      (await found({ interval: interval(3), segmentFilters: filters })).length;
    expect(await count([voice, message])).toBe(0);
    expect(await count([{ type: 'or', clauses: [voice, message] }])).toBe(7);
    expect(await count([message, one('purpose', 'AGENT')])).toBe(1);
    expect(await count([one('mediaType', 'callback'), one('provider', 'Edge')])).toBe(0);
  });

  it('looks only at conversations that began on a day of the interval', async () => {
    expect(await found({ interval: interval(30, 20) })).toEqual([]);
    const captured = await found({ interval: '2025-12-12T16:00:00Z/2025-12-13T00:00:00Z' });
    expect(captured).toEqual([]);
    const during = await found({ interval: '2025-12-12T15:10:00Z/2025-12-13T00:00:00Z' });
    expect(during.map(({ conversationId }) => conversationId)).toEqual([
      '36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    ]);
  });

  it.each([
    ['an interval of 32 days', { interval: interval(32) }],
    ['no interval', {}],
    ['an interval backwards', { interval: interval(0, 3) }],
    ['a page of 101', { interval: interval(1), paging: { pageSize: 101, pageNumber: 1 } }],
    ['a page before the first', { interval: interval(1), paging: { pageSize: 1, pageNumber: 0 } }],
    ['an order by something else', { interval: interval(1), orderBy: 'mood' }],
    [
      'a dimension that segments do not have',
      { interval: interval(1), segmentFilters: [one('mood', 'good')] },
    ],
    ['a filter of no type', { interval: interval(1), segmentFilters: [{ predicates: [] }] }],
  ])('refuses %s', async (_, query) => {
    expect((await ask(query)).status).toBe(400);
  });
});
