import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Shows who the credentials are, on both sides. */
export default class WhoamiCommand extends GcxCommand {
  static override summary = 'Show who the credentials are in Genesys Cloud and AWS, and what they lack.';
  static override description =
    'Organisation, OAuth client, roles and missing permissions; account and identity; whether both are what the file says. Works without a file. Exit code 3 where credentials or permissions are missing, 5 where the organisation or account is not that of the file.';
  static override examples = [
    '<%= config.bin %> whoami',
    '<%= config.bin %> whoami --env production',
    '<%= config.bin %> whoami --sandbox',
  ];
  static override flags = connectionFlags;

  override async run(): Promise<object> {
    const { flags } = await this.parse(WhoamiCommand);
    const [{ inspectAccess, optionalConfig }, { whoamiText }] = await Promise.all([
      import('../lib/features/access/index.js'),
      import('../lib/cli/render/whoami-text.js'),
    ]);
    const config = await optionalConfig(() => this.loadConfig(flags), flags);
    const { exitCode, ...access } = await inspectAccess({
      ...(config === undefined ? {} : { config }),
      sandbox: flags.sandbox,
      env: process.env,
      cwd: process.cwd(),
    });
    this.print(whoamiText({ ...access, exitCode }, this.style));
    this.exitWith(exitCode);
    return { schemaVersion: 1, ...access };
  }
}
