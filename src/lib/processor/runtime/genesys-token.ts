import { failureOf, GenesysCallFailed } from './genesys-call-failed.js';
import { type GenesysHosts, readCredentials } from './genesys-hosts.js';

/** How long before its end a token is renewed, in ms. */
const RENEW_BEFORE_MS = 60_000;
/** How long a token may take, in ms. */
const LOGIN_MS = 10_000;

interface Token {
  readonly text: string;
  /** Epoch ms from which on it is no longer used. */
  readonly until: number;
}

/** The access token of the secret GENESYS: kept between invocations, renewed before it ends, by one call at a time. */
export class GenesysToken {
  private token: Token | undefined;
  private renewal: Promise<string> | undefined;

  constructor(
    private readonly hosts: GenesysHosts,
    private readonly secret: unknown,
    private readonly now: () => number,
  ) {}

  /**
   * A token that is good for now.
   * @param refused one that Genesys Cloud has answered with 401
   * @throws GenesysCallFailed
   */
  async get(refused?: string): Promise<string> {
    if (refused !== undefined && this.token?.text === refused) this.token = undefined;
    if (this.token !== undefined && this.now() < this.token.until) return this.token.text;
    this.renewal ??= this.renew().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async renew(): Promise<string> {
    const { clientId, clientSecret } = readCredentials(this.secret);
    // Neither the answer nor a cause goes into an error: they may hold what was sent.
    const response = await fetch(`${this.hosts.login}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal: AbortSignal.timeout(LOGIN_MS),
    }).catch(() => undefined);
    if (response === undefined) throw new GenesysCallFailed('POST /oauth/token', {});
    if (!response.ok) throw new GenesysCallFailed('POST /oauth/token', await failureOf(response, this.now()));
    const answer: unknown = await response.json().catch(() => undefined);
    const { access_token: text, expires_in: seconds } = Object(answer) as Record<string, unknown>;
    if (typeof text !== 'string' || text === '') throw new GenesysCallFailed('POST /oauth/token', {});
    const lifetime = typeof seconds === 'number' ? seconds * 1_000 : 0;
    this.token = { text, until: this.now() + lifetime - Math.min(RENEW_BEFORE_MS, lifetime / 2) };
    return text;
  }
}
