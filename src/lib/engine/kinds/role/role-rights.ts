import { roleArn } from '../../../language/names/arn.js';
import { rolePath } from '../../../language/names/processor-names.js';
import { type KindRights, projectNames, type RightScope } from '../door/right.js';

/**
 * What the roles of processors, and of targets that need one and name none, take. gcx makes them below a path of the project, so that no other role is met; where the file
 * names a permissions boundary, it can give no role rights without it.
 */
export function roleRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const { permissionsBoundary } = config.aws;
  const own = roleArn(config, rolePath(config), '*');
  const given = declared.processors.flatMap(({ target }) => target.executionRole ?? []);
  const runs = declared.processors.some(({ target }) => target.executionRole === undefined);
  const sends = declared.senderRoles.length > 0;
  if (declared.processors.length === 0 && !sends) return { read: [], write: [] };
  const pass = {
    actions: ['iam:PassRole'],
    on: [...new Set([...(runs ? [own] : []), ...given])],
    when: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    why: 'let its processors run as their roles',
  };
  const passes = [
    ...(declared.processors.length === 0 ? [] : [pass]),
    ...(sends
      ? [
          {
            actions: ['iam:PassRole'],
            on: [own],
            when: { StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' } },
            why: 'have EventBridge send with the roles that gcx makes',
          },
        ]
      : []),
  ];
  if (!runs && !sends) return { read: [], write: passes };
  const whose = runs ? (sends ? 'its processors and targets' : 'its processors') : 'its targets';
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
          ...projectNames(scope, [
            ...declared.processors.map(({ names }) => names.role),
            ...declared.senderRoles.map(({ name }) => name),
          ]).map((name) => roleArn(config, '/', name)),
        ],
        why: `compare the roles of ${whose} with the file`,
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
        why: `make the roles of ${whose}, and say what they may do`,
      },
      {
        actions: [
          'iam:DeleteRole',
          'iam:DeleteRolePolicy',
          'iam:UpdateAssumeRolePolicy',
          'iam:TagRole',
          'iam:UntagRole',
          // Whose file names none may have named one before. Under one, nobody is given this.
          ...(permissionsBoundary === undefined ? ['iam:DeleteRolePermissionsBoundary'] : []),
        ],
        on: [own],
        why: `change and delete the roles of ${whose}`,
      },
      ...passes,
    ],
  };
}
