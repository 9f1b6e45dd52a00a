import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Ends the sandbox's server. */
export default class SandboxStop extends SandboxCommand {
  static override summary = 'Stop the sandbox server; its state is kept.';
  static override examples = ['<%= config.bin %> sandbox stop'];
  static override flags = { config: configFlags.config };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxStop);
    const { stopServer } = await import('../../lib/features/sandbox/index.js');
    const stopped = await stopServer(await this.projectFolder(flags));
    this.print(stopped ? 'The sandbox server has ended.' : 'No sandbox server runs.');
    return { schemaVersion: 1, stopped };
  }
}
