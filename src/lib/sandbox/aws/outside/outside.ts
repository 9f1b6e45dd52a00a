import { setTimeout as wait } from 'node:timers/promises';
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
  /** Waits, in milliseconds; for as long where left out. */
  readonly pause?: (milliseconds: number) => Promise<void>;
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
  /** What connections that are being authorized will have, by ARN. */
  readonly authorizing = new Map<string, Promise<string | undefined>>();
  readonly #options: OutsideOptions;
  /** When the next request of an API destination may be sent, by its ARN. */
  readonly #turns = new Map<string, number>();

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
    const { timeoutMilliseconds = this.#options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS } = request;
    return await send(request, new URL(base), timeoutMilliseconds);
  }

  /**
   * Takes the next turn of an API destination, whose rate slows requests and drops none.
   * @param now Epoch milliseconds.
   * @returns the milliseconds until it is
   */
  turn({ arn, rate }: { readonly arn: string; readonly rate: number }, now: number): number {
    const turn = Math.max(this.#turns.get(arn) ?? 0, now);
    this.#turns.set(arn, turn + 1_000 / rate);
    return turn - now;
  }

  pause(milliseconds: number): Promise<void> {
    return (this.#options.pause ?? ((each) => wait(each, undefined, { ref: false })))(milliseconds);
  }

  #base(url: URL): string | undefined {
    const { hosts = {} } = this.#options;
    return Object.hasOwn(hosts, url.host) ? hosts[url.host] : undefined;
  }
}
