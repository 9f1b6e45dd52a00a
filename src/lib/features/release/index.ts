/** Takes the project's marks away, and describes what it owned for the program that looks after it from now on. */
export { DESCRIBED_KINDS, describedResources } from './described.js';
export { leftOutOf } from './left-out.js';
export type { Described, Release } from './model.js';
export { planRelease } from './plan-release.js';
