import { setTimeout as wait } from 'node:timers/promises';
import { failureOf, GenesysCallFailed } from './genesys-call-failed.js';
import type { GenesysHosts } from './genesys-hosts.js';
import type { GenesysToken } from './genesys-token.js';
import type { GenesysClient } from './handler.js';

/** Before a call is tried again, in ms: doubled each time. */
const BACKOFF_BASE_MS = 500;
const BACKOFF_MAX_MS = 20_000;
/** Attempts of a call, the first included. */
const MAX_ATTEMPTS = 6;

type Method = Parameters<GenesysClient['request']>[0];

/** What calls to Genesys Cloud share, all over a function's process. */
export interface GenesysAccess {
  readonly hosts: GenesysHosts;
  readonly token: Pick<GenesysToken, 'get'>;
  readonly now: () => number;
  readonly random: () => number;
}

/** Genesys Cloud within one event: its calls end with the event's time. */
export class GenesysCalls implements GenesysClient {
  constructor(
    private readonly access: () => GenesysAccess,
    private readonly signal: AbortSignal,
  ) {}

  get(path: string): Promise<unknown> {
    return this.request('GET', path);
  }

  async request(method: Method, path: string, body?: unknown): Promise<unknown> {
    const access = this.access();
    let refused: string | undefined;
    for (let attempt = 1; ; attempt++) {
      this.signal.throwIfAborted();
      let token: string | undefined;
      try {
        token = await access.token.get(refused);
        return await this.send(access, token, { method, path, body });
      } catch (error) {
        if (!(error instanceof GenesysCallFailed)) throw error;
        if (error.status === 401 && refused === undefined && token !== undefined) {
          refused = token;
          continue;
        }
        if (!isWorthAgain(error, method) || attempt >= MAX_ATTEMPTS) throw error;
        await this.pause(error.retryAfter ?? backoff(attempt, access.random()), error);
      }
    }
  }

  private async send(
    { hosts, now }: GenesysAccess,
    token: string,
    { method, path, body }: { readonly method: Method; readonly path: string; readonly body: unknown },
  ): Promise<unknown> {
    const call = `${method} ${path.replace(/\?.*$/s, '')}`;
    const response = await fetch(`${hosts.api}${path.startsWith('/') ? '' : '/'}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: this.signal,
    }).catch(() => undefined);
    this.signal.throwIfAborted();
    if (response === undefined) throw new GenesysCallFailed(call, {});
    if (!response.ok) throw new GenesysCallFailed(call, await failureOf(response, now()));
    const text = await response.text();
    return text === '' ? undefined : jsonOrText(text);
  }

  /** @throws the failure itself where the event's time ends sooner */
  private async pause(milliseconds: number, failure: GenesysCallFailed): Promise<void> {
    try {
      await wait(milliseconds, undefined, { signal: this.signal });
    } catch {
      throw failure;
    }
  }
}

/** 429 and 5xx, and where there was no answer; what writes is sent again only if it was surely not carried out, or may be twice. */
function isWorthAgain({ status }: GenesysCallFailed, method: Method): boolean {
  if (status === 429 || status === 503) return true;
  return method !== 'POST' && method !== 'PATCH' && (status === undefined || status >= 500);
}

function backoff(attempt: number, random: number): number {
  return random * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** attempt);
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
