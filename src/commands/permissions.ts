import { Flags } from '@oclif/core';
import { configFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Says what the file needs to be allowed on both sides. */
export default class PermissionsCommand extends GcxCommand {
  static override summary = 'Show what the file needs to be allowed in Genesys Cloud and AWS.';
  static override description =
    'In two lists: what is required, and what gcx says more with. It asks nobody: it is computed from the file.';
  static override examples = [
    '<%= config.bin %> permissions',
    '<%= config.bin %> permissions --role read --json',
  ];
  static override flags = {
    ...configFlags,
    role: Flags.option({
      options: ['read', 'write'] as const,
      default: 'write' as const,
      summary: 'read: plan, drift, status, doctor, why. write: apply and destroy as well.',
    })(),
    for: Flags.option({
      options: ['adopt', 'redrive', 'replay', 'tail', 'processor logs'] as const,
      summary: 'A command that is part of neither role; may be repeated.',
      multiple: true,
      default: [],
    })(),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(PermissionsCommand);
    const { config } = await this.loadConfig(flags);
    const [{ neededPermissions, policySetOf }, { permissionsText }] = await Promise.all([
      import('../lib/features/permissions/index.js'),
      import('../lib/cli/render/permissions-text.js'),
    ]);
    const needed = neededPermissions(config, { role: flags.role, commands: flags.for });
    this.print(permissionsText(needed, this.style));
    return { schemaVersion: 1, ...needed, policies: policySetOf(needed) };
  }
}
