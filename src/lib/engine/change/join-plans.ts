import type { KindPlan } from '../kinds/door/kind.js';

/** Several plans as one. */
export function joinPlans(plans: readonly KindPlan[]): KindPlan {
  return {
    changes: plans.flatMap((plan) => plan.changes),
    warnings: plans.flatMap((plan) => plan.warnings ?? []),
    pending: plans.flatMap((plan) => plan.pending ?? []),
    refusals: plans.flatMap((plan) => plan.refusals ?? []),
  };
}
