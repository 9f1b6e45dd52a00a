import { Args, Flags } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addFlags } from '../../lib/cli/add-flags.js';

/** Adds event types to a route. */
export default class AddEvent extends AddCommand {
  static override summary = 'Add event types to a route in the file.';
  static override description =
    'Comments and layout of the file stay. Shows the change first, checks the file with it, and asks. An event type that is there already is no error.';
  static override examples = ['<%= config.bin %> add event conversation.acw --route agent-finished'];
  static override strict = false;
  static override args = {
    event: Args.string({
      description: 'Name of an event type (see gcx event-type list). Several are added at once.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...addFlags,
    route: Flags.string({ summary: 'The route in the file.', helpValue: 'NAME' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(AddEvent);
    const { addEvents, askForRoute, askNewEvents } = await import('../../lib/features/add/index.js');
    const given = argv.map(String);
    return this.addTo(flags, async (file) => {
      const needed = { EVENT: given[0], '--route': flags.route };
      const asked = await this.asked('add event', needed, async (asker) => {
        const route =
          flags.route ?? (await askForRoute(asker, { file }, 'Which route do you want to add them to?'));
        return { route, events: given.length > 0 ? given : await askNewEvents(asker, { file }, route) };
      });
      const { route, events } = asked ?? { route: flags.route ?? '', events: given };
      return addEvents(file, route, events);
    });
  }
}
