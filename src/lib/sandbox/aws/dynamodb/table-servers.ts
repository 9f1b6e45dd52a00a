import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Agent, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SandboxRequest, SandboxResponse } from '../../http.js';
import { AwsError } from '../aws-error.js';

/** Headers that belong to one connection, or that no longer fit once a body is rewritten. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'host',
  'expect',
  'x-amz-crc32',
]);

/** What the sandbox says to dynalite with each call: dynalite itself asks nobody who they are. */
const PASS_HEADER = 'x-gcx-pass';

interface TableServer {
  readonly server: Server;
  readonly port: number;
  readonly pass: string;
}

/** The tables of an account: a dynalite for each region, started at the first call for one. */
export class TableServers {
  readonly #servers = new Map<string, Promise<TableServer>>();
  readonly #agent = new Agent({ keepAlive: true });
  #closed = false;

  /** @param folder Where tables outlive the process, a folder in it for each region; in memory without one. */
  constructor(private readonly folder: string | undefined) {}

  /** Has dynalite answer a call of DynamoDB. @throws AwsError where it cannot be started */
  async forward(region: string, call: SandboxRequest): Promise<SandboxResponse> {
    if (this.#closed) throw new AwsError('InternalServerError', 'The sandbox has ended.', { status: 500 });
    let started = this.#servers.get(region);
    if (started === undefined) {
      started = start(this.folder === undefined ? undefined : join(this.folder, region));
      this.#servers.set(region, started);
    }
    return await send(await started, this.#agent, call);
  }

  /** Ends them all, after what they are at is written; no call is answered any more. */
  async close(): Promise<void> {
    this.#closed = true;
    const starting = [...this.#servers.values()];
    this.#servers.clear();
    for (const started of await Promise.allSettled(starting)) {
      if (started.status === 'fulfilled') await end(started.value.server);
    }
    this.#agent.destroy();
  }
}

async function start(path: string | undefined): Promise<TableServer> {
  const dynalite = await load();
  if (path !== undefined) mkdirSync(path, { recursive: true, mode: 0o700 });
  const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const server = dynalite({ ...atOnce, ...(path === undefined ? {} : { path }) });
  const pass = randomBytes(32).toString('base64url');
  letInOnlyWith(pass, server);
  // Its only client keeps connections: one that dynalite ended, as Node does after 5 seconds, can meet a call on its way.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // Only the calls in it keep the process alive.
  server.unref();
  return { server, port: (server.address() as AddressInfo).port, pass };
}

/** Its port is open to everybody on this machine, and its calls are not signed: the sandbox has checked that before. */
function letInOnlyWith(pass: string, server: Server): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (incoming, outgoing) => {
    if (incoming.headers[PASS_HEADER] !== pass) outgoing.writeHead(403, { connection: 'close' }).end();
    else for (const listener of listeners) listener(incoming, outgoing);
  });
}

/** dynalite is CommonJS, and loads LevelDB's native addon even to work in memory. */
async function load(): Promise<typeof import('dynalite')['default']> {
  try {
    return (await import('dynalite')).default;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsError(
      'InternalServerError',
      `The sandbox has no DynamoDB here: dynalite cannot be loaded (${why}). Install gcx again on this machine, with this Node.js: npm ci.`,
      { status: 500 },
    );
  }
}

function end(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
    server.closeIdleConnections();
  });
}

function send({ port, pass }: TableServer, agent: Agent, call: SandboxRequest): Promise<SandboxResponse> {
  return new Promise((resolve, reject) => {
    const headers = Object.fromEntries(
      Object.entries(call.headers).filter(([name]) => !OWN_HEADERS.has(name)),
    );
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path: '/',
        method: call.method,
        headers: { ...headers, [PASS_HEADER]: pass },
        agent,
      },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const answered = Object.entries(incoming.headers).flatMap(([name, value]) =>
            typeof value === 'string' && !OWN_HEADERS.has(name) ? [[name, value] as const] : [],
          );
          resolve({
            status: incoming.statusCode ?? 500,
            headers: Object.fromEntries(answered),
            body: Buffer.concat(parts).toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}
