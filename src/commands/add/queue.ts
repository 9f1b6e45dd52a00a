import { Args, Flags } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addFlags, addQueueFlags } from '../../lib/cli/add-flags.js';

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
    const { addQueues, askForRoute, askNewQueues } = await import('../../lib/features/add/index.js');
    const given = argv.map((text) => ({ text: String(text), glob: flags.glob, flag: '' }));
    return this.addTo(flags, async (file) => {
      const { items, notes } = await this.queueItems(given, flags);
      const needed = { QUEUE: given[0]?.text, '--route': flags.route };
      const asked = await this.asked('add queue', needed, async (asker) => {
        const ground = await this.ground(asker, file, flags);
        const route =
          flags.route ?? (await askForRoute(asker, ground, 'Which route do you want to add them to?'));
        return { route, items: items.length > 0 ? items : await askNewQueues(asker, ground) };
      });
      const { route, items: queues } = asked ?? { route: flags.route ?? '', items };
      return addQueues(file, route, { items: queues, notes });
    });
  }
}
