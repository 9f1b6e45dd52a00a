export { type AccessSource, openSides, type Sides } from './connect-without-check.js';
export { inspectAccess } from './inspect.js';
export { optionalConfig } from './optional-config.js';
