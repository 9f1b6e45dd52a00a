import { Flags } from '@oclif/core';
import { ExitCode } from '../lib/base/exit-codes.js';
import { gcxLine } from '../lib/base/hints/gcx-command.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Shows the whole story on the sandbox. */
export default class Demo extends GcxCommand {
  static override summary =
    'See the whole story on the built-in sandbox: plan, apply, events, a change, a processor.';
  static override description =
    'Works in a temporary folder on the documented example file, and leaves the page there that it ends with; no credentials, no network beyond this machine. Every command it shows is one you can type. Exit code 1 where anything did not happen as told.';
  static override examples = [
    '<%= config.bin %> demo',
    '<%= config.bin %> demo --open',
    '<%= config.bin %> demo --keep',
  ];
  /** Each command of the story prints as ever: there is no single document. */
  static override enableJsonFlag = false;
  static override flags = {
    keep: Flags.boolean({ summary: 'Keep the folder, to go on in it.' }),
    open: Flags.boolean({ summary: 'Open the page that it ends with.' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Demo);
    const { commandRunner, createNarrator, makeDemoFolder, tellStory } = await import(
      '../lib/features/demo/index.js'
    );
    const started = performance.now();
    const project = await makeDemoFolder(this.config.root);
    process.chdir(project.folder);
    const loaded = await this.loadConfig({ env: 'production' });
    const narrator = createNarrator((text) => this.print(text), this.style);
    await tellStory({ run: commandRunner(this.config), narrator, project, loaded });
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    process.chdir(this.config.root);
    if (!flags.keep) await project.leaveThePage();
    for (const claim of narrator.broken) this.notice(`Did not happen as told: ${claim}.`);
    if (narrator.broken.length > 0) this.exitWith(ExitCode.error);
    this.print(
      `\n${narrator.checked - narrator.broken.length} of ${narrator.checked} things happened as told, in ${seconds} s.`,
    );
    this.print(`The page is in ${project.page}`);
    if (flags.open) {
      const { openInBrowser } = await import('../lib/cli/open-in-browser.js');
      await openInBrowser(project.page, (text) => this.notice(text));
    }
    this.print(
      flags.keep
        ? `Go on in ${project.folder}.`
        : `Next: ${gcxLine('init --sandbox')}, for a file of your own to try.`,
    );
    return { schemaVersion: 1, broken: narrator.broken };
  }
}
