import { Args, Flags } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addFlags } from '../../lib/cli/add-flags.js';
import { requiredAnswers } from '../../lib/cli/required-answers.js';

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
    const events = argv.map(String);
    const { '--route': route } = requiredAnswers('add event', { event: events[0], '--route': flags.route });
    const { addEvents } = await import('../../lib/features/add/index.js');
    return this.addTo(flags, (file) => addEvents(file, route, events));
  }
}
