/** What a company has already: live rules as a file, and ownership of what people made. */
export { adoptIntegration } from './adopt-integration.js';
export { type Candidate, candidatesOf } from './candidates.js';
export { exportConfig } from './export-config.js';
export { type ExportedFile, exportFile } from './export-file.js';
export { fileHead } from './file-head.js';
export { fileText } from './file-text.js';
export type { BusContent, BusRule } from './model.js';
export { newerMarksOnBus } from './newer-marks.js';
export { adoptionRoutes, planAdoption } from './plan-adoption.js';
export { type Adoptable, readAdoptable } from './read-adoptable.js';
export { readBus } from './read-bus.js';
export { withEndpoints } from './read-endpoints.js';
export { withLogGroups } from './read-log-groups.js';
