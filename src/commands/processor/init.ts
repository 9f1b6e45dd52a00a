import { Args, Flags } from '@oclif/core';
import { configFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

/** Writes the first files of a processor. */
export default class ProcessorInit extends GcxCommand {
  static override summary = 'Create a processor: its handler, a test, its configuration.';
  static override description =
    'Writes handlers/NAME.ts and handlers/NAME.test.ts next to the file, and adds the target to the file. If the file cannot be edited safely, it prints the lines to paste. Never overwrites anything.';
  static override examples = [
    '<%= config.bin %> processor init sales-processor',
    '<%= config.bin %> processor init sales-processor --route sales-left-queue',
  ];
  static override args = {
    name: Args.string({ description: 'Name of the target.', required: true, ignoreStdin: true }),
  };
  static override flags = {
    config: configFlags.config,
    route: Flags.string({
      summary: 'A route in the file that should send to this processor. Can be repeated.',
      helpValue: 'NAME',
      multiple: true,
      default: [],
    }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(ProcessorInit);
    const [{ initProcessor }, { processorInitText }] = await Promise.all([
      import('../../lib/features/processors/init-processor.js'),
      import('../../lib/cli/render/processor-init-text.js'),
    ]);
    const document = await initProcessor({
      name: args.name,
      routes: flags.route,
      config: flags.config,
      cwd: process.cwd(),
    });
    this.print(processorInitText(document));
    return document;
  }
}
