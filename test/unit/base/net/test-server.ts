import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Runtime } from '../../../../src/lib/base/net/index.js';

/** A request as a test's server got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** What a test's server answers; `hang` never answers, `break` ends the connection. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | 'hang'
  | 'break';

/** A server on 127.0.0.1 that a test answers for. */
export interface TestServer {
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

/** Starts a server; it keeps what it received. */
export async function startServer(
  answer: (request: Received) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://server');
    const each: Received = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(each);
    const reply = await answer(each);
    if (reply === 'hang') return;
    if (reply === 'break') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A clock that moves only when something sleeps; it keeps how long each sleep was. */
export interface TestRuntime extends Runtime {
  readonly sleeps: number[];
  advance(milliseconds: number): void;
}

/** A clock for tests; chance is always a half. */
export function testRuntime(start = 1_800_000_000_000): TestRuntime {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    random: () => 0.5,
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
      now += milliseconds;
    },
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
