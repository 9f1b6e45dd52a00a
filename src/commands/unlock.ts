import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Takes the lease of a pipe from a run that died. */
export default class UnlockCommand extends GcxCommand {
  static override summary = 'Show who is changing this pipe, or release a leftover lease.';
  static override description =
    'Only one run at a time can change a pipe: apply, destroy, adopt, redrive and replay hold a lease. It expires two minutes after the last sign of life of the run. This command releases it immediately. A run that is still alive notices within half a minute and writes nothing more, but make sure first that it is dead. Asks for confirmation on a terminal; without one, --owner names the owner of the lease, as shown. Needs only AWS credentials.';
  static override examples = [
    '<%= config.bin %> unlock',
    '<%= config.bin %> unlock --owner 7f6c2b1e-0d35-4a53-9f0c-6f1f3a0a1b2c',
  ];
  static override flags = {
    ...connectionFlags,
    owner: Flags.string({
      summary: 'Release the lease only if this is its owner; skips the confirmation.',
      helpValue: 'ID',
    }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(UnlockCommand);
    const { unlockPipe } = await import('../lib/cli/unlock.js');
    return unlockPipe(flags, this.host(flags));
  }
}
