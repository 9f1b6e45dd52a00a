import { provePermissions } from './permissions.js';
import { EVERYTHING, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-everything.test.ts', withTags(EVERYTHING), {
  'read kms:DescribeKey': 'nothing of it has a key',
  'read kms:GetKeyPolicy': 'nothing of it has a key',
});
