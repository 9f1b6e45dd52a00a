import type { ProcessorSettings } from '../contract/settings.js';
import type { EventLog } from './event-log.js';
import { type GenesysAccess, GenesysCalls } from './genesys-calls.js';
import { GENESYS_SECRET, genesysHosts } from './genesys-hosts.js';
import { GenesysToken } from './genesys-token.js';
import type { HandlerContext } from './handler.js';
import { readSecrets, type Secrets } from './secrets.js';

/** What of a handler's context is the event's own. */
export interface OfEvent extends Pick<HandlerContext, 'metrics' | 'attempt' | 'signal'> {
  readonly log: () => EventLog;
}

/** Makes the context of one event. */
export type ContextOf = (own: OfEvent) => HandlerContext;

/** What handlers work with, kept between invocations. */
export class HandlerTools {
  private secrets: Promise<Secrets> | undefined;
  private access: GenesysAccess | undefined;

  constructor(
    private readonly settings: Pick<ProcessorSettings, 'genesysEnvironment' | 'secrets'>,
    private readonly now: () => number,
    private readonly random: () => number,
  ) {}

  /**
   * Reads the secrets, at the first invocation.
   * @throws Error where one cannot be read; the next invocation tries again
   */
  async load(): Promise<ContextOf> {
    this.secrets ??= readSecrets(this.settings.secrets).catch((error: unknown) => {
      this.secrets = undefined;
      throw error;
    });
    const secrets = await this.secrets;
    const access = () => this.genesys(secrets);
    // Most handlers use but some of it: what costs is made when it is asked for.
    return ({ log, metrics, attempt, signal }) => ({
      secrets,
      metrics,
      attempt,
      signal,
      get logger() {
        return log();
      },
      get genesys() {
        return new GenesysCalls(access, signal);
      },
    });
  }

  private genesys(secrets: Secrets): GenesysAccess {
    if (this.access === undefined) {
      const { now, random } = this;
      const hosts = genesysHosts(this.settings.genesysEnvironment, process.env);
      this.access = { hosts, token: new GenesysToken(hosts, secrets[GENESYS_SECRET], now), now, random };
    }
    return this.access;
  }
}
