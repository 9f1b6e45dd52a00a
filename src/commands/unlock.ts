import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Takes the lease of a pipe from a run that died. */
export default class UnlockCommand extends GcxCommand {
  static override summary =
    'Show who is changing this pipe right now, and take the lease from a run that died.';
  static override description =
    'Only one at a time changes a pipe: apply, destroy, adopt, redrive and replay hold a lease meanwhile, which is over two minutes after their last sign. This takes it away at once; a run that still lives notices within half a minute, and writes nothing else: look before that it is dead. Asks on a terminal; elsewhere --owner names whose lease it is, as it is shown. Needs only AWS credentials.';
  static override examples = [
    '<%= config.bin %> unlock',
    '<%= config.bin %> unlock --owner 7f6c2b1e-0d35-4a53-9f0c-6f1f3a0a1b2c',
  ];
  static override flags = {
    ...connectionFlags,
    owner: Flags.string({
      summary: 'Take the lease from this owner, and from no other; does not ask.',
      helpValue: 'ID',
    }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(UnlockCommand);
    const { unlockPipe } = await import('../lib/cli/unlock.js');
    return unlockPipe(flags, this.host(flags));
  }
}
