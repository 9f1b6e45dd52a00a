import { GenesysCallFailed } from '../runtime/genesys-call-failed.js';
import type { GenesysClient } from '../runtime/handler.js';

/** A call to Genesys Cloud. */
export interface GenesysCall {
  readonly method: Parameters<GenesysClient['request']>[0];
  /** With the query. */
  readonly path: string;
  readonly body?: unknown;
}

/** An answer: what the API returns, or a function that returns or throws it. */
export type GenesysReply = unknown;

/** A Genesys Cloud for the test of a handler: it answers what it was given, and keeps the calls. It never waits. */
export class TestGenesys implements GenesysClient {
  /** The calls so far, in order. */
  readonly calls: GenesysCall[] = [];

  /** @param replies by method and path, such as `GET /api/v2/users/{id}` */
  constructor(
    private readonly replies: Readonly<Record<string, GenesysReply>>,
    private readonly signal: AbortSignal,
  ) {}

  get(path: string): Promise<unknown> {
    return this.request('GET', path);
  }

  async request(method: GenesysCall['method'], path: string, body?: unknown): Promise<unknown> {
    this.signal.throwIfAborted();
    const call: GenesysCall = { method, path: path.startsWith('/') ? path : `/${path}`, body };
    this.calls.push(call);
    const key = [whole(call), whole({ ...call, path: withoutQuery(call.path) })].find((each) =>
      Object.hasOwn(this.replies, each),
    );
    const found = key ?? Object.keys(this.replies).find((each) => patternOf(each).test(whole(call)));
    if (found === undefined) throw failure(call, 404, 'not.found');
    const reply = this.replies[found];
    return typeof reply === 'function' ? await reply(call) : structuredClone(reply);
  }
}

/**
 * An answer with which a call fails, as it does in AWS after the retries.
 * @example testContext({ genesys: { 'GET /api/v2/users/{id}': genesysFailure(503) } })
 */
export function genesysFailure(status: number, code?: string): (call: GenesysCall) => never {
  return (call) => {
    throw failure(call, status, code);
  };
}

function failure(call: GenesysCall, status: number, code?: string): GenesysCallFailed {
  return new GenesysCallFailed(whole({ ...call, path: withoutQuery(call.path) }), { status, code });
}

function whole({ method, path }: GenesysCall): string {
  return `${method} ${path}`;
}

function withoutQuery(path: string): string {
  return path.replace(/\?.*$/s, '');
}

/** A key in which `{…}` stands for one part of a path; with any query where the key has none. */
function patternOf(key: string): RegExp {
  const text = key
    .split(/\{[^{}/]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/?]+');
  return new RegExp(`^${text}${key.includes('?') ? '' : '(?:\\?.*)?'}$`, 's');
}
