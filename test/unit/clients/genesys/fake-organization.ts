import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../../../src/lib/clients/genesys/model.js';
import type { Queue } from '../../../../src/lib/language/queues/queue.js';
import {
  type Received,
  type Reply,
  startServer,
  type TestServer,
  testRuntime,
} from '../../base/net/test-server.js';

/** A queue of a test; its id is made of the number. */
export function queue(number: number, name: string, division = 'Home'): Queue {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name,
    division: { id: `division-${division}`, name: division },
  };
}

/** A Genesys Cloud with queues: it pages and searches as the API reference says. */
export interface FakeOrganization {
  readonly genesys: Genesys;
  readonly server: TestServer;
  /** Paths of the API that were called, with their queries. */
  calls(): readonly string[];
}

/** Starts a Genesys Cloud that has these queues. */
export async function fakeOrganization(queues: readonly Queue[]): Promise<FakeOrganization> {
  const sorted = [...queues].sort((a, b) => (a.name < b.name ? -1 : 1));
  const server = await startServer((request) => {
    if (request.path === '/oauth/token') return { json: { access_token: 't', expires_in: 3_600 } };
    if (request.path === '/api/v2/routing/queues/divisionviews/all') return page(request, sorted);
    if (request.path === '/api/v2/routing/queues') {
      return page(
        request,
        sorted.filter(({ name }) => fits(request.query.get('name') ?? '*', name)),
      );
    }
    const id = /^\/api\/v2\/routing\/queues\/([^/]+)$/.exec(request.path)?.[1];
    const found = queues.find((each) => each.id === id);
    return found === undefined ? { status: 404, json: { message: 'not found' } } : { json: found };
  });
  const genesys = createGenesys(
    {
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'client', clientId: 'c', clientSecret: 's' },
    },
    { runtime: testRuntime() },
  );
  return {
    genesys,
    server,
    calls: () =>
      server.received
        .filter(({ path }) => path !== '/oauth/token')
        .map(({ path, query }) => `${path}?${query.toString()}`),
  };
}

function page(request: Received, queues: readonly Queue[]): Reply {
  const size = Number(request.query.get('pageSize') ?? 25);
  const number = Number(request.query.get('pageNumber') ?? 1);
  if (size > 500) return { status: 400, json: { message: 'pageSize is 500 at most' } };
  return {
    json: {
      entities: queues.slice((number - 1) * size, number * size),
      pageSize: size,
      pageNumber: number,
      total: queues.length,
      pageCount: Math.ceil(queues.length / size),
    },
  };
}

/** Genesys Cloud's own filter: `*` at either end, capitals do not matter. */
function fits(term: string, name: string): boolean {
  const text = term.replace(/^\*|\*$/g, '').toLowerCase();
  const has = name.toLowerCase();
  const open = { start: term.startsWith('*'), end: term.endsWith('*') };
  if (open.start && open.end) return has.includes(text);
  if (open.end) return has.startsWith(text);
  if (open.start) return has.endsWith(text);
  return has === text;
}
