import { printable } from '../../../base/terminal/printable.js';
import type { PermissionsKit } from '../../../features/permissions/index.js';

/** What stands at the head of every form of a kit. */
export function kitHead({ needed, github }: PermissionsKit): readonly string[] {
  const { aws, project, environment, role, commands } = needed;
  const use =
    role === 'read' ? 'plan, drift, status, doctor and why' : 'apply, destroy and all that only reads';
  const extra = commands.length === 0 ? '' : `, and ${commands.map((each) => `gcx ${each}`).join(', ')}`;
  return [
    `What gcx needs to be allowed in AWS account ${aws.account}, ${aws.region}, for project ${printable(project)} (${printable(environment)}).`,
    github === undefined
      ? `For a role that runs ${use}${extra}.`
      : `Two roles for GitHub Actions of ${github.repository}: one plans, one applies${extra}.`,
    'Policies with "better" in their names are optional: without them gcx says what it could not do.',
    `Made by gcx permissions from ${printable(needed.file)}; make it again when the file names other things.`,
  ];
}

/** What to write into the file where it names no boundary. */
export function boundaryHint({ needed, boundary, boundaryArn }: PermissionsKit): readonly string[] {
  if (boundary === undefined || needed.aws.boundary !== undefined) return [];
  return [
    `${boundary.name} bounds what the roles that gcx makes may hold, once the file names it:`,
    `  aws: { permissionsBoundary: "${boundaryArn}" }`,
    'Then make these policies again: they let gcx write no role without it.',
  ];
}
