import { Args, Flags } from '@oclif/core';
import { FileCommand } from '../lib/cli/file-command.js';
import { connectionFlags } from '../lib/cli/flags.js';
import { personalDataFlag } from '../lib/cli/personal-data-flag.js';
import { queueIdFlag } from '../lib/cli/queue-id-flag.js';

/** Why a conversation's events arrived, or did not. */
export default class WhyCommand extends FileCommand {
  static override summary = 'Show where the events of a conversation went, and why one did not arrive.';
  static override description =
    'Its events are rebuilt from Genesys Cloud analytics; where the event itself is found (in a dead-letter queue), that is taken. What nobody saw is said to be probable, and what is no longer kept, or was never written, cannot be known. Rules, integration and targets are as they are now. Shows ids, event types and names of queues, and nothing else of the events; what a condition of a route missed only with --show-personal-data. Reads only; while it looks through dead-letter queues, others do not see those messages, for two minutes at most. Exit code 2 where something did not arrive.';
  static override examples = [
    '<%= config.bin %> why 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    '<%= config.bin %> why --last --target crm-inbox',
    '<%= config.bin %> why --phone "+49 30 1234567" --around 14:00',
    '<%= config.bin %> why --queue "Sales Support" --since yesterday',
  ];
  static override strict = false;
  static override args = {
    conversation: Args.string({
      description: 'Id of the conversation: it is in the address of the interaction in Genesys Cloud.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    ...queueIdFlag,
    ...personalDataFlag,
    last: Flags.boolean({ summary: 'The conversation that ended last, of the last 7 days.' }),
    phone: Flags.string({
      summary:
        'The conversation of a phone number; - reads it from standard input. It is kept, shown and logged nowhere.',
      helpValue: 'NUMBER|-',
    }),
    around: Flags.string({
      summary:
        'With --phone, half an hour before and after a time: 14:00, "yesterday 14:00". Else the last 24 hours.',
      helpValue: 'TIME',
    }),
    queue: Flags.string({
      summary: 'All conversations that were in a queue: how many arrived, and why others did not.',
      helpValue: 'NAME|ID',
    }),
    since: Flags.string({
      summary: 'With --queue, since when: yesterday (if nothing is said), today, 2h or 2026-11-27.',
      helpValue: 'TIME',
    }),
    target: Flags.string({ summary: 'Only this target of the file.', helpValue: 'NAME' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(WhyCommand);
    const { why } = await import('../lib/cli/why.js');
    const loaded = await this.loadConfig(flags);
    const files = await this.fileHost(loaded, { ...flags, offline: false });
    return why(argv.map(String), flags, files, this.host(flags));
  }
}
