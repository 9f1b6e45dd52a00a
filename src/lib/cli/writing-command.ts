import type { CommandName } from '../base/hints/commands.js';
import type { Connection } from '../features/access/connect.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import type { Hold } from '../features/lease/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import { GcxCommand } from './gcx-command.js';
import type { HeldConnection } from './held-connection.js';
import { holdLeaseFor } from './hold-lease.js';
import { waitMilliseconds } from './wait-flag.js';

/** What commands are built on that change the file's pipe: one at a time. */
export abstract class WritingCommand extends GcxCommand {
  private lease: Hold | undefined;

  /**
   * {@link connect}, and the lease of the file's pipe before anything is read; it is kept until the command ends.
   * @param command this one, with its own words, for what is suggested
   * @param before what is done before the lease is taken, which is a write
   * @throws GcxError with exit code 5 where another holds it, and what `before` throws
   */
  protected async connectToWrite(
    loaded: LoadedConfig,
    flags: ConnectionFlagValues & { readonly wait?: string | undefined },
    command: CommandName,
    words: readonly string[] = [],
    before: (connection: Connection) => Promise<void> = async () => {},
  ): Promise<HeldConnection> {
    waitMilliseconds(flags.wait);
    const connection = await this.connect(loaded, flags);
    await before(connection);
    const { aws, gate } = connection;
    const wanted = { config: loaded.config, aws, gate, command, words, wait: flags.wait };
    this.lease = await holdLeaseFor(wanted, { notice: (text) => this.notice(text) });
    return { ...connection, ...(this.lease === undefined ? {} : { lease: this.lease }) };
  }

  protected override async finally(): Promise<void> {
    // Before the connection that it is given back over.
    await this.lease?.release();
    await super.finally();
  }
}
