import { Args, Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { personalDataFlag } from '../lib/cli/personal-data-flag.js';
import { waitFlag } from '../lib/cli/wait-flag.js';

/** Sends dead letters back. */
export default class RedriveCommand extends GcxCommand {
  static override summary =
    'Show dead letters by reason, of all targets or of one, and send those of one back.';
  static override description =
    "Without a target it shows those of all, and sends nothing. Dead letters of a processor go back to its SQS queue, those that EventBridge could not deliver to the target they were for, as it would have got them. What a template was filled to and is no JSON (INVALID_JSON) stays: it does not hold the event. An event is deleted from the dead-letter queue after it was sent: a crash in between sends it twice and loses none. While it runs, others do not see the messages; after a crash they show again within half an hour. A redriven event's age is not judged again. Needs only AWS credentials.";
  static override examples = [
    '<%= config.bin %> redrive',
    '<%= config.bin %> redrive --conversation 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    '<%= config.bin %> redrive sales-processor --dry-run',
    '<%= config.bin %> redrive sales-processor --reason handler-failed --rate 5/s',
    '<%= config.bin %> redrive crm-inbox --auto-approve --json',
  ];
  static override args = {
    target: Args.string({
      description: 'A target of the file that has a dead-letter queue.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    reason: Flags.string({
      summary: 'Only dead letters of this reason; can be repeated.',
      helpValue: 'REASON',
      multiple: true,
    }),
    conversation: Flags.string({ summary: 'Only dead letters of this conversation.', helpValue: 'ID' }),
    rate: Flags.string({ summary: 'How fast: 10/s, 300/m.', helpValue: 'RATE', default: '10/s' }),
    ...personalDataFlag,
    wait: waitFlag,
    'dry-run': Flags.boolean({ summary: 'Only show them.' }),
    'auto-approve': Flags.boolean({ summary: 'Do not ask; needed where there is no terminal.' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(RedriveCommand);
    const { redrive } = await import('../lib/cli/redrive.js');
    return redrive(args.target, flags, this.host(flags));
  }
}
