import { roleArn } from '../../../language/names/arn.js';
import { rolePath } from '../../../language/names/processor-names.js';
import { type KindRights, projectNames, type RightScope } from '../door/right.js';

/**
 * What the roles of processors take. gcx makes them below a path of the project, so that no other role is met; where the file
 * names a permissions boundary, it can give no role rights without it.
 */
export function roleRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const { permissionsBoundary } = config.aws;
  const own = roleArn(config, rolePath(config), '*');
  const given = declared.processors.flatMap(({ target }) => target.executionRole ?? []);
  const makes = declared.processors.some(({ target }) => target.executionRole === undefined);
  if (declared.processors.length === 0) return { read: [], write: [] };
  const pass = {
    actions: ['iam:PassRole'],
    on: [...new Set([...(makes ? [own] : []), ...given])],
    when: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    why: 'let its processors run as their roles',
  };
  if (!makes) return { read: [], write: [pass] };
  const bounded =
    permissionsBoundary === undefined
      ? {}
      : { when: { ArnEquals: { 'iam:PermissionsBoundary': permissionsBoundary } } };
  return {
    read: [
      {
        // A role of another path has the same name: IAM finds roles by name alone.
        actions: ['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'],
        on: [
          own,
          ...projectNames(
            scope,
            declared.processors.map(({ names }) => names.role),
          ).map((name) => roleArn(config, '/', name)),
        ],
        why: 'compare the roles of its processors with the file',
      },
    ],
    write: [
      {
        actions: [
          'iam:CreateRole',
          'iam:PutRolePolicy',
          ...(permissionsBoundary === undefined ? [] : ['iam:PutRolePermissionsBoundary']),
        ],
        on: [own],
        ...bounded,
        why: 'make the roles of its processors, and say what they may do',
      },
      {
        actions: [
          'iam:DeleteRole',
          'iam:DeleteRolePolicy',
          'iam:UpdateAssumeRolePolicy',
          'iam:TagRole',
          'iam:UntagRole',
        ],
        on: [own],
        why: 'change and delete the roles of its processors',
      },
      pass,
    ],
  };
}
