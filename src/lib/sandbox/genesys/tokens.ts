import { randomBytes } from 'node:crypto';
import { isEqualSecret } from '../equal-secret.js';
import type { CallDescription, SandboxRequest, SandboxResponse } from '../http.js';
import { jsonResponse } from '../http.js';

/** Requests that one token may make in a minute (Genesys Cloud's published limit). */
const REQUESTS_PER_MINUTE = 300;

/** A client id that Genesys does not know; for trying out the message. */
const UNKNOWN_CLIENT_ID = 'unknown';

/** An access token that the sandbox gave out. */
export interface SandboxToken {
  readonly clientId: string;
  readonly expiresAt: number;
  readonly allowed: number;
  windowStart: number;
  count: number;
}

/** How a token stands against its rate limit after one more request. */
export interface RateLimit {
  readonly exceeded: boolean;
  readonly resetSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a token call is in the journal. */
export const TOKEN_CALL: CallDescription = { service: 'genesys', action: 'postOauthToken', write: false };

/** The access tokens of a running sandbox. They live in memory: after a restart clients have to log in again, as they must be able to. */
export class TokenDesk {
  private readonly tokens = new Map<string, SandboxToken>();

  /** @param secret What goes with every OAuth client. */
  constructor(private readonly secret: string) {}

  /**
   * Answers `POST /oauth/token` (HTTP Basic, grant_type=client_credentials).
   * @param lifetimeSeconds Life of the token, by client id.
   */
  issue(
    request: SandboxRequest,
    lifetimeSeconds: (clientId: string) => number,
    now: number,
  ): SandboxResponse {
    const credentials = basicCredentials(request.headers['authorization']);
    if (credentials === undefined) return refusal(400, 'invalid_request', 'client credentials are required');
    const form = new URLSearchParams(request.body);
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', 'the grant type is not supported by this client');
    }
    if (credentials.id === '' || credentials.id === UNKNOWN_CLIENT_ID) {
      return refusal(400, 'invalid_client', 'client not found');
    }
    if (!isEqualSecret(credentials.secret, this.secret)) {
      return refusal(401, 'invalid_client', 'authentication failed');
    }
    const seconds = lifetimeSeconds(credentials.id);
    const token = randomBytes(32).toString('base64url');
    this.tokens.set(token, {
      clientId: credentials.id,
      expiresAt: now + seconds * 1000,
      allowed: REQUESTS_PER_MINUTE,
      windowStart: now,
      count: 0,
    });
    return jsonResponse(200, { access_token: token, token_type: 'bearer', expires_in: seconds });
  }

  /** The token of a request; undefined where it is missing, unknown or has expired. */
  find(request: SandboxRequest, now: number): SandboxToken | undefined {
    const header = request.headers['authorization'] ?? '';
    const token = this.tokens.get(header.replace(/^bearer /i, ''));
    return token !== undefined && token.expiresAt > now ? token : undefined;
  }

  /** Makes every token unknown, as when an administrator revokes them. */
  revokeAll(): void {
    this.tokens.clear();
  }

  /** Counts one request of a token; Genesys counts in windows of a minute that begin with the first request. */
  count(token: SandboxToken, now: number): RateLimit {
    if (now - token.windowStart >= 60_000) {
      token.windowStart = now;
      token.count = 0;
    }
    token.count += 1;
    const resetSeconds = Math.max(1, Math.ceil((token.windowStart + 60_000 - now) / 1000));
    return {
      exceeded: token.count > token.allowed,
      resetSeconds,
      headers: {
        'inin-ratelimit-count': String(token.count),
        'inin-ratelimit-allowed': String(token.allowed),
        'inin-ratelimit-reset': String(resetSeconds),
      },
    };
  }
}

function basicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = header?.match(/^basic\s+(.+)$/i)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function refusal(status: number, error: string, description: string): SandboxResponse {
  return jsonResponse(status, { error, description, error_description: description });
}
