import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { printable } from '../../../base/terminal/printable.js';
import type { Style } from '../../../base/terminal/style.js';
import type { NeededGenesys, NeededPermissions, NeededRight } from '../../../features/permissions/index.js';

/** What a file needs to be allowed on both sides, as a person reads it. */
export function permissionsText(needed: NeededPermissions, style: Style): string {
  const { genesys, aws, role, commands } = needed;
  const who = role === 'read' ? READS : WRITES;
  const extra = commands.length === 0 ? '' : `, and for ${commands.map((each) => `gcx ${each}`).join(', ')}`;
  return [
    `File     ${printable(needed.file)} (${printable(needed.environment)})`,
    `Role     ${who}${extra}`,
    '',
    style.bold(`Genesys Cloud  ${printable(genesys.environment)}, organization ${genesys.organization}`),
    '',
    ...genesysLines(genesys),
    '',
    style.bold(`AWS  account ${aws.account}, ${aws.region}`),
    '',
    'Required',
    ...rightLines(aws.required),
    '',
    'Better with',
    ...(aws.better.length === 0 ? ['  nothing more'] : rightLines(aws.better)),
    ...boundaryLines(needed),
    '',
    `To hand it on: ${gcxCommand('permissions', '--format', 'mail')}`,
  ].join('\n');
}

const READS = 'reading: plan, drift, status, doctor, why';
const WRITES = 'writing: apply and destroy, and all that a reading role does';

function genesysLines(genesys: NeededPermissions['genesys']): readonly string[] {
  const { required, better, divisions, anyDivision } = genesys;
  const named = divisions.map((each) => printable(each)).join(', ');
  const rest = anyDivision ? 'every division that has a queue of the file' : '';
  const where = [named, rest].filter((each) => each !== '').join(', and ');
  return [
    'Required, in a role of the OAuth client',
    ...(required.length === 0
      ? ['  nothing: the file asks Genesys Cloud for nothing']
      : permissionLines(required)),
    ...(where === '' ? [] : [`  Divisions of that role: ${where}.`]),
    '',
    'Better with',
    ...permissionLines(better),
  ];
}

function permissionLines(permissions: readonly NeededGenesys[]): readonly string[] {
  return permissions.flatMap(({ permission, why, without }) => [
    `  ${permission}`,
    `      to ${why}`,
    ...(without === undefined ? [] : [`      Without it: ${without}`]),
  ]);
}

function rightLines(rights: readonly NeededRight[]): readonly string[] {
  return rights.flatMap(({ of, actions, on, when, why, without }) => [
    `  ${of}: to ${why}`,
    ...actionLines(actions),
    ...on.map((arn) => `      on ${printable(arn)}`),
    ...Object.entries(when ?? {}).flatMap(([, keys]) =>
      Object.entries(keys).map(
        ([key, value]) =>
          `      only where ${key} is ${[value]
            .flat()
            .map((each) => printable(each))
            .join(' or ')}`,
      ),
    ),
    ...(without === undefined ? [] : [`      Without it: ${without}`]),
  ]);
}

/** `events:PutRule`, `DeleteRule`: the service is said once in a line. */
function actionLines(actions: readonly string[]): readonly string[] {
  const byService = new Map<string, string[]>();
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    byService.set(service, [...(byService.get(service) ?? []), name]);
  }
  return [...byService].map(([service, names]) => `      ${service}: ${names.join(', ')}`);
}

function boundaryLines({ aws }: NeededPermissions): readonly string[] {
  if (!aws.makesRoles || aws.boundary !== undefined) return [];
  return [
    '',
    'The file names no permissions boundary for the roles that gcx makes: whoever may write',
    'these roles could give one of them any right of the account. A boundary prevents that;',
    'docs/permissions.md says how to make it and name it in the file.',
  ];
}
