import { Flags } from '@oclif/core';
import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Takes the sandbox back to its beginning. */
export default class SandboxReset extends SandboxCommand {
  static override summary = 'Take the sandbox back to its beginning.';
  static override description =
    'Everything made in it goes, and its journal. It begins again with its seed and what the file calls existing; --forget-seed begins with the example organization.';
  static override examples = ['<%= config.bin %> sandbox reset'];
  static override flags = {
    config: configFlags.config,
    'forget-seed': Flags.boolean({ summary: 'Forget what --seed and --queues said.' }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxReset);
    const { resetSandbox } = await import('../../lib/features/sandbox/index.js');
    await resetSandbox(await this.projectFolder(flags), { seed: flags['forget-seed'] });
    this.print('The sandbox is at its beginning again.');
    return { schemaVersion: 1, reset: true };
  }
}
