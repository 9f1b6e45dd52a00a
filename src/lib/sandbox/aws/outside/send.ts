import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** A request to a host outside the sandbox. */
export interface OutsideRequest {
  /** As it is meant, not where it goes. */
  readonly url: URL;
  readonly method: string;
  /** Names as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: the request has none. */
  readonly body?: string;
  /** How long to wait for the answer; as long as EventBridge does where left out. */
  readonly timeoutMilliseconds?: number;
}

/** What became of a request. */
export type OutsideAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** By name in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Nothing stands for the host: nothing was sent. */
  | { readonly kind: 'unmapped'; readonly host: string }
  /** There was no answer, or none in time. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly why: string };

/** Bytes of an answer that are read, at most: EventBridge asks for no more (`Range: bytes=0-1048575`). */
const ANSWER_BYTES = 1_048_576;

/**
 * Sends a request to a server that stands for its host. Redirects are not followed.
 * @param base The server; its path is not used.
 */
export function send(
  { url, method, headers, body }: OutsideRequest,
  base: URL,
  timeoutMilliseconds: number,
): Promise<OutsideAnswer> {
  const start = base.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const sent = start(
      {
        host: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port === '' ? undefined : base.port,
        method,
        path: `${url.pathname}${url.search}`,
        headers: {
          Host: url.host,
          ...headers,
          ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
        },
        // Each request has a connection of its own, as EventBridge's.
        agent: false,
      },
      (answer) => {
        void read(answer).then(resolve, () => resolve(failed('the connection broke off')));
      },
    );
    const timer = setTimeout(() => {
      resolve({ kind: 'timeout' });
      sent.destroy();
    }, timeoutMilliseconds);
    sent.on('close', () => clearTimeout(timer));
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(failed(error.code ?? error.message)));
    sent.end(body);
  });
}

function failed(why: string): OutsideAnswer {
  return { kind: 'unreachable', why };
}

async function read(answer: IncomingMessage): Promise<OutsideAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES) break;
  }
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  );
  const body = Buffer.concat(chunks).toString('utf8');
  return { kind: 'answer', status: answer.statusCode ?? 0, headers, body };
}
