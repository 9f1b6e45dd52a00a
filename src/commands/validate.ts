import { Flags } from '@oclif/core';
import { ExitCode } from '../lib/base/exit-codes.js';
import { colorWanted } from '../lib/base/terminal/style.js';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** `gcx validate`: checks the file offline. */
export default class Validate extends GcxCommand {
  static override summary = 'Check .genesysrc.yml without talking to Genesys Cloud or AWS.';
  static override description =
    'Shows all problems at once, each with its line, what was probably meant, and how to fix it. Without --env, every environment in the file is checked.';
  static override examples = [
    '<%= config.bin %> validate',
    '<%= config.bin %> validate --env production',
    '<%= config.bin %> validate --config pipes/.genesysrc.yml --json',
    {
      description: 'In GitHub Actions: each problem at its line of the pull request.',
      command: '<%= config.bin %> validate --format github',
    },
  ];
  static override flags = {
    ...connectionFlags,
    format: Flags.string({
      summary: 'text for a person; github for annotations of a workflow run, sarif for code scanning.',
      options: ['text', 'github', 'sarif'] as const,
      default: 'text',
    }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(Validate);
    const { validateConfig, validationText } = await import('../lib/language/config/index.js');
    const { GENESYSCLOUD_REGION: _ofTheRealOne, ...sandboxEnv } = process.env;
    const validation = await validateConfig({
      cwd: process.cwd(),
      env: flags.sandbox ? sandboxEnv : process.env,
      ...(flags.config === undefined ? {} : { configFile: flags.config }),
      ...(flags.env === undefined ? {} : { environment: flags.env }),
      ...(flags.var === undefined ? {} : { variables: flags.var }),
    });
    for (const text of validation.notices) this.notice(text);
    const color = colorWanted({ isTTY: process.stdout.isTTY === true, env: process.env });
    const text = validationText(validation, { color, style: this.style });
    if (flags.format === 'text') this.print(text);
    else
      this.printCi((await import('../lib/cli/validation-formats.js')).validationAs(flags.format, validation));
    if (!validation.valid) this.exitWith(ExitCode.error);
    const { file, valid, environments, diagnostics } = validation;
    return { schemaVersion: 1, file, valid, environments, problems: diagnostics };
  }
}
