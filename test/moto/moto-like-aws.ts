import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;
type Attributes = Record<string, string>;

/** moto behind a server that does what moto leaves out and AWS does. */
export interface MotoLikeAws {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Passes every call on to moto unchanged, but for what moto 5.2.1 does otherwise than AWS's API reference says:
 * - SetQueueAttributes empties the policy of a queue where the call names none; AWS changes only what is named.
 * - GetQueueAttributes never gives RedriveAllowPolicy back, though it was set.
 * - GetFunction's Code.Location is a URL in S3 itself, where nothing of moto's lies: here it leads to the last zip.
 */
export async function startMotoLikeAws(moto: string): Promise<MotoLikeAws> {
  const kept = new Kept();
  const server = createServer(async (incoming, outgoing) => {
    try {
      const zip = kept.zipAt(incoming.url ?? '');
      if (zip !== undefined) return void outgoing.end(zip);
      const body = kept.asked(incoming, await bytesOf(incoming));
      const answer = await passOn(moto, incoming, body);
      const text = answer.status < 300 ? kept.answered(incoming, body, answer.body) : answer.body;
      outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': text.length });
      outgoing.end(text);
    } catch {
      // gcx sees a connection that broke, and the test fails with what it says of it.
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What moto was told and forgets. */
class Kept {
  /** Attributes of SQS queues, by URL. */
  readonly #queues = new Map<string, Attributes>();
  /** Zips, by the function's name. */
  readonly #zips = new Map<string, Buffer>();

  zipAt(path: string): Buffer | undefined {
    return path.startsWith(ZIPS) ? this.#zips.get(path.slice(ZIPS.length)) : undefined;
  }

  /** The call as moto gets it. */
  asked(call: IncomingMessage, body: Buffer): Buffer {
    if (actionOf(call) !== 'SetQueueAttributes') return body;
    const { QueueUrl, Attributes: set } = JSON.parse(body.toString()) as Told;
    const policy = this.#queues.get(QueueUrl)?.['Policy'];
    const all = policy === undefined || 'Policy' in set ? set : { ...set, Policy: policy };
    return Buffer.from(JSON.stringify({ QueueUrl, Attributes: all }));
  }

  /** The answer to a call that went well, as gcx gets it. */
  answered(call: IncomingMessage, asked: Buffer, answer: Buffer): Buffer {
    const path = call.url ?? '';
    const action = actionOf(call);
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)$/.exec(path) ?? [];
    if (call.method === 'GET' && name !== undefined) return this.#functionWithCode(call, name, answer);
    const zip = /^\/2015-03-31\/functions(?:\/([^/]+)\/code)?\/?$/.exec(path);
    if (call.method !== 'GET' && zip !== null) this.#keepZip(zip[1], JSON.parse(asked.toString()));
    if (action === 'CreateQueue') {
      const { Attributes: set = {} } = JSON.parse(asked.toString()) as Partial<Told>;
      this.#queues.set((JSON.parse(answer.toString()) as Told).QueueUrl, set);
    }
    if (action === 'SetQueueAttributes') {
      const { QueueUrl, Attributes: set } = JSON.parse(asked.toString()) as Told;
      this.#queues.set(QueueUrl, { ...this.#queues.get(QueueUrl), ...set });
    }
    if (action === 'GetQueueAttributes') {
      const { QueueUrl } = JSON.parse(asked.toString()) as Told;
      const { Attributes: live, ...rest } = JSON.parse(answer.toString()) as Told;
      const allow = this.#queues.get(QueueUrl)?.['RedriveAllowPolicy'];
      const all = allow === undefined ? live : { ...live, RedriveAllowPolicy: allow };
      return Buffer.from(JSON.stringify({ ...rest, Attributes: all }));
    }
    return answer;
  }

  #keepZip(name: string | undefined, told: { FunctionName?: string } & Json): void {
    const { ZipFile } = (told['Code'] ?? told) as { ZipFile: string };
    this.#zips.set(name ?? told.FunctionName ?? '', Buffer.from(ZipFile, 'base64'));
  }

  #functionWithCode(call: IncomingMessage, name: string, answer: Buffer): Buffer {
    if (!this.#zips.has(name)) return answer;
    const read = JSON.parse(answer.toString()) as { Code: Json };
    const Location = `http://${call.headers.host}${ZIPS}${name}`;
    return Buffer.from(JSON.stringify({ ...read, Code: { ...read.Code, Location } }));
  }
}

const ZIPS = '/zips-of-the-test/';

interface Told {
  readonly QueueUrl: string;
  readonly Attributes: Attributes;
}

function actionOf({ headers }: IncomingMessage): string | undefined {
  const [service, action] = String(headers['x-amz-target']).split('.');
  return service === 'AmazonSQS' ? action : undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** With the caller's Host, of which moto makes the URLs of queues. */
async function passOn(moto: string, call: IncomingMessage, body: Buffer): Promise<Answer> {
  const { 'transfer-encoding': _, ...headers } = call.headers;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const passed = request(
      new URL(call.url ?? '/', moto),
      { method: call.method, headers: { ...headers, 'content-length': body.length } },
      resolve,
    );
    passed.once('error', reject);
    passed.end(body);
  });
  const { 'transfer-encoding': __, connection: ___, ...rest } = answer.headers;
  return { status: answer.statusCode ?? 500, headers: rest, body: await bytesOf(answer) };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
