export { busOf, compileNames, sourceOf } from './compile-context.js';
export { declaredByFile, declaredByTarget } from './declared-by-file.js';
export { refusedForPermissions } from './genesys-permissions.js';
export { makePlan, type QueueFinder } from './make-plan.js';
export { runOfSaved } from './plan-again.js';
export { refusalExitCode } from './refusal-exit-code.js';
export { loadedFromSaved, readSavedPlan, savePlan } from './saved-plan.js';
export { refuseStale } from './stale-plan.js';
