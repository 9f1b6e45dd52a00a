import { GcxCommand } from '../lib/cli/gcx-command.js';
import { initFlags } from '../lib/cli/init-flags.js';

/** Makes a first file, by questions on a terminal or by flags elsewhere. */
export default class Init extends GcxCommand {
  static override summary = 'Make a .genesysrc.yml, step by step.';
  static override description =
    'Checks the credentials of both sides, offers event types, queues and targets, shows the file and writes it. Every question has a flag; without a terminal the flags are needed.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --sandbox',
    '<%= config.bin %> init --project sales-events --genesys-environment mypurecloud.ie --region eu-west-1 --event conversation.acd.end --queue "Sales Support" --target sqs:crm-inbox',
  ];
  static override flags = initFlags;

  override async run(): Promise<object> {
    const { flags } = await this.parse(Init);
    const { init } = await import('../lib/cli/init.js');
    return init(flags, {
      json: this.jsonEnabled(),
      print: (text) => this.print(text),
      notice: (text) => this.notice(text),
      connect: (config) => this.connectUnchecked(config, flags),
    });
  }
}
