import { provePermissions } from './permissions.js';
import { EXAMPLE, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-example.test.ts', withTags(EXAMPLE), {
  'read events:DescribeArchive': 'its archive is a comment at first',
  'read cloudwatch:ListTagsForResource': 'its alarms are a comment at first',
  'write iam:DeleteRolePermissionsBoundary': 'its file never named a boundary',
  'iam:DeleteRolePermissionsBoundary arn:aws:iam::444455556666:role/genesys-gcx/contact-center-events/*':
    'its file never named a boundary',
});
