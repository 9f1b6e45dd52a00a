import { GcxError, withCause } from '../../base/gcx-error.js';
import {
  type Backoff,
  backoffMilliseconds,
  Concurrency,
  type Runtime,
  type WriteGate,
} from '../../base/net/index.js';
import { AccessToken, type IssuedToken } from './access-token.js';
import { type CallName, callError, loginError, networkError, notJsonError } from './call-error.js';
import type { GenesysConnection } from './connection.js';
import { RateLimit } from './rate-limit.js';
import { NetworkFailure, type Transport, type TransportAnswer, type TransportRequest } from './transport.js';

/** A call as the SDK's API classes make it. */
export interface GenesysCall {
  readonly method: string;
  /** Absolute, without query. */
  readonly url: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly data?: unknown;
}

/** An answer as the SDK's API classes expect it. */
export interface GenesysAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; undefined where it is empty. */
  readonly data: unknown;
  readonly text: string;
}

/** Attempts of one call while Genesys Cloud throttles or is unavailable. */
const attempts = 6;

/** Of them, those that get no connection or no answer: someone without a network should not wait long to be told. */
const silentAttempts = 3;

const backoff: Backoff = { baseMilliseconds: 500, maxMilliseconds: 20_000 };

/** The longest Retry-After that is waited for, in milliseconds. */
const longestRetryAfter = 120_000;

/** No secret is shorter; what a test calls one would be found in every word. */
const shortestSecret = 6;

/** Calls of one client that may be under way at once. */
const callsAtOnce = 6;

/**
 * The HTTP client behind the SDK's API classes: token, rate limit, retries, time-outs, errors without secrets.
 * Retried are a 429, always; 500, 502, 503, 504 and a broken connection where the call can be repeated safely.
 */
export class GenesysHttp {
  private readonly limit: RateLimit;
  private readonly token: AccessToken;
  private readonly concurrency = new Concurrency(callsAtOnce);
  /** What must not appear in any message. */
  private readonly secrets = new Set<string>();

  /** @param hosts Where the API and the login are, as base URLs; the token is sent nowhere else. */
  constructor(
    private readonly connection: GenesysConnection,
    private readonly hosts: { readonly api: string; readonly login: string },
    private readonly transport: Transport,
    private readonly runtime: Runtime,
    /** What each attempt of a call that can change something passes: all but GET and the login. Absent: nothing. */
    private readonly gate?: WriteGate,
  ) {
    this.limit = new RateLimit(runtime);
    this.token = new AccessToken(() => this.issueToken(), runtime);
    if (connection.credentials.kind === 'client') this.secrets.add(connection.credentials.clientSecret);
    else this.secrets.add(connection.credentials.accessToken);
  }

  /** Makes one call. Throws GcxError: GenesysCallError where there was an answer. */
  async call(call: GenesysCall): Promise<GenesysAnswer> {
    const url = new URL(call.url);
    if (url.origin !== new URL(this.hosts.api).origin) {
      throw new GcxError({
        code: 'genesys-host',
        what: `gcx does not call ${url.host}: it is not the host it was given.`,
      });
    }
    for (const [name, value] of Object.entries(call.params ?? {})) url.searchParams.set(name, value);
    const name: CallName = { method: call.method, url };
    return this.concurrency.run(async () => {
      const answer = await this.authorized(name, call);
      if (answer.status >= 300) throw callError(name, answer, (text) => this.redact(text));
      return { ...answer, statusText: '', data: parsedBody(name, answer) };
    });
  }

  private async authorized(name: CallName, call: GenesysCall): Promise<TransportAnswer> {
    const first = await this.accessToken();
    const pass = () => (call.method === 'GET' ? undefined : this.gate?.pass());
    const answer = await this.sendWithRetries(name, request(name, call, first), pass);
    if (answer.status !== 401 || this.connection.credentials.kind === 'token') return answer;
    await this.token.refused(first);
    return this.sendWithRetries(name, request(name, call, await this.accessToken()), pass);
  }

  private async accessToken(): Promise<string> {
    const { credentials } = this.connection;
    return credentials.kind === 'token' ? credentials.accessToken : this.token.get();
  }

  private async issueToken(): Promise<IssuedToken> {
    const { credentials } = this.connection;
    if (credentials.kind === 'token') throw new Error('A given token is not renewed.');
    const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString('base64');
    this.secrets.add(basic);
    const name: CallName = { method: 'POST', url: new URL(`${this.hosts.login}/oauth/token`) };
    const answer = await this.sendWithRetries(name, {
      ...name,
      headers: {
        authorization: `Basic ${basic}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: 'grant_type=client_credentials',
      // Asking for a token twice does no harm.
      reuseConnection: true,
    });
    if (answer.status >= 300) throw loginError(name, answer, (text) => this.redact(text));
    const body = parsedBody(name, answer);
    if (typeof body !== 'object' || body === null || !('access_token' in body))
      throw notJsonError(name, answer);
    const token = String(body.access_token);
    this.secrets.add(token);
    const expires = 'expires_in' in body ? Number(body.expires_in) : Number.NaN;
    return { token, expiresInSeconds: Number.isFinite(expires) && expires > 0 ? expires : 3_600 };
  }

  private async sendWithRetries(
    name: CallName,
    request: TransportRequest,
    pass: () => Promise<void> | undefined = () => undefined,
  ): Promise<TransportAnswer> {
    for (let failures = 1, silent = 0; ; failures++) {
      await this.limit.turn();
      await pass();
      const outcome = await this.send(request);
      if (outcome instanceof NetworkFailure) {
        if (outcome.kind !== 'broken') silent++;
        if (failures >= attempts || silent >= silentAttempts || !mayRepeatAfter(outcome, request))
          throw withCause(networkError(name, outcome), outcome);
        await this.runtime.sleep(this.delay(failures));
        continue;
      }
      this.limit.learn(outcome.headers);
      if (failures >= attempts || !mayRepeat(outcome.status, request)) return outcome;
      const asked = retryAfter(outcome.headers, this.runtime.now());
      if (asked !== undefined && asked > longestRetryAfter) return outcome;
      const delay = Math.max(asked ?? 0, this.delay(failures));
      // A 429 concerns the token, so every other call waits as well.
      if (outcome.status === 429) this.limit.pause(delay);
      else await this.runtime.sleep(delay);
    }
  }

  private async send(request: TransportRequest): Promise<TransportAnswer | NetworkFailure> {
    try {
      return await this.transport.send(request);
    } catch (error) {
      if (error instanceof NetworkFailure) return error;
      throw error;
    }
  }

  private delay(failures: number): number {
    return backoffMilliseconds(backoff, failures, this.runtime.random());
  }

  private redact(text: string): string {
    // The longest first: one secret can be a part of another.
    const secrets = [...this.secrets].filter((secret) => secret.length >= shortestSecret);
    return secrets
      .sort((a, b) => b.length - a.length)
      .reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);
  }
}

function request(name: CallName, call: GenesysCall, token: string): TransportRequest {
  const body = call.data === undefined || call.data === null ? {} : { body: JSON.stringify(call.data) };
  return {
    ...name,
    headers: { ...call.headers, 'user-agent': 'genesys-gcx', authorization: `Bearer ${token}` },
    ...body,
    reuseConnection: call.method !== 'POST',
  };
}

/** Statuses of a service that fails itself, now and then. */
const failing: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** POST creates; our only PATCH sets a state, so it can be repeated. */
function mayRepeat(status: number, request: TransportRequest): boolean {
  if (status === 429) return true;
  return failing.has(status) && request.reuseConnection;
}

/** Where no connection came about, nothing was sent, so even a POST can be repeated. */
function mayRepeatAfter(failure: NetworkFailure, request: TransportRequest): boolean {
  if (failure.kind === 'certificate') return false;
  return failure.kind === 'unreachable' || request.reuseConnection;
}

/** Milliseconds that the answer asks to wait: seconds or a date. */
function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function parsedBody(name: CallName, answer: TransportAnswer): unknown {
  if (answer.text.trim() === '') return undefined;
  try {
    return JSON.parse(answer.text);
  } catch (error) {
    throw withCause(notJsonError(name, answer), error);
  }
}
