import type { Runtime } from '../../base/net/index.js';

/** A token and how long it holds. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** The longest time before its end that a token counts as too old, in milliseconds. */
const longestMargin = 60_000;

/** An access token that is fetched once, kept in memory, and fetched again shortly before it ends or when it was refused. */
export class AccessToken {
  private current: { readonly token: Promise<string>; freshUntil: number } | undefined;

  constructor(
    private readonly fetchToken: () => Promise<IssuedToken>,
    private readonly runtime: Runtime,
  ) {}

  /** The token; callers that come while it is fetched share that one request. */
  async get(): Promise<string> {
    if (this.current === undefined || this.runtime.now() >= this.current.freshUntil)
      this.current = this.renew();
    return this.current.token;
  }

  /** Says that a token was refused: the next {@link get} fetches another, unless that was done already. */
  async refused(token: string): Promise<void> {
    const { current } = this;
    if (current !== undefined && (await current.token) === token && this.current === current) {
      this.current = undefined;
    }
  }

  private renew() {
    const renewed = {
      freshUntil: Number.POSITIVE_INFINITY,
      token: this.fetchToken().then(
        ({ token, expiresInSeconds }) => {
          const lifetime = expiresInSeconds * 1000;
          renewed.freshUntil = this.runtime.now() + lifetime - Math.min(longestMargin, lifetime / 10);
          return token;
        },
        (error: unknown) => {
          if (this.current === renewed) this.current = undefined;
          throw error;
        },
      ),
    };
    return renewed;
  }
}
