import type { Change, Plan } from '../../engine/change/model.js';

/** A plan as `--json` prints it: all of it but the calls, which are gcx's own affair. */
export type PlanDocument = Omit<Plan, 'changes' | 'attributes'> & {
  readonly changes: readonly Omit<Change, 'steps' | 'links'>[];
};

/** The JSON document of a plan; its `schemaVersion` changes when a field changes its meaning or goes. */
export function planDocument({ attributes: _, ...plan }: Plan): PlanDocument {
  return { ...plan, changes: plan.changes.map(({ steps: __, links: ___, ...change }) => change) };
}
