export { busOf, compileNames, sourceOf } from './compile-context.js';
export { declaredByFile, declaredByTarget } from './declared-by-file.js';
export { refusedForPermissions } from './genesys-permissions.js';
export { makePlan, type QueueFinder } from './make-plan.js';
export { refusalExitCode } from './refusal-exit-code.js';
export { loadedFromSaved, readSavedPlan, refuseStale, runOfSaved, savePlan } from './saved-plan.js';
