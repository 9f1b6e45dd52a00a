/** A processor's code as it is deployed: made by esbuild, byte for byte the same from the same files. */
export { bundleLocal } from './bundle-local.js';
export { type BundleRequest, bundleProcessor } from './bundle-processor.js';
export { changedModules, type ModuleChange } from './changed-modules.js';
export { gcxModules } from './gcx-modules.js';
export type { BundledModule, ProcessorBundle } from './model.js';
export { readModules, SETTINGS_MODULE } from './module-list.js';
export { filterKey, processorSettings } from './settings-of.js';
export type { SourcesSeen } from './sources-plugin.js';
export { fileOfZip } from './zip.js';
