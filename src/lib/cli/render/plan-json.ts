import type { Change, FieldChange, Plan } from '../../engine/change/model.js';

/** A plan as `--json` prints it: all of it but the calls, which are gcx's own affair. */
export type PlanDocument = Omit<Plan, 'changes' | 'attributes' | 'made'> & {
  readonly changes: readonly Omit<Change, 'steps' | 'links' | 'asked'>[];
};

/** The JSON document of a plan; its `schemaVersion` changes when a field changes its meaning or goes. */
export function planDocument({ attributes: _, made: _made, ...plan }: Plan): PlanDocument {
  return {
    ...plan,
    changes: plan.changes.map(changeDocument),
  };
}

/** Of each difference it says who made it, also that gcx cannot tell. */
function changeDocument({
  steps: _,
  links: __,
  asked: ___,
  ...change
}: Change): PlanDocument['changes'][number] {
  const withOrigin = (field: FieldChange): FieldChange => ({ ...field, origin: field.origin ?? 'unknown' });
  return change.action === 'create' ? change : { ...change, fields: change.fields.map(withOrigin) };
}
