import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { computeSignature } from '../../../../src/lib/sandbox/aws/signature/compute-signature.js';
import { readSignature } from '../../../../src/lib/sandbox/aws/signature/signed-request.js';

/** The wire between gcx and the sandbox's AWS: a test sees each call, may work before it, and may cut it. */
export interface Wire {
  readonly endpoint: string;
  /** Names of the calls that change something, as they were passed on: `CreateTopic`; for Lambda, method and path. */
  readonly writes: readonly string[];
  /** Told each call before it is passed on. */
  before: (action: string) => Promise<void> | void;
  /** Writes that are still passed on; then every connection is cut, as if gcx had been killed. */
  writesLeft: number;
  close(): Promise<void>;
}

const READS = /^(?:Get|List|Describe|GET )/;

/**
 * Opens a wire to an endpoint. The sandbox answers to its own host only, which is a part of what is signed: the wire signs
 * each call anew.
 */
export async function openWire(to: string, secret: string): Promise<Wire> {
  const writes: string[] = [];
  const target = new URL(to);
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    before: () => {},
    writesLeft: Number.POSITIVE_INFINITY,
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
    await wire.before(action);
    if (wire.writesLeft <= 0) return void incoming.socket.destroy();
    if (!READS.test(action)) {
      wire.writesLeft -= 1;
      writes.push(action);
    }
    const { method = 'GET', url = '/' } = incoming;
    const onward = request(
      { host: target.hostname, port: target.port, method, path: url, headers: signed(incoming, body) },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  }

  function signed({ method = 'GET', url = '/', headers }: IncomingMessage, bytes: Buffer) {
    const { pathname, searchParams } = new URL(url, target);
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    const sent: Record<string, string> = { ...Object.fromEntries(texts), host: target.host };
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

function actionOf({ headers, method, url }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? `${method} ${url}`;
}
