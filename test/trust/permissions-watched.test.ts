import { provePermissions } from './permissions.js';
import { WATCHED, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-watched.test.ts', withTags(WATCHED), {
  'read sns:GetSubscriptionAttributes': 'its subscriptions wait for somebody, or come with all attributes',
});
