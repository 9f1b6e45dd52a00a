import { Args, Flags } from '@oclif/core';
import { configFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

/** Writes the first files of a processor. */
export default class ProcessorInit extends GcxCommand {
  static override summary = "Write a processor's handler, its test and its configuration.";
  static override description =
    'Writes handlers/NAME.ts and handlers/NAME.test.ts beside the file and adds the target to it; where the file cannot be edited without risk, prints the lines to paste. Never overwrites anything.';
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
      summary: 'A route of the file that shall send to it; can be repeated.',
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
