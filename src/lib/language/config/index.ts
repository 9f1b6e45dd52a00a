/** The file: find it, read it with places, check it, fill defaults, publish its JSON Schema. Import it with `import()`: it loads yaml and zod. */

export { isReservedLogGroup } from './check/check-log-group-target.js';
export { checkConfigText } from './check-text.js';
export { ConfigInvalid, renderDiagnostics } from './config-invalid.js';
export { durationText, parseDuration } from './document/duration.js';
export { findConfigFile } from './document/find-file.js';
export { NameRules, nameProblem } from './document/name-rules.js';
export type { ConfigOptions } from './document/read-config.js';
export { loadConfig } from './load-config.js';
export { loadPlace } from './load-place.js';
export type { Config } from './model.js';
export { configJsonSchema } from './schema/json-schema.js';
export { type Validation, validateConfig } from './validate-config.js';
export { validationText } from './validation-text.js';
