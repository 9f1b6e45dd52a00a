export { recallFromAccount } from '../../features/queues/recall-from-account.js';
export { renamedQueueNotices } from '../../features/queues/renamed-queues.js';
export type {
  Action,
  Change,
  ChangeGroup,
  FieldChange,
  NewerMark,
  Notice,
  Plan,
  PlanCounts,
  PlanSubject,
  Refusal,
  SetItem,
} from '../change/model.js';
export { busOf, compileNames, sourceOf } from './compile-context.js';
export { resolveFilterQueues } from './filter-queues.js';
export { type MakePlanOptions, makePlan } from './make-plan.js';
export { refusalExitCode } from './refusal-exit-code.js';
export { loadedFromSaved, readSavedPlan, refuseStale, type SavedPlan, savePlan } from './saved-plan.js';
