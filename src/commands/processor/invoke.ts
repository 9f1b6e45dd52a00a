import { Args, Flags } from '@oclif/core';
import { FileCommand } from '../../lib/cli/file-command.js';
import { connectionFlags } from '../../lib/cli/flags.js';
import { givenEventsFlags } from '../../lib/cli/given-events-flags.js';
import { personalDataFlag } from '../../lib/cli/personal-data-flag.js';
import { queueIdFlag } from '../../lib/cli/queue-id-flag.js';

/** Runs a processor on this machine. */
export default class ProcessorInvoke extends FileCommand {
  static override summary = 'Run a processor on this machine, on events that you give.';
  static override description =
    'Runs the real bundle, in the sandbox or against AWS. Against AWS, it uses your own credentials and the real table and dead-letter queue, so an event handled here counts as handled. The processor must be applied first. Its log lines about the events of a conversation are masked as in processor logs; log lines about events that you give are shown. Exit code 1 if the handler failed.';
  static override examples = [
    '<%= config.bin %> processor invoke sales-processor --event event.json --sandbox',
    '<%= config.bin %> processor invoke sales-processor --sample acd.end --queue "Sales Support" --sandbox',
    '<%= config.bin %> processor invoke sales-processor --event events/ --sandbox --json',
  ];
  static override args = {
    name: Args.string({ description: 'Name of the target.', required: true, ignoreStdin: true }),
  };
  static override flags = {
    ...connectionFlags,
    ...givenEventsFlags,
    ...queueIdFlag,
    ...personalDataFlag,
    offline: Flags.boolean({
      summary: 'Do not ask Genesys Cloud for queue ids.',
      helpGroup: 'FILE',
    }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(ProcessorInvoke);
    const { runInvoke } = await import('../../lib/cli/processor-invoke.js');
    return runInvoke(args.name, flags, {
      ...this.host(flags),
      files: (loaded) => this.fileHost(loaded, flags),
    });
  }
}
