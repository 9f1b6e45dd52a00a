import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { Unseen } from './model.js';

/** `sns:GetTopicAttributes`, `integrations:integration:view`: as messages about a missing permission name it. */
const PERMISSION = /\b[a-z-]+:[A-Za-z]\w*(?::[a-z]+)?\b/i;

/** Reads what can be read, and keeps what could not, with its reason. */
export class Reader {
  readonly #unseen: Unseen[] = [];

  get unseen(): readonly Unseen[] {
    return this.#unseen;
  }

  /**
   * What `read` gives; undefined where it fails with an error that gcx explains. Others, and that the credentials are those of
   * another organization or account, are thrown.
   */
  attempt<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    return this.#attempt(what, read, {});
  }

  /** The same of what says more, and without which it is known all the same whether events flow. */
  attemptAside<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    return this.#attempt(what, read, { aside: true });
  }

  async #attempt<T>(
    what: string,
    read: () => Promise<T>,
    aside: Pick<Unseen, 'aside'>,
  ): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof GcxError) || error.exitCode === ExitCode.refused) throw error;
      const { report, exitCode } = error;
      const denied = exitCode === ExitCode.denied;
      const permission = denied ? PERMISSION.exec(report.what)?.[0] : undefined;
      this.missed({ what, denied, report, ...aside, ...(permission === undefined ? {} : { permission }) });
      return undefined;
    }
  }

  /** Keeps that something could not be read. */
  missed(unseen: Unseen): void {
    this.#unseen.push(unseen);
  }
}
