export { recallFromAccount } from '../../features/queues/recall-from-account.js';
export { renamedQueueNotices } from '../../features/queues/renamed-queues.js';
export type {
  Change,
  NewerMark,
  Notice,
  Plan,
  Refusal,
} from '../change/model.js';
export { busOf, compileNames, sourceOf } from './compile-context.js';
export { type MakePlanOptions, makePlan } from './make-plan.js';
export { refusalExitCode } from './refusal-exit-code.js';
export { loadedFromSaved, readSavedPlan, refuseStale, runOfSaved, savePlan } from './saved-plan.js';
