import { provePermissions } from './permissions.js';
import { EVERYTHING, withKey, withTags } from './stage/projects.js';

// Without what others have: AWS makes the role of API destinations with the first connection of an account, and that is gcx's then.
const { hasNeighbors: _, ...files } = withKey(withTags(EVERYTHING));
provePermissions('test/trust/permissions-everything.test.ts', files);
