import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Shows who the credentials are, on both sides. */
export default class WhoamiCommand extends GcxCommand {
  static override summary = 'Show who you are on both sides, and missing permissions.';
  static override description =
    'Shows the organization, OAuth client, roles and missing permissions, the account and identity, and whether they match the file. Works without a file. Exit code 3 if credentials or permissions are missing, 5 if the organization or account is not the one in the file. --checklist shows the steps of docs/start.md.';
  static override examples = [
    '<%= config.bin %> whoami',
    '<%= config.bin %> whoami --env production',
    '<%= config.bin %> whoami --checklist',
    '<%= config.bin %> whoami --sandbox',
  ];
  static override flags = {
    ...connectionFlags,
    checklist: Flags.boolean({
      summary: 'Show which steps to a first plan are done, and what to do next.',
    }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(WhoamiCommand);
    const { inspectAccess, optionalConfig } = await import('../lib/features/access/index.js');
    const config = await optionalConfig(() => this.loadConfig(flags), flags);
    const source = {
      ...(config === undefined ? {} : { config }),
      sandbox: flags.sandbox,
      env: process.env,
      cwd: process.cwd(),
    };
    if (flags.checklist) {
      const [{ inspectChecklist }, { checklistText }] = await Promise.all([
        import('../lib/features/checklist/index.js'),
        import('../lib/cli/render/checklist-text.js'),
      ]);
      const checklist = await inspectChecklist(source);
      this.print(checklistText(checklist, this.style));
      this.exitWith(checklist.exitCode);
      const { exitCode: _, ...access } = checklist.access;
      return { schemaVersion: 1, ...access, checklist: checklist.steps };
    }
    const { whoamiText } = await import('../lib/cli/render/whoami-text.js');
    const { exitCode, ...access } = await inspectAccess(source);
    this.print(whoamiText({ ...access, exitCode }, this.style));
    this.exitWith(exitCode);
    return { schemaVersion: 1, ...access };
  }
}
