import { provePermissions } from './permissions.js';
import { EVERYTHING, withKey, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-everything.test.ts', withKey(withTags(EVERYTHING)));
