import { Flags } from '@oclif/core';
import { configFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Says what the file needs to be allowed on both sides. */
export default class PermissionsCommand extends GcxCommand {
  static override summary = 'Show what the file needs to be allowed in Genesys Cloud and AWS.';
  static override description =
    'Two lists: what is required, and what gcx is better with: without it, a command does its work and says what it could not do. Computed from the file alone. terraform and cloudformation make the policies, and with --github also GitHub as an identity provider, a role for plans and one for applies; mail is for whoever looks after the AWS account.';
  static override examples = [
    '<%= config.bin %> permissions',
    '<%= config.bin %> permissions --role read --json',
    '<%= config.bin %> permissions --format terraform --github my-company/contact-center --out gcx.tf',
    '<%= config.bin %> permissions --format mail',
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
      summary: 'A command that is part of neither role; can be repeated.',
      multiple: true,
      default: [],
    })(),
    format: Flags.option({
      options: ['text', 'json', 'terraform', 'cloudformation', 'mail'] as const,
      default: 'text' as const,
      summary: 'How it is written.',
    })(),
    github: Flags.string({
      summary: 'With roles for GitHub Actions of this repository: one plans, one applies.',
      helpValue: 'OWNER/NAME',
    }),
    out: Flags.string({
      summary:
        'The file to write; with --format json also a folder (FOLDER/), for a file for each policy. Default: standard output.',
      helpValue: 'FILE',
    }),
    overwrite: Flags.boolean({ summary: 'Overwrite the file in --out if it exists.', dependsOn: ['out'] }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(PermissionsCommand);
    const { config } = await this.loadConfig(flags);
    const { permissionsForms, writtenForms } = await import('../lib/cli/permissions.js');
    const forms = permissionsForms(config, flags, this.style);
    if (flags.out === undefined) this.print(forms.text);
    else for (const file of await writtenForms(forms, flags.out, flags)) this.notice(`Written: ${file}`);
    return forms.document;
  }
}
