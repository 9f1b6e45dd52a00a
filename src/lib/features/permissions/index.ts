/** What a file needs to be allowed in Genesys Cloud and on AWS, and in which forms that is given to whoever allows it. */
export type { NeededGenesys, NeededPermissions, NeededRight } from './model.js';
export { EXTRA_COMMANDS } from './model.js';
export { neededPermissions } from './needed-permissions.js';
export { policySetOf } from './policy-sets.js';
