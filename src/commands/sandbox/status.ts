import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Shows the sandbox's server. */
export default class SandboxStatus extends SandboxCommand {
  static override summary = 'Show whether the sandbox server is running, and where.';
  static override examples = [
    '<%= config.bin %> sandbox status',
    'eval "$(<%= config.bin %> sandbox status | grep export)"',
  ];
  static override flags = { config: configFlags.config };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxStatus);
    const { serverState } = await import('../../lib/features/sandbox/index.js');
    const state = await serverState(await this.projectFolder(flags));
    const { serverText } = await import('../../lib/cli/render/sandbox-text.js');
    this.print(serverText(state, this.style));
    return { schemaVersion: 1, ...state };
  }
}
