import type { Action, Change, FieldChange } from './model.js';
import type { StepData } from './step.js';

/** A change with what most changes leave out filled in. */
export function change<const S extends StepData = never>(
  parts: Pick<Change, 'kind' | 'name' | 'group' | 'action'> &
    Partial<Omit<Change, 'steps'>> & { readonly key?: string; readonly steps?: readonly S[] },
): Change<S> {
  const { key, ...rest } = parts;
  return {
    id: changeId(parts.kind, key ?? parts.name),
    fields: [],
    notes: [],
    after: [],
    steps: [],
    ...rest,
  };
}

/** A change's id, unique in a plan. */
export function changeId(kind: Change['kind'], key: string): string {
  return `${kind}:${key}`;
}

/** `none` where nothing differs, else `update`. */
export function updateOrNone(fields: readonly FieldChange[]): Action {
  return fields.length === 0 ? 'none' : 'update';
}
