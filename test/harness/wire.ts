import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { computeSignature } from '../../src/lib/sandbox/aws/signature/compute-signature.js';
import { readSignature } from '../../src/lib/sandbox/aws/signature/signed-request.js';
import type { Exchange } from './aws-models/exchange.js';

/** A call of one gcx, of AWS or of Genesys Cloud. */
export interface Call {
  /** How many came before it on this wire. */
  readonly number: number;
  /** `CreateTopic`; method and path for Lambda and Genesys Cloud. */
  readonly action: string;
  /** False where it only reads, or logs in. */
  readonly write: boolean;
}

/** What becomes of a call; what is not answered ends with its connection. */
export type Fate = 'answered' | 'not-sent' | 'answer-lost';

/** The wire between one gcx and the sandbox: a test sees each call, may work before it, and says what becomes of it. */
export interface Wire {
  readonly endpoint: string;
  readonly port: number;
  /** All calls so far, in the order in which they came. */
  readonly calls: readonly Call[];
  /** What was called of the calls that change something and were passed on. */
  readonly writes: readonly string[];
  /** Told each call before its fate is asked for; what it waits for holds the call up. */
  before: (action: string) => Promise<void> | void;
  fateOf: (call: Call) => Fate;
  /** Changes the body of an answer, as if the thing itself had been changed by hand. */
  alter: (action: string, body: string) => string;
  /** Answers a call (by its action and body) in the sandbox's place, where it gives something: the sandbox does not hear of it. */
  instead: (action: string, asked: string) => { readonly status: number; readonly body: string } | undefined;
  /** Told each call of AWS with the sandbox's own answer. */
  heard: (exchange: Exchange) => void;
  close(): Promise<void>;
}

const READS = /^(?:Get|List|Describe|Simulate|GET |POST \/oauth\/token)/;

/** As if gcx had been killed right before a call was sent, or before its answer came: nothing else is sent. */
export function killedAt(number: number, moment: 'before' | 'after'): Wire['fateOf'] {
  return (call) => {
    if (call.number < number) return 'answered';
    return call.number === number && moment === 'after' ? 'answer-lost' : 'not-sent';
  };
}

/** As if gcx had been killed after so many calls that change something. */
export function killedAfterWrites(count: number): Wire['fateOf'] {
  let writes = 0;
  return ({ write }) => {
    if (writes >= count) return 'not-sent';
    if (write) writes += 1;
    return 'answered';
  };
}

/**
 * Opens a wire to a sandbox's endpoint. The sandbox's AWS answers to its own host only, which is a part
 * of what is signed: the wire signs each call anew.
 */
export async function openWire(to: string, secret: string): Promise<Wire> {
  const calls: Call[] = [];
  const writes: string[] = [];
  const target = new URL(to);
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  // As the sandbox: on a busy machine a connection is idle for longer than Node's 5 seconds.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const wire: Wire = {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    calls,
    writes,
    before: () => {},
    fateOf: () => 'answered',
    alter: (_action, body) => body,
    instead: () => undefined,
    heard: () => {},
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return wire;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const action = actionOf(incoming, body);
    const call: Call = { number: calls.length, action, write: !READS.test(action) };
    calls.push(call);
    await wire.before(action);
    const fate = wire.fateOf(call);
    if (fate === 'not-sent') return void incoming.socket.destroy();
    const instead = wire.instead(action, body.toString('utf8'));
    if (instead !== undefined) {
      outgoing.writeHead(instead.status, { 'content-type': 'application/x-amz-json-1.1' });
      outgoing.end(instead.body);
      return;
    }
    if (call.write) writes.push(action);
    const { method = 'GET', url = '/' } = incoming;
    const onward = request(
      { host: target.hostname, port: target.port, method, path: url, headers: signed(incoming, body) },
      (answer) => {
        if (fate === 'answer-lost') {
          answer.resume();
          answer.on('end', () => incoming.socket.destroy());
          return;
        }
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const whole = Buffer.concat(parts);
          const text = whole.toString('utf8');
          if (isAws(incoming))
            wire.heard({
              method,
              url,
              headers: textsOf(incoming),
              body: body.toString('utf8'),
              answer: { status: answer.statusCode ?? 500, headers: textsOf(answer), body: text },
            });
          const altered = wire.alter(action, text);
          // Untouched bytes stay as they are: an answer can be a zip.
          const sent = altered === text ? whole : Buffer.from(altered);
          const { 'transfer-encoding': _, 'x-amz-crc32': __, ...headers } = answer.headers;
          outgoing.writeHead(answer.statusCode ?? 500, { ...headers, 'content-length': sent.length });
          outgoing.end(sent);
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  }

  function signed({ method = 'GET', url = '/', headers }: IncomingMessage, bytes: Buffer) {
    const { pathname, searchParams } = new URL(url, target);
    const sent: Record<string, string> = { ...textsOf({ headers }), host: target.host };
    const call = { method, target: url, path: pathname, query: searchParams, headers: sent, bytes, body: '' };
    const reading = readSignature(call);
    if (reading.kind !== 'signed') return sent;
    const signature = computeSignature(call, reading.signature, secret);
    const authorization = (sent['authorization'] ?? '').replace(
      /Signature=[0-9a-f]+/,
      `Signature=${signature}`,
    );
    return { ...sent, authorization };
  }
}

/** Whether a call is signed as AWS wants it. */
function isAws({ headers }: IncomingMessage): boolean {
  return headers.authorization?.startsWith('AWS4-') === true;
}

function textsOf({ headers }: Pick<IncomingMessage, 'headers'>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function actionOf({ headers, method, url }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? `${method} ${url}`;
}
