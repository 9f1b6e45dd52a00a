import type { ConfigFlagValues } from '../features/access/connection-choice.js';
import type { ChosenSandbox, SandboxOptions } from '../features/sandbox/index.js';
import { GcxCommand } from './gcx-command.js';

/** What the `gcx sandbox` commands are built on: they work beside a file, and without one too. */
export abstract class SandboxCommand extends GcxCommand {
  /** Whose sandbox it is: the file's organization and account, or those of the examples where there is not a file. */
  protected async sandboxOptions(flags: ConfigFlagValues): Promise<SandboxOptions> {
    return (await this.chosenSandbox(flags)).options;
  }

  /** The sandbox of the file, with the file; that of the examples without one. */
  protected async chosenSandbox(flags: ConfigFlagValues): Promise<ChosenSandbox> {
    const { chooseSandbox } = await import('../features/sandbox/index.js');
    const load = () => this.loadConfig({ ...flags, sandbox: true });
    const chosen = await chooseSandbox(load, { cwd: process.cwd(), config: flags.config });
    if (chosen.config === undefined)
      this.notice('No .genesysrc here: the sandbox takes on the organization and account of the examples.');
    return chosen;
  }

  /** The folder whose sandbox is meant, found without reading the file. */
  protected async projectFolder(flags: ConfigFlagValues): Promise<string> {
    const { projectFolder } = await import('../features/sandbox/index.js');
    return projectFolder(process.cwd(), flags.config);
  }
}
