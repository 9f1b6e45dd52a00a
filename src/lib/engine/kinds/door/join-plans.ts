import type { StepData } from '../../change/step.js';
import type { KindPlan } from './kind.js';

/** Several plans as one. */
export function joinPlans<S extends StepData = never>(plans: readonly KindPlan<S>[]): KindPlan<S> {
  return {
    changes: plans.flatMap((plan) => plan.changes),
    warnings: plans.flatMap((plan) => plan.warnings ?? []),
    pending: plans.flatMap((plan) => plan.pending ?? []),
    refusals: plans.flatMap((plan) => plan.refusals ?? []),
  };
}
