import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Prints which gcx this is. */
export default class VersionCommand extends GcxCommand {
  static override summary = 'Print the versions of gcx and Node.js, and the platform.';
  static override description = 'gcx --version prints the same. Include it when you report a problem.';
  static override examples = ['<%= config.bin %> version', '<%= config.bin %> version --json'];

  override async run(): Promise<object> {
    await this.parse(VersionCommand);
    const { name, version, platform, arch } = this.config;
    this.print(`${name}/${version} ${platform}-${arch} node-${process.version}`);
    return { schemaVersion: 1, name, version, platform, arch, node: process.version };
  }
}
