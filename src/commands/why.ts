import { Args, Flags } from '@oclif/core';
import { FileCommand } from '../lib/cli/file-command.js';
import { connectionFlags } from '../lib/cli/flags.js';
import { queueIdFlag } from '../lib/cli/queue-id-flag.js';

/** Why a conversation's events arrived, or did not. */
export default class WhyCommand extends FileCommand {
  static override summary = 'Show where the events of a conversation went, and why one did not arrive.';
  static override description =
    'Its events are rebuilt from Genesys Cloud analytics; where the event itself is found (in a dead-letter queue), that is taken. What nobody saw is said to be probable, and what is no longer kept, or was never written, cannot be known. Rules, integration and targets are as they are now. Shows ids, event types and names of queues, and nothing else of the events. Reads only; while it looks through dead-letter queues, others do not see those messages, for two minutes at most. Exit code 2 where something did not arrive.';
  static override examples = [
    '<%= config.bin %> why 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    '<%= config.bin %> why --last --target crm-inbox',
  ];
  static override args = {
    conversation: Args.string({
      description: 'Id of the conversation: it is in the address of the interaction in Genesys Cloud.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    ...queueIdFlag,
    last: Flags.boolean({ summary: 'The conversation that ended last, of the last 7 days.' }),
    target: Flags.string({ summary: 'Only this target of the file.', helpValue: 'NAME' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(WhyCommand);
    const { why } = await import('../lib/cli/why.js');
    const loaded = await this.loadConfig(flags);
    const files = await this.fileHost(loaded, { ...flags, offline: false });
    return why(args.conversation, flags, files, this.host(flags));
  }
}
