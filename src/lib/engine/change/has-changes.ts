import type { Plan } from './model.js';

/** Whether carrying the plan out would change anything. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.some(({ action }) => action !== 'none');
}
