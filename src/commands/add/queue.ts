import { Args, Flags } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addFlags, addQueueFlags } from '../../lib/cli/add-flags.js';
import { requiredAnswers } from '../../lib/cli/required-answers.js';

/** Adds queues to a route. */
export default class AddQueue extends AddCommand {
  static override summary = 'Add Genesys queues to a route in the file.';
  static override description =
    'Looks each name up in Genesys Cloud first, and proposes near ones where there is none. A route without queues takes the events of all queues; once it has one, only of those. Comments and layout of the file stay. Shows the change first, checks the file with it, and asks. A queue that is there already is no error.';
  static override examples = [
    '<%= config.bin %> add queue "Sales Support" Billing --route sales-left-queue',
    '<%= config.bin %> add queue "Sales DE*" --glob --route sales-left-queue',
  ];
  static override strict = false;
  static override args = {
    queue: Args.string({
      description: 'Name or id of a queue. Several are added at once.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...addFlags,
    ...addQueueFlags,
    route: Flags.string({ summary: 'The route in the file.', helpValue: 'NAME' }),
    glob: Flags.boolean({ summary: 'Take the names as patterns, in which * stands for any characters.' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(AddQueue);
    const queues = argv.map(String);
    const { '--route': route } = requiredAnswers('add queue', { queue: queues[0], '--route': flags.route });
    const { addQueues } = await import('../../lib/features/add/index.js');
    return this.addTo(flags, async (file) => {
      const given = queues.map((text) => ({ text, glob: flags.glob, flag: '' }));
      return addQueues(file, route, await this.queueItems(given, flags));
    });
  }
}
