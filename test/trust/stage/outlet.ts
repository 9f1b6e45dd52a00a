import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { CallDescription, SandboxResponse, WireRequest } from '../../../src/lib/sandbox/http.js';

/** A call of one gcx as it came. */
export interface StageCall extends CallDescription {
  /** How many came before it through this outlet. */
  readonly number: number;
  readonly request: WireRequest;
}

/** What becomes of a call. */
export type Ending =
  | { readonly kind: 'answered'; readonly response: SandboxResponse }
  /** The connection is reset. */
  | { readonly kind: 'reset' }
  /** The connection ends within the answer. */
  | { readonly kind: 'cut'; readonly response: SandboxResponse }
  /** Nothing is ever sent. */
  | { readonly kind: 'silence' };

/** The way of one gcx to both services. */
export interface Outlet {
  readonly port: number;
  /** As when its process is killed: nothing that comes is carried out or answered any more, for ever. */
  kill(): void;
  close(): Promise<void>;
}

/** Opens a way to both services. `describe` says what a call is, `end` carries it out. */
export async function openOutlet(
  describe: (request: WireRequest) => CallDescription,
  end: (call: StageCall) => Promise<Ending>,
): Promise<Outlet> {
  let count = 0;
  let dead = false;
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // A mistake of the sandbox's own must be seen, and not be taken for weather. What a closed world fails at is none.
      if (!dead) process.stderr.write(`stage: ${error instanceof Error ? error.stack : String(error)}\n`);
      outgoing.destroy();
    });
  });
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await requestOf(incoming);
    if (dead) return;
    const ending = await end({ ...describe(request), number: count++, request });
    // What a dead process asked for may have been done; it never hears of it.
    if (dead) return;
    switch (ending.kind) {
      case 'silence':
        return;
      case 'reset':
        incoming.socket.resetAndDestroy();
        return;
      case 'cut':
      case 'answered': {
        const { status, headers, body, bytes } = ending.response;
        const content = Buffer.from(bytes ?? body);
        outgoing.writeHead(status, {
          ...headers,
          ...(status === 204 ? {} : { 'content-length': content.length }),
        });
        if (ending.kind === 'answered') {
          outgoing.end(content);
          return;
        }
        outgoing.write(content.subarray(0, Math.floor(content.length / 2)));
        await setImmediate();
        incoming.socket.destroy();
      }
    }
  }

  return {
    port,
    kill() {
      dead = true;
    },
    close: () =>
      new Promise((resolve) => {
        dead = true;
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function requestOf(incoming: IncomingMessage): Promise<WireRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const bytes = Buffer.concat(parts);
  const target = incoming.url ?? '/';
  const url = new URL(`http://127.0.0.1${target}`);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: bytes.toString('utf8'),
    target,
    bytes,
  };
}
