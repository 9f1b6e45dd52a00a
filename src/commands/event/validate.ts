import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { configFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

export default class EventValidate extends GcxCommand {
  static override summary = 'Check events against the schema of their event type.';
  static override description =
    'The file contains one event, an array of events, or one event per line. Unknown fields are warnings, because Genesys adds fields without notice; all other problems are errors, with exit code 1.';
  static override examples = [
    '<%= config.bin %> event validate event.json',
    '<%= config.bin %> event sample acd.end | <%= config.bin %> event validate -',
    '<%= config.bin %> event validate relayed.json --format com.genesys.cloud',
  ];
  static override args = {
    file: Args.string({ description: 'A file, or - for standard input.', required: true }),
  };

  static override flags = {
    ...configFlags,
    format: Flags.string({
      summary:
        'The event format of a relay: a built-in one, or one in the file. Default: as Genesys Cloud sends events.',
      helpValue: 'NAME',
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(EventValidate);
    const [{ checkEvents, requireFormat, shippedFormats }, { readInput }, { eventCheckText }] =
      await Promise.all([
        import('../../lib/language/events/index.js'),
        import('../../lib/features/input/read-input.js'),
        import('../../lib/cli/render/event-check-text.js'),
      ]);
    const { format: name } = flags;
    const asked = flags.config !== undefined || flags.env !== undefined || flags.var !== undefined;
    const ofFile = name !== undefined && (asked || !shippedFormats().has(name));
    const loading = ofFile ? this.loadConfig(flags) : undefined;
    // Without a file the name is of no format at all, which is then said.
    const config = (await (asked ? loading : loading?.catch(() => undefined)))?.config;
    const format = name === undefined ? undefined : requireFormat(name, config?.formats);
    const events = checkEvents(await readInput(args.file), args.file, format);
    this.print(eventCheckText(events, this.style));
    const valid = events.every((event) => event.valid);
    if (!valid) this.exitWith(ExitCode.error);
    return { schemaVersion: 1, valid, events };
  }
}
