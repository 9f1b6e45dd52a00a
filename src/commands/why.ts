import { Args, Flags } from '@oclif/core';
import { FileCommand } from '../lib/cli/file-command.js';
import { connectionFlags } from '../lib/cli/flags.js';
import { personalDataFlag } from '../lib/cli/personal-data-flag.js';
import { queueIdFlag } from '../lib/cli/queue-id-flag.js';

/** Why a conversation's events arrived, or did not. */
export default class WhyCommand extends FileCommand {
  static override summary = 'Show where the events of a conversation went, and why.';
  static override description =
    'The events are rebuilt from Genesys Cloud analytics; an event that is found in a dead-letter queue is used instead. What was not observed is called probable. What is no longer kept, or was never logged, cannot be known. Rules, integration and targets are shown as they are now. Shows only ids, event types and queue names of the events; the values that a route did not match only with --show-personal-data. It only reads; while it looks through dead-letter queues, their messages are hidden from others, for two minutes at most. Exit code 2 if something did not arrive.';
  static override examples = [
    '<%= config.bin %> why 36f675cc-81e7-4ef5-a8e2-5d940ed90475',
    '<%= config.bin %> why --last --target crm-inbox',
    '<%= config.bin %> why --phone "+49 30 1234567" --around 14:00',
    '<%= config.bin %> why --queue "Sales Support" --since yesterday',
  ];
  static override strict = false;
  static override args = {
    conversation: Args.string({
      description: 'The conversation id: it is in the URL of the interaction in Genesys Cloud.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    ...queueIdFlag,
    ...personalDataFlag,
    last: Flags.boolean({ summary: 'The last conversation that ended, within the last 7 days.' }),
    phone: Flags.string({
      summary:
        'The conversation of a phone number; - reads it from standard input. The number is not stored, shown or logged.',
      helpValue: 'NUMBER|-',
    }),
    around: Flags.string({
      summary:
        'With --phone, half an hour before and after this time: 14:00, "yesterday 14:00". Default: the last 24 hours.',
      helpValue: 'TIME',
    }),
    queue: Flags.string({
      summary: 'All conversations in a queue: how many events arrived, and why others did not.',
      helpValue: 'NAME|ID',
    }),
    since: Flags.string({
      summary: 'With --queue, the start of the period: yesterday (default), today, 2h, or 2026-11-27.',
      helpValue: 'TIME',
    }),
    target: Flags.string({ summary: 'Only this target in the file.', helpValue: 'NAME' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(WhyCommand);
    const { why } = await import('../lib/cli/why.js');
    const loaded = await this.loadConfig(flags);
    const files = await this.fileHost(loaded, { ...flags, offline: false });
    return why(argv.map(String), flags, files, this.host(flags));
  }
}
