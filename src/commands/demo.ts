import { Flags } from '@oclif/core';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Shows what gcx does, on the sandbox. */
export default class Demo extends GcxCommand {
  static override summary =
    'See it work on the built-in sandbox, on one screen; --full tells the whole story.';
  static override description =
    'Works in a temporary folder on the documented example file; no credentials, no network beyond this machine. Every command it shows is one you can type. --full prints what each command prints: plan, apply, events, a change, a processor; it leaves the page there that it ends with. Exit code 1 where anything did not happen as told.';
  static override examples = [
    '<%= config.bin %> demo',
    '<%= config.bin %> demo --step',
    '<%= config.bin %> demo --full --open',
    '<%= config.bin %> demo --keep',
  ];
  /** Each command of the story prints as ever: there is no single document. */
  static override enableJsonFlag = false;
  static override flags = {
    full: Flags.boolean({ summary: 'Show the whole story, with the complete output of its commands.' }),
    step: Flags.boolean({ summary: 'Show the whole story, and wait for Enter between its chapters.' }),
    keep: Flags.boolean({ summary: 'Keep the folder, to continue in it.' }),
    open: Flags.boolean({ summary: 'Show the whole story, and open the page at its end.' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Demo);
    const { runDemo } = await import('../lib/features/demo/index.js');
    return runDemo(flags, {
      oclif: this.config,
      style: this.style,
      print: (text) => this.print(text),
      notice: (text) => this.notice(text),
      exitWith: (code) => this.exitWith(code),
      loadConfig: () => this.loadConfig({ env: 'production' }),
      openInBrowser: async (page) => {
        const { openInBrowser } = await import('../lib/cli/open-in-browser.js');
        await openInBrowser(page, (text) => this.notice(text));
      },
    });
  }
}
