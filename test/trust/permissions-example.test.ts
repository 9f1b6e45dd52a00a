import { provePermissions } from './permissions.js';
import { EXAMPLE, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-example.test.ts', withTags(EXAMPLE), {
  'read events:DescribeArchive': 'its archive is a comment at first',
  'read cloudwatch:ListTagsForResource': 'its alarms are a comment at first',
  'write events:UpdateArchive': 'an archive comes and goes',
  'write cloudwatch:UntagResource': 'alarms go with their tags',
  'write logs:DeleteRetentionPolicy': 'logs are kept as long as at first',
});
