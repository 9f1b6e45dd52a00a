export { type AccessSource, openSides, type Sides } from './connect-without-check.js';
export { inspectAccess } from './inspect.js';
export type { Access, AccessProblem, AwsAccess, GenesysAccess } from './model.js';
export { optionalConfig } from './optional-config.js';
