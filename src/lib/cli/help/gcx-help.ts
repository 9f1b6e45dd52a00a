import { Help, type Interfaces } from '@oclif/core';
import { callOfGcx } from '../../base/hints/gcx-command.js';
import { fitText } from '../../base/terminal/fit-text.js';
import { colorWanted, createStyle } from '../../base/terminal/style.js';
import { GcxCommandHelp } from './command-help.js';
import { type HelpEntry, rootHelpText } from './root-help.js';

/** What commands that oclif brings do, in our words. */
const OF_OCLIF: Readonly<Record<string, string>> = {
  autocomplete: 'Set up completion for bash, zsh or PowerShell.',
  help: 'Show the help of a command.',
};

/** `gcx --help`, `gcx help COMMAND` and `gcx COMMAND --help`: oclif's help with our root, and examples that run where they are read. */
export default class GcxHelp extends Help {
  protected override CommandHelpClass = GcxCommandHelp;

  constructor(config: Interfaces.Config, options?: Partial<Interfaces.HelpOptions>) {
    super(config, options);
    // Usage and examples begin with this name: how gcx is called here, such as `npx gcx`.
    Object.assign(this.config, { bin: callOfGcx() });
  }

  /** All help passes here: what oclif leaves longer is broken for the terminal. */
  protected override log(...texts: string[]): void {
    process.stdout.write(`${fitText(texts.join(' '), process.stdout)}\n`);
  }

  protected override async showRootHelp(): Promise<void> {
    const commands: readonly HelpEntry[] = this.sortedCommands
      .filter(({ id }) => !id.includes(':'))
      .map((command) => ({
        name: command.id,
        summary: OF_OCLIF[command.id] ?? this.summary(command) ?? '',
      }));
    const topics: readonly HelpEntry[] = this.sortedTopics
      .filter(({ name }) => !name.includes(':') && commands.every((command) => command.name !== name))
      .map(({ name, description = '' }) => ({
        name,
        summary: this.render(description.split('\n')[0] ?? ''),
      }));
    const { version, pjson } = this.config;
    const style = createStyle(colorWanted({ isTTY: process.stdout.isTTY === true, env: process.env }));
    this.log(
      rootHelpText(
        {
          call: callOfGcx(),
          version,
          description: pjson.description ?? '',
          entries: [...commands, ...topics],
        },
        style,
      ),
    );
  }
}
