import type { Role } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';

/** What IAM answers of a role (GetRole). Its inline policies are read beside it. */
export const roleAttributes: AttributeTable<Role> = {
  RoleName: none('a role of another name is another role'),
  RoleId: none('AWS gives it'),
  Arn: none('it follows from path and name'),
  Path: none('it is fixed when the role is made'),
  Description: people(),
  AssumeRolePolicyDocument: ours('Without Lambda in it the function cannot run: every event fails.'),
  MaxSessionDuration: none('Lambda renews what it needs by itself'),
  PermissionsBoundary: parts({
    PermissionsBoundaryType: none('IAM knows one type'),
    PermissionsBoundaryArn: ours('One that allows less than the function needs: every event fails.'),
  }),
  Tags: parts({ Key: none('tags are read on their own'), Value: none('tags are read on their own') }),
  RoleLastUsed: none('it changes by itself'),
  SourceRoleTemplate: none('gcx makes roles from no template'),
  CreateDate: none('it says only when'),
};
