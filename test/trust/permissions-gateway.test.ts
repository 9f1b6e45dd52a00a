import { provePermissions } from './permissions.js';
import { GATEWAY, withTags } from './stage/projects.js';

provePermissions('test/trust/permissions-gateway.test.ts', withTags(GATEWAY));
