import { Flags } from '@oclif/core';
import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Takes the sandbox back to its beginning. */
export default class SandboxReset extends SandboxCommand {
  static override summary = 'Reset the sandbox to its initial state.';
  static override description =
    'Deletes everything created in it, and its journal. It starts over with its seed and the resources that the file calls existing; --forget-seed starts over with the example organization.';
  static override examples = ['<%= config.bin %> sandbox reset'];
  static override flags = {
    config: configFlags.config,
    'forget-seed': Flags.boolean({ summary: 'Forget the values of --seed and --queues.' }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxReset);
    const { resetSandbox } = await import('../../lib/features/sandbox/index.js');
    await resetSandbox(await this.projectFolder(flags), { seed: flags['forget-seed'] });
    this.print('The sandbox is at its beginning again.');
    return { schemaVersion: 1, reset: true };
  }
}
