import type { JsonObject } from '../../base/json.js';
import { createdAttributes } from '../../engine/change/created-attributes.js';
import type { Change, FieldChange, Plan } from '../../engine/change/model.js';

/** A plan as `--json` prints it: all of it but the calls, which are gcx's own affair. */
export type PlanDocument = Omit<Plan, 'changes' | 'attributes' | 'made'> & {
  readonly changes: readonly ChangeDocument[];
};

/** A change as `--json` prints it. */
export type ChangeDocument = Omit<Change, 'steps' | 'links' | 'asked'> & {
  /** Of what is created or replaced: what its calls ask for, by the names of the service. */
  readonly attributes?: JsonObject;
};

/** The JSON document of a plan; its `schemaVersion` changes when a field changes its meaning or goes. */
export function planDocument({ attributes: _, made: _made, ...plan }: Plan): PlanDocument {
  return {
    ...plan,
    changes: plan.changes.map(changeDocument),
  };
}

/** Of each difference it says who made it, also that gcx cannot tell. */
function changeDocument({ steps, links: __, asked: ___, ...change }: Change): ChangeDocument {
  const withOrigin = (field: FieldChange): FieldChange => ({ ...field, origin: field.origin ?? 'unknown' });
  const isMade = change.action === 'create' || change.action === 'replace';
  return {
    ...change,
    ...(change.action === 'create' ? {} : { fields: change.fields.map(withOrigin) }),
    ...(isMade ? { attributes: createdAttributes(steps) } : {}),
  };
}
