import { Args } from '@oclif/core';
import { GcxCommand } from '../../lib/cli/gcx-command.js';
import { ExitCode } from '../../lib/exit-codes.js';

export default class EventValidate extends GcxCommand {
  static override summary = 'Check events against the schema of their event type.';
  static override description =
    'The file holds one event, an array of events, or one event a line. Unknown fields are warnings, for Genesys adds fields without notice; anything else that is wrong ends with exit code 1.';
  static override examples = [
    '<%= config.bin %> event validate event.json',
    '<%= config.bin %> event sample acd.end | <%= config.bin %> event validate -',
  ];
  static override args = {
    file: Args.string({ description: 'A file, or - for standard input.', required: true }),
  };

  async run(): Promise<object> {
    const { args } = await this.parse(EventValidate);
    const [{ checkEvents }, { readInput }, { eventCheckText }] = await Promise.all([
      import('../../lib/events/index.js'),
      import('../../lib/cli/read-input.js'),
      import('../../lib/render/event-check-text.js'),
    ]);
    const events = checkEvents(await readInput(args.file), args.file);
    this.print(eventCheckText(events, this.style));
    const valid = events.every((event) => event.valid);
    if (!valid) this.exitWith(ExitCode.error);
    return { schemaVersion: 1, valid, events };
  }
}
