import { change } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import type { KindPlan } from '../door/kind.js';

/** A name that the file wants to create is taken by something that is not ours: it is never changed. */
export function nameTaken(what: string, name: string, owner: string, fix: string, change?: string): Refusal {
  return {
    code: 'name-taken',
    ...(change === undefined ? {} : { change }),
    message: `${what} ${name} exists already, and it is not this project and environment's: ${owner}.`,
    fix,
  };
}

/** A thing of a name that the file wants to create, and not ours: it stays as it is, and the plan is refused. */
export function leftAlone(
  base: Pick<Change, 'kind' | 'name' | 'group'> & Partial<Omit<Change, 'steps'>> & { readonly key?: string },
  what: string,
  owner: string,
  fix: string,
): KindPlan<never> {
  const left = change({ ...base, action: 'none', notes: [`${owner}: left alone`] });
  return { changes: [left], refusals: [nameTaken(what, base.name, owner, fix, left.id)] };
}

/** Something that the file calls `existing` is not there, or cannot be seen. */
export function missingThing(what: string, name: string, target: string): Refusal {
  return {
    code: 'existing-missing',
    message: `Target ${target} points at ${what} ${name}, and there is none in this account and region.`,
    fix: `Correct the name, or let gcx make it: write "create" in place of "existing" for target ${target}.`,
  };
}
