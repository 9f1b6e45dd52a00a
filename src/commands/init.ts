import { narrowed, type Screen } from '../lib/base/terminal/columns.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { initFlags } from '../lib/cli/init-flags.js';

/** Makes a first file, by questions on a terminal or by flags elsewhere. */
export default class Init extends GcxCommand {
  static override summary = 'Make a .genesysrc.yml, step by step.';
  static override description =
    'Asks for event types, queues, conditions, targets and environments, checks each answer, shows the file and writes it. Esc goes back a question. Every question has a flag; without a terminal the flags are needed. Nothing changes in Genesys Cloud or AWS.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --sandbox',
    '<%= config.bin %> init --project sales-events --genesys-environment mypurecloud.ie --region eu-west-1 --event conversation.acd.end --queue "Sales Support" --target sqs:crm-inbox',
  ];
  static override flags = initFlags;

  protected override screen(stream: Screen): Screen {
    return narrowed(stream);
  }

  override async run(): Promise<object> {
    const { flags } = await this.parse(Init);
    const { init } = await import('../lib/cli/init.js');
    return init(flags, {
      json: this.jsonEnabled(),
      print: (text) => this.print(text),
      notice: (text) => this.notice(text),
      exitWith: (code) => this.exitWith(code),
      close: () => this.closeOpened(),
      open: (config, access) => this.openSides(config, access),
    });
  }
}
