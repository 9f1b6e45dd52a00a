import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import type { Access, AccessProblem, AwsAccess, GenesysAccess } from '../../features/access/model.js';
import { errorReportText } from './error-report.js';

/** Who the credentials are on both sides, as a person reads it. */
export function whoamiText(access: Access, style: Style): string {
  const { file, sandbox, genesys, aws } = access;
  const lines = [
    ...(file === undefined ? [] : [`File     ${printable(file.path)} (${printable(file.environment)})`]),
    `${style.bold('Genesys')}  ${printable(genesys.environment ?? 'environment unknown')}${sandbox ? ', sandbox' : ''}`,
    ...genesysLines(genesys, file !== undefined, style),
    `${style.bold('AWS')}      ${printable(aws.region)}${sandbox ? ', sandbox' : ''}`,
    ...awsLines(aws, file !== undefined, style),
  ];
  return lines.join('\n');
}

function genesysLines(genesys: GenesysAccess, hasFile: boolean, style: Style): readonly string[] {
  if (genesys.problem !== undefined) return problemLines(genesys.problem, style);
  const { organization, wanted, clientId, roles } = genesys;
  const named = organization === undefined ? '' : `${printable(organization.name)}, ${organization.id}`;
  return [
    row('organization', named + verdict(wanted, hasFile, style)),
    ...(clientId === undefined ? [] : [row('client', printable(clientId))]),
    ...roleLines(roles),
    ...permissionLines(genesys, style),
  ];
}

function roleLines(roles: GenesysAccess['roles']): readonly string[] {
  if (roles.length === 0) return [row('roles', 'not readable')];
  const divisions = new Map<string, string[]>();
  for (const { role, division } of roles) {
    divisions.set(role, [...(divisions.get(role) ?? []), printable(division)]);
  }
  return [...divisions].map(([role, names], index) =>
    row(index === 0 ? 'roles' : '', `${printable(role)}, in ${names.join(', ')}`),
  );
}

function permissionLines({ missing, unchecked }: GenesysAccess, style: Style): readonly string[] {
  const lines =
    missing.length === 0
      ? [row('permissions', unchecked.length === 0 ? 'all that gcx needs' : 'all that reading needs')]
      : missing.map(({ permission, purpose }, index) =>
          row(index === 0 ? 'permissions' : '', `${style.red('missing')} ${permission}, to ${purpose}`),
        );
  return [
    ...lines,
    ...unchecked.map(({ permission, purpose }) => row('', `not checked: ${permission}, to ${purpose}`)),
    ...(missing.length === 0 ? [] : [row('', whereToAdd(missing.map(({ permission }) => permission)))]),
  ];
}

/** A scope has two parts and belongs to the client itself, a permission has three and belongs to a role. */
function whereToAdd(missing: readonly string[]): string {
  const isScope = (permission: string) => permission.split(':').length === 2;
  if (missing.every(isScope)) return 'Add it to the OAuth client, or to the token.';
  return 'Add them to a role of the OAuth client: Admin > Roles / Permissions.';
}

function awsLines(aws: AwsAccess, hasFile: boolean, style: Style): readonly string[] {
  if (aws.problem !== undefined) return problemLines(aws.problem, style);
  return [
    row('account', (aws.account ?? '') + verdict(aws.wanted, hasFile, style)),
    row('identity', printable(aws.arn ?? '')),
    row('permissions', 'not checked: AWS tells only when an action is tried'),
  ];
}

function verdict(wanted: string | undefined, hasFile: boolean, style: Style): string {
  if (wanted !== undefined) return `  ${style.red('wrong')}: the file says ${printable(wanted)}`;
  return hasFile ? ', as in the file' : '';
}

function problemLines({ report }: AccessProblem, style: Style): readonly string[] {
  return errorReportText(report, style)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(14)}${text}`;
}
