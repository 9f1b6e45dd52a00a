import * as http from 'node:http';
import * as https from 'node:https';
import { proxyAgent } from '../../base/net/index.js';

/** One HTTP request as it is sent. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether an open connection may be used again. A call that must not be sent twice takes a new one. */
  readonly reuseConnection: boolean;
}

/** One HTTP answer. */
export interface TransportAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Why there was no answer. */
export type NetworkFailureKind = 'unreachable' | 'timeout' | 'broken' | 'certificate';

/** A request that got no answer. It holds the host and Node's error code, and nothing that was sent. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';

  constructor(
    readonly kind: NetworkFailureKind,
    readonly host: string,
    /** Node's error code, e.g. `ECONNREFUSED`. */
    readonly code: string,
    /** What Node threw. */
    cause: unknown,
  ) {
    super(`${host}: ${code}`, { cause });
  }
}

/** Sends HTTP requests over kept connections, through the proxy that the environment names. */
export class Transport {
  private agents: Promise<Agents> | undefined;

  /** @param timeoutMilliseconds How long one request may take in all. */
  constructor(private readonly timeoutMilliseconds: number) {}

  /** Sends one request and reads its whole answer, whatever its status. Throws {@link NetworkFailure}. */
  async send(request: TransportRequest): Promise<TransportAnswer> {
    this.agents ??= openAgents();
    const agents = await this.agents;
    const secure = request.url.protocol === 'https:';
    const kept = secure ? agents.https : agents.http;
    const agent = agents.proxy ?? (request.reuseConnection ? kept : false);
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(this.timeoutMilliseconds);
      // After the time-out, an answer that had begun shows as a connection that broke.
      const fail = (error: unknown) =>
        reject(networkFailure(signal.aborted ? signal.reason : error, request.url.host));
      const call = (secure ? https : http).request(
        request.url,
        {
          method: request.method,
          headers: request.headers,
          agent,
          signal,
        },
        (response) => readAnswer(response).then(resolve, fail),
      );
      call.on('error', fail);
      call.end(request.body);
    });
  }
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  readonly proxy: http.Agent | undefined;
}

async function openAgents(): Promise<Agents> {
  return {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true }),
    proxy: await proxyAgent(),
  };
}

async function readAnswer(response: http.IncomingMessage): Promise<TransportAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString('utf8') };
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);

function networkFailure(error: unknown, host: string): NetworkFailure {
  const code = errorCode(error);
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new NetworkFailure('timeout', host, 'ETIMEDOUT', error);
  }
  if (code === 'ETIMEDOUT') return new NetworkFailure('timeout', host, code, error);
  if (unreachable.has(code)) return new NetworkFailure('unreachable', host, code, error);
  if (/CERT|SIGNED|ERR_TLS|UNABLE_TO/.test(code)) return new NetworkFailure('certificate', host, code, error);
  return new NetworkFailure('broken', host, code, error);
}

function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'connection failed';
}
