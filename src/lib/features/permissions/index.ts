/** What a file needs to be allowed in Genesys Cloud and on AWS, and in which forms that is given to whoever allows it. */
export { type KitRole, type PermissionsKit, permissionsKit, trustDocument } from './kit.js';
export type { NeededGenesys, NeededPermissions, NeededRight } from './model.js';
export { EXTRA_COMMANDS } from './model.js';
export { neededPermissions } from './needed-permissions.js';
export { documentJson, type NamedPolicy } from './policy-documents.js';
export { policySetOf } from './policy-sets.js';
