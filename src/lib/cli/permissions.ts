import { mkdir } from 'node:fs/promises';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Style } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import { type NamedPolicy, permissionsKit } from '../features/permissions/index.js';
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

/** What a file needs to be allowed, in the forms in which it is written. */
interface PermissionsForms {
  readonly text: string;
  readonly document: object;
  /** Each for a file of its own. */
  readonly policies: readonly NamedPolicy[];
}

/**
 * Writes what is asked for into a file; as JSON into a folder (`FOLDER/`), each policy into one of its own.
 * @returns the files
 * @throws GcxError where one is there already, or cannot be written
 */
export async function writtenForms(
  { text, policies }: PermissionsForms,
  out: string,
  { format, overwrite }: Pick<PermissionsFlags, 'format'> & { readonly overwrite: boolean },
): Promise<readonly string[]> {
  const { writeExport } = await import('../features/existing/export-bus.js');
  const isFolder = format === 'json' && /[\\/]$/.test(out);
  const files = isFolder
    ? policies.map(({ name, document }) => ({
        file: `${out}${name}.json`,
        content: jsonText(document, 2),
      }))
    : [{ file: out, content: text }];
  // That it is a folder the slash at its end says: it is made where it is missing. What keeps it from that, the writing says.
  if (isFolder) await mkdir(out, { recursive: true }).catch(() => {});
  for (const { file, content } of files) writeExport(file, `${content.trimEnd()}\n`, overwrite);
  return files.map(({ file }) => file);
}

/**
 * What a file needs to be allowed, as text in the form that is asked for, and as a JSON document.
 * @throws GcxError with exit code 64 where --github names no repository, or the form holds no roles
 */
export function permissionsForms(
  config: Config,
  { role, for: commands, format, github }: PermissionsFlags,
  style: Style,
): PermissionsForms {
  if (github !== undefined) requireRepository(github, format);
  const kit = permissionsKit(config, { role, commands, ...(github === undefined ? {} : { github }) });
  const document = permissionsJson(kit);
  const policies = [...kit.required, ...kit.better, ...(kit.boundary === undefined ? [] : [kit.boundary])];
  const common = { document, policies };
  switch (format) {
    case 'text':
      return { text: permissionsText(kit.needed, style), ...common };
    case 'json':
      return { text: jsonText(document, 2), ...common };
    case 'terraform':
      return { text: permissionsTerraform(kit), ...common };
    case 'cloudformation':
      return { text: permissionsCloudFormation(kit), ...common };
    case 'mail':
      return { text: permissionsMail(kit), ...common };
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
