import { Flags } from '@oclif/core';
import { configFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { EXTRA_COMMANDS } from '../lib/features/permissions/model.js';

/** Says what the file needs to be allowed on both sides. */
export default class PermissionsCommand extends GcxCommand {
  static override summary = 'Show the permissions that the file needs in Genesys Cloud and AWS.';
  static override description =
    'Prints two lists: required permissions, and permissions that gcx is better with. Without the latter, a command still works and says what it could not do. Calls no service. The formats terraform and cloudformation create the policies and, with --github, GitHub as an identity provider, a role for plans and a role for applies. The format mail is an email to the AWS administrator.';
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
      options: EXTRA_COMMANDS,
      summary: 'Also the permissions of this command, which is in neither role. Can be repeated.',
      multiple: true,
      default: [],
    })(),
    format: Flags.option({
      options: ['text', 'json', 'terraform', 'cloudformation', 'mail'] as const,
      default: 'text' as const,
      summary: 'The output format.',
    })(),
    github: Flags.string({
      summary: 'Add two roles for GitHub Actions in this repository: one for plans, one for applies.',
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
