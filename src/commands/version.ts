import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Prints which gcx this is. */
export default class VersionCommand extends GcxCommand {
  static override summary = 'Print the version of gcx, of Node.js, and of the operating system.';
  static override description = 'gcx --version prints the same. Put it into what you report.';
  static override examples = ['<%= config.bin %> version', '<%= config.bin %> version --json'];

  override async run(): Promise<object> {
    await this.parse(VersionCommand);
    const { name, version, platform, arch } = this.config;
    this.print(`${name}/${version} ${platform}-${arch} node-${process.version}`);
    return { schemaVersion: 1, name, version, platform, arch, node: process.version };
  }
}
