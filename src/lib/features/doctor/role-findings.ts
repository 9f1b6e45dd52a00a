import { awsCommand } from '../../base/hints/gcx-command.js';
import type { IamRole } from '../../clients/aws/iam-model.js';
import type { Config, Target } from '../../language/config/model.js';
import type { Finding } from './model.js';
import { reachOfTargets } from './reach.js';
import { type RoleTrouble, roleTroubles } from './role-troubles.js';

/**
 * A role that the file names, as it was read; `role` undefined: there is none. `to` undefined: what it may do is not asked, only
 * whom it trusts.
 */
export type NamedRole = {
  readonly name: string;
  readonly role: IamRole | undefined;
} & (
  | { readonly service: 'events.amazonaws.com'; readonly to: string | undefined }
  /** What a function may do with it is not looked at. */
  | { readonly service: 'lambda.amazonaws.com'; readonly to?: never }
);

/** Pure: what keeps a target's role from being used. */
export function roleFindings(
  config: Config,
  target: Target,
  { name, role, service, to }: NamedRole,
): readonly Finding[] {
  const called = `IAM role ${name}, which target ${target.name} names,`;
  const finding = ({ code, what, cure, unsure }: Told): Finding => ({
    code,
    weight: unsure === undefined ? 'stops' : 'some',
    stops: reachOfTargets(config, [target.name]),
    what: `${called} ${what}`,
    why:
      service === 'lambda.amazonaws.com'
        ? 'The function cannot do what the role is for.'
        : 'EventBridge sends to this target only with that role: nothing is delivered.',
    cure,
    ...(unsure === undefined ? {} : { unsure }),
  });
  if (role === undefined)
    return [
      finding({
        code: 'role-missing',
        what: 'is not there.',
        cure: 'Correct the role in the file, or ask the account administrator to create it.',
      }),
    ];
  return roleTroubles(role, service, to).map((trouble) => finding(toldOf(trouble, name, service)));
}

type Told = Pick<Finding, 'code' | 'what' | 'cure' | 'unsure'>;

function toldOf(trouble: RoleTrouble, name: string, service: string): Told {
  switch (trouble.kind) {
    case 'untrusting':
      return {
        code: 'role-trust',
        what: `does not trust ${service}.`,
        cure: `Ask the owner of the role to allow sts:AssumeRole for ${service}; to see whom it trusts: ${awsCommand`iam get-role --role-name ${name}`}`,
      };
    case 'cannot':
      return {
        code: 'role-rights',
        what: `has no policy that allows ${trouble.action} on ${trouble.resource}.`,
        cure: `Ask the owner of the role to allow it; to see what it allows: ${awsCommand`iam list-role-policies --role-name ${name}`}`,
      };
    case 'denied':
      return {
        code: 'role-denies',
        what: `has a policy with a Deny, which may apply to ${trouble.action}.`,
        cure: `Look at it: ${awsCommand`iam list-role-policies --role-name ${name}`}`,
        unsure: true,
      };
  }
}
