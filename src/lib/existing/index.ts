/** What a company has already: live rules as a file, and what people made put under the mark. */
export { type ExportMaterial, exportConfig } from './export-config.js';
export type { BusContent, BusRule, Exported, LeftOut } from './model.js';
export { routeNames } from './route-names.js';
export { whyLeftOut } from './takeable.js';
