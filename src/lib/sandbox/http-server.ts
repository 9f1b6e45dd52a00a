import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GcxError } from '../base/gcx-error.js';
import type { CallOutcome } from './call-handler.js';
import type { WireRequest } from './http.js';
import { strangerReason } from './stranger.js';

/** The largest body that is read, in bytes: well above the 1 MB of EventBridge, SQS and Lambda. */
const BODY_BYTES = 8 * 1024 * 1024;

/** A listening HTTP server. */
export interface ListeningServer {
  readonly port: number;
  /** Ends it at once, open connections included. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 * @param port 0 for any free one.
 * @throws GcxError where the port is taken
 */
export async function listen(
  port: number,
  handle: (request: WireRequest) => Promise<CallOutcome>,
): Promise<ListeningServer> {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, handle).catch((error: unknown) => fail(outgoing, error));
  });
  // Clients keep connections: one that this end closes can meet a call on its way, which then fails (ECONNRESET).
  server.keepAliveTimeout = 0;
  await bind(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      const why = taken ? 'Another process listens on it.' : error.message;
      reject(
        new GcxError({
          code: 'port-taken',
          what: `The sandbox cannot listen on 127.0.0.1:${port}.`,
          why,
          fix: 'Leave --port out to take any free port.',
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: WireRequest) => Promise<CallOutcome>,
): Promise<void> {
  const stranger = strangerReason(incoming.headers, incoming.socket.localPort);
  if (stranger !== undefined) {
    refuse(outgoing, 403, stranger);
    return;
  }
  const body = await readBody(incoming);
  if (body === undefined) {
    refuse(outgoing, 413, `The request body is larger than ${BODY_BYTES} bytes.`);
    return;
  }
  const target = incoming.url ?? '/';
  if (!target.startsWith('/')) {
    refuse(outgoing, 400, 'The sandbox is not a proxy: a request names a path.');
    return;
  }
  const url = new URL(`http://127.0.0.1${target}`);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  const outcome = await handle({
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: body.toString('utf8'),
    target,
    bytes: body,
  });
  switch (outcome.kind) {
    case 'answer': {
      const { status, headers: answer, body: text, bytes } = outcome.response;
      const content = bytes ?? text;
      const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(content) };
      outgoing.writeHead(status, { ...answer, ...length });
      outgoing.end(content);
      return;
    }
    case 'reset':
      incoming.socket.resetAndDestroy();
      return;
    case 'silence':
      return;
  }
}

/** A mistake of the sandbox's own: said aloud to the client instead of a connection that just ends. */
function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  const message = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
  refuse(outgoing, 500, message);
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  outgoing.end(JSON.stringify({ message }));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size <= BODY_BYTES) parts.push(bytes);
  }
  return size > BODY_BYTES ? undefined : Buffer.concat(parts);
}
