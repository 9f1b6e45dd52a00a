import type { OutsideAnswer, OutsideRequest } from './send.js';
import { send } from './send.js';

/** How long EventBridge waits for the answer of an endpoint, in milliseconds (EventBridge user guide, "API destinations"). */
const TIMEOUT_MILLISECONDS = 5_000;

/** What stands for hosts outside the sandbox. */
export interface OutsideOptions {
  /** Base URLs (`http://127.0.0.1:9000`) by host (`crm.example.com`, with a port where it is not 443). */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Milliseconds until an endpoint that does not answer has timed out; five seconds where left out, as AWS has it. */
  readonly timeoutMilliseconds?: number;
}

/** A token of an OAuth endpoint. */
interface Token {
  readonly value: string;
  /** Epoch milliseconds; absent: it does not say. */
  readonly expires?: number;
}

/** The way to hosts outside the sandbox: to those alone that a user maps to a server of theirs. Tokens live here, in memory. */
export class Outside {
  /** By the connection's ARN. */
  readonly tokens = new Map<string, Token>();
  /** ARNs of the connections that are being authorized. */
  readonly authorizing = new Set<string>();
  readonly #options: OutsideOptions;

  constructor(options: OutsideOptions = {}) {
    this.#options = options;
  }

  /** Whether anything stands for the host of a URL. */
  reaches(url: URL): boolean {
    return this.#base(url) !== undefined;
  }

  /** Sends a request to what stands for its host, with the host's own name in `Host`. */
  async send(request: OutsideRequest): Promise<OutsideAnswer> {
    const base = this.#base(request.url);
    if (base === undefined) return { kind: 'unmapped', host: request.url.host };
    return await send(request, new URL(base), this.#options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS);
  }

  #base(url: URL): string | undefined {
    const { hosts = {} } = this.#options;
    return Object.hasOwn(hosts, url.host) ? hosts[url.host] : undefined;
  }
}
