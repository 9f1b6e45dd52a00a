import { Flags } from '@oclif/core';
import { connectionFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

export default class EventTypeList extends GcxCommand {
  static override summary = 'List the Genesys event types, with their short names.';
  static override description =
    'Shows the event types that are known to be available on EventBridge, from the built-in catalog. --live asks your organization, which is the authority: event types that it does not offer, and those that are new to gcx, are marked.';
  static override examples = [
    '<%= config.bin %> event-type list',
    '<%= config.bin %> event-type list --search "voicemail"',
    '<%= config.bin %> event-type list --live --env production',
  ];
  static override flags = {
    ...connectionFlags,
    search: Flags.string({
      summary:
        'Only event types whose name or description contains these words, or that they mean (hang up).',
      helpValue: 'TEXT',
    }),
    all: Flags.boolean({
      summary: 'Also event types that are not known to be available on EventBridge.',
      default: false,
    }),
    live: Flags.boolean({ summary: 'Ask the organization in the file what it offers.', default: false }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(EventTypeList);
    const { selectEventTypes } = await import('../../lib/language/events/index.js');
    const live = flags.live
      ? await (await this.connect(await this.loadConfig(flags), flags)).genesys.availableEventTypes()
      : undefined;
    const list = selectEventTypes({
      all: flags.all,
      ...(flags.search === undefined ? {} : { search: flags.search, meant: await this.meant(flags.search) }),
      ...(live === undefined ? {} : { live }),
    });
    const { eventTypeListText } = await import('../../lib/cli/render/event-type-text.js');
    this.print(eventTypeListText(list, { live: flags.live }, this.style));
    return { schemaVersion: 1, live: flags.live, eventTypes: list.eventTypes, hidden: list.hidden };
  }

  /** What people's words mean, as in the questions of `gcx init`. */
  private async meant(words: string): Promise<readonly string[]> {
    const { eventTypesMeant } = await import('../../lib/features/questions/index.js');
    return eventTypesMeant(words);
  }
}
