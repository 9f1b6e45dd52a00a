import { Args, Flags } from '@oclif/core';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

export default class EventTypeShow extends GcxCommand {
  static override summary = 'Show one event type: its fields, and where the queue is.';
  static override examples = [
    '<%= config.bin %> event-type show conversation.acd.end',
    "<%= config.bin %> event-type show 'v2.users.{id}.presence'",
  ];
  static override args = {
    name: Args.string({ description: 'Short name or full template.', required: true }),
  };
  static override flags = {
    all: Flags.boolean({ summary: 'Also fields deeper than two levels.', default: false }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(EventTypeShow);
    const { catalogue, requireEventType } = await import('../../lib/language/events/index.js');
    const { eventTypeText } = await import('../../lib/cli/render/event-type-text.js');
    const eventType = requireEventType(args.name);
    this.print(eventTypeText(eventType, catalogue(), { all: flags.all }, this.style));
    return { schemaVersion: 1, ...eventType, fields: catalogue().fields(eventType) };
  }
}
