export { busOf, compileNames, sourceOf } from './compile-context.js';
export { resolveFilterQueues } from './filter-queues.js';
export { type MakePlanOptions, makePlan } from './make-plan.js';
export type {
  Action,
  Change,
  ChangeGroup,
  FieldChange,
  Notice,
  Plan,
  PlanCounts,
  PlanSubject,
  Refusal,
  SetItem,
} from './model.js';
export { recallFromAccount } from './recall-from-account.js';
export { refusalExitCode } from './refusal-exit-code.js';
export { renamedQueueNotices } from './renamed-queues.js';
export { loadedFromSaved, readSavedPlan, refuseStale, type SavedPlan, savePlan } from './saved-plan.js';
