import { objects, text, texts } from '../input.js';
import type { RoleRecord } from '../processor-records.js';
import { readTags } from '../tags.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';

function known({ input, context }: Call): RoleRecord | undefined {
  return context.state.roles.get(text(input, 'RoleName') ?? '');
}

/** Of a role that is not there IAM knows no path. */
const role = (call: Call): string =>
  known(call)?.arn ?? `arn:aws:iam::${call.context.account}:role/${text(call.input, 'RoleName') ?? ''}`;

const newRole = ({ input, context }: Call): string =>
  `arn:aws:iam::${context.account}:role${text(input, 'Path') ?? '/'}${text(input, 'RoleName') ?? ''}`;

/** The boundary that a role has. */
function boundary(call: Call): Conditions {
  const found = known(call)?.boundary;
  return found === undefined ? {} : { 'iam:PermissionsBoundary': found };
}

/** The boundary that a request sets. */
function newBoundary({ input }: Call): Conditions {
  const given = text(input, 'PermissionsBoundary');
  return given === undefined ? {} : { 'iam:PermissionsBoundary': given };
}

const newTags = ({ input }: Call): Conditions => taggedWith(readTags(objects(input, 'Tags')));
const policy = ({ input }: Call): Conditions => ({ 'iam:PolicyARN': text(input, 'PolicyArn') ?? '' });

function onRole(action: string, conditions?: (call: Call) => Conditions): Needs {
  return on(`iam:${action}`, role, conditions);
}

/** What the calls of AWS IAM need. */
export const needsOfIam: NeedsOfCalls = {
  AttachRolePolicy: onRole('AttachRolePolicy', (call) => ({ ...boundary(call), ...policy(call) })),
  CreateRole: all(
    on('iam:CreateRole', newRole, (call) => ({ ...newBoundary(call), ...newTags(call) })),
    where(({ input }) => objects(input, 'Tags').length > 0, on('iam:TagRole', newRole, newTags)),
  ),
  DeleteRole: onRole('DeleteRole', boundary),
  DeleteRolePermissionsBoundary: onRole('DeleteRolePermissionsBoundary', boundary),
  DeleteRolePolicy: onRole('DeleteRolePolicy', boundary),
  DetachRolePolicy: onRole('DetachRolePolicy', (call) => ({ ...boundary(call), ...policy(call) })),
  GetRole: onRole('GetRole', boundary),
  GetRolePolicy: onRole('GetRolePolicy'),
  ListAttachedRolePolicies: onRole('ListAttachedRolePolicies'),
  ListRolePolicies: onRole('ListRolePolicies'),
  ListRoles: anywhere('iam:ListRoles'),
  ListRoleTags: onRole('ListRoleTags'),
  PutRolePermissionsBoundary: onRole('PutRolePermissionsBoundary', newBoundary),
  PutRolePolicy: onRole('PutRolePolicy', boundary),
  SimulatePrincipalPolicy: on(
    'iam:SimulatePrincipalPolicy',
    ({ input }) => text(input, 'PolicySourceArn') ?? '',
  ),
  TagRole: onRole('TagRole', newTags),
  UntagRole: onRole('UntagRole', ({ input }) => withoutKeys(texts(input, 'TagKeys'))),
  UpdateAssumeRolePolicy: onRole('UpdateAssumeRolePolicy', boundary),
};
