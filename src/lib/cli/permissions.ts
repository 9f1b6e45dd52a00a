import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Style } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import { permissionsKit } from '../features/permissions/index.js';
import type { Config } from '../language/config/model.js';
import {
  permissionsCloudFormation,
  permissionsJson,
  permissionsMail,
  permissionsTerraform,
  permissionsText,
} from './render/permissions/index.js';

/** The flags of `gcx permissions`. */
interface PermissionsFlags {
  readonly role: 'read' | 'write';
  readonly for: Parameters<typeof permissionsKit>[1]['commands'];
  readonly format: 'text' | 'json' | 'terraform' | 'cloudformation' | 'mail';
  readonly github?: string | undefined;
}

/**
 * What a file needs to be allowed, as text in the form that is asked for, and as a JSON document.
 * @throws GcxError with exit code 64 where --github names no repository, or the form holds no roles
 */
export function permissionsForms(
  config: Config,
  { role, for: commands, format, github }: PermissionsFlags,
  style: Style,
): { readonly text: string; readonly document: object } {
  if (github !== undefined) requireRepository(github, format);
  const kit = permissionsKit(config, { role, commands, ...(github === undefined ? {} : { github }) });
  const document = permissionsJson(kit);
  switch (format) {
    case 'text':
      return { text: permissionsText(kit.needed, style), document };
    case 'json':
      return { text: jsonText(document, 2), document };
    case 'terraform':
      return { text: permissionsTerraform(kit), document };
    case 'cloudformation':
      return { text: permissionsCloudFormation(kit), document };
    case 'mail':
      return { text: permissionsMail(kit), document };
  }
}

/** Owners and names of repositories, as GitHub takes them. */
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/;

function requireRepository(github: string, format: PermissionsFlags['format']): void {
  if (!REPOSITORY.test(github))
    throw new GcxError(
      {
        code: 'usage',
        what: `--github takes OWNER/NAME of a repository, not ${github}.`,
        why: 'Roles for GitHub Actions trust the jobs of one repository.',
        fix: `For example: ${gcxCommand('permissions', '--format', 'terraform', '--github', 'my-company/contact-center')}`,
      },
      ExitCode.usage,
    );
  if (format === 'text')
    throw new GcxError(
      {
        code: 'usage',
        what: '--github makes roles, which --format text does not show.',
        fix: `Give another form, such as ${gcxCommand('permissions', '--format', 'terraform', '--github', github)}`,
      },
      ExitCode.usage,
    );
}
