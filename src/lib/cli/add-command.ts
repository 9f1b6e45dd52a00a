import type { EditableFile, GivenQueue, Proposal, QueueItems } from '../features/add/index.js';
import type { AddDocument } from './add.js';
import type { AddFlagValues } from './add-flags.js';
import { FileCommand } from './file-command.js';

/** What the commands of `gcx add` are built on. */
export abstract class AddCommand extends FileCommand {
  /**
   * Reads the file, and adds what is proposed for it.
   * @param environment that the next command is about
   */
  protected async addTo(
    flags: AddFlagValues,
    propose: (file: EditableFile) => Proposal | Promise<Proposal>,
    environment?: string,
  ): Promise<AddDocument> {
    const [{ readEditable }, { add }] = await Promise.all([
      import('../features/add/index.js'),
      import('./add.js'),
    ]);
    const { GENESYSCLOUD_REGION: _ofTheRealOne, ...sandboxEnv } = process.env;
    const file = await readEditable({
      cwd: process.cwd(),
      env: flags.sandbox ? sandboxEnv : process.env,
      ...(flags.config === undefined ? {} : { configFile: flags.config }),
      ...(flags.env === undefined ? {} : { environment: flags.env }),
      ...(flags.var === undefined ? {} : { variables: flags.var }),
    });
    for (const text of file.found.notices) this.notice(text);
    return add(file, await propose(file), flags, this.host(flags), environment);
  }

  /** Queues as the file names them, looked up in Genesys Cloud where that is not to be left out. */
  protected async queueItems(
    given: readonly GivenQueue[],
    flags: AddFlagValues & { readonly division?: string | undefined; readonly offline: boolean },
  ): Promise<QueueItems> {
    if (given.length === 0) return { items: [], notes: [] };
    const { queueItems } = await import('../features/add/index.js');
    if (flags.offline) return queueItems(given, flags.division, undefined);
    const host = await this.fileHost(await this.loadConfig(flags), flags);
    return queueItems(given, flags.division, await host.genesys());
  }
}
