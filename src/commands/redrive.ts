import { Args, Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { personalDataFlag } from '../lib/cli/personal-data-flag.js';
import { waitFlag } from '../lib/cli/wait-flag.js';

/** Sends dead letters back. */
export default class RedriveCommand extends GcxCommand {
  static override summary = 'Show dead letters by reason, or send those of a target again.';
  static override description =
    'Without a target, it shows the dead letters of all targets and sends nothing. Dead letters of a processor go back to its SQS queue. Dead letters of EventBridge go to the target they were for, in the form the target would have received. The output of a template that is not valid JSON (INVALID_JSON) stays: it does not contain the event. An event is deleted from the dead-letter queue after it was sent, so a crash can send it twice but loses nothing. While the command runs, the messages are hidden from others; after a crash, they become visible again within half an hour. The age of a redriven event is not checked again. Needs only AWS credentials.';
  static override examples = [
    '<%= config.bin %> redrive',
    '<%= config.bin %> redrive --conversation 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    '<%= config.bin %> redrive sales-processor --dry-run',
    '<%= config.bin %> redrive sales-processor --reason handler-failed --rate 5/s',
    '<%= config.bin %> redrive crm-inbox --auto-approve --json',
  ];
  static override args = {
    target: Args.string({
      description: 'A target in the file that has a dead-letter queue.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    reason: Flags.string({
      summary: 'Only dead letters with this reason. Can be repeated.',
      helpValue: 'REASON',
      multiple: true,
    }),
    conversation: Flags.string({ summary: 'Only dead letters of this conversation.', helpValue: 'ID' }),
    rate: Flags.string({
      summary: 'The rate at which to send: 10/s, 300/m.',
      helpValue: 'RATE',
      default: '10/s',
    }),
    ...personalDataFlag,
    wait: waitFlag,
    'dry-run': Flags.boolean({ summary: 'Only show them.' }),
    'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(RedriveCommand);
    const { redrive } = await import('../lib/cli/redrive.js');
    return redrive(args.target, flags, this.host(flags));
  }
}
