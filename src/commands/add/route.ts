import { Args } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addRouteFlags } from '../../lib/cli/add-flags.js';

/** Adds a route to the file. */
export default class AddRoute extends AddCommand {
  static override summary = 'Add a route to the file: which events go to which targets.';
  static override description =
    'Adds the route, and the targets that it names and the file lacks. Comments and layout of the file stay. Shows the change first, checks the file with it, and asks. A route that is there already is no error. Exit code 1 where the file would not be valid.';
  static override examples = [
    '<%= config.bin %> add route sales-ended --event conversation.acd.end --queue "Sales Support" --target sqs:crm-inbox',
    '<%= config.bin %> add route long-calls --event conversation.user.end --where mediaType=VOICE --where "connectedDurationMs>60000" --target crm-inbox',
  ];
  static override args = {
    name: Args.string({ description: 'A name for the route.', ignoreStdin: true }),
  };
  static override flags = addRouteFlags;

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(AddRoute);
    const { addRoute, askRoute } = await import('../../lib/features/add/index.js');
    return this.addTo(flags, async (file) => {
      const named = flags.queue.map((text) => ({ text, glob: false, flag: '--queue' }));
      const globs = flags['queue-glob'].map((text) => ({ text, glob: true, flag: '--queue-glob' }));
      const { items, notes } = await this.queueItems([...named, ...globs], flags);
      const { event: events, target: targets, subscriber: subscribers, where, description } = flags;
      const given = { description, events, queues: items, where, targets, subscribers };
      const needed = { NAME: args.name, '--event': events[0], '--target': targets[0] };
      const request = await this.asked('add route', needed, async (asker) =>
        askRoute(asker, await this.ground(asker, file, flags), { ...given, name: args.name }),
      );
      const proposal = addRoute(file, request ?? { ...given, name: args.name ?? '' });
      return { ...proposal, notes: [...proposal.notes, ...notes] };
    });
  }
}
