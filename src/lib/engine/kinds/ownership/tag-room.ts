import { Limits } from '../../../base/limits.js';
import type { Refusal } from '../../change/model.js';

/** A call that sets and takes away tags. */
export interface TagCall {
  readonly tags: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}

/**
 * Why a thing does not get its tags: with those that people gave it they would be more than AWS takes on one thing, and
 * the call would be refused in the middle of an apply. Undefined where they fit.
 * @param called as a message calls it, e.g. `SNS topic calls`
 * @param change the id of the change that tags it
 */
export function tagRoomRefusal(
  called: string,
  change: string,
  live: Iterable<string>,
  calls: readonly TagCall[],
): Refusal | undefined {
  const keys = new Set(live);
  // Tags are set before others are taken away, so the most that it has at once counts.
  let most = 0;
  for (const { tags, remove = [] } of calls) {
    for (const key of Object.keys(tags)) keys.add(key);
    most = Math.max(most, keys.size);
    for (const key of remove) keys.delete(key);
  }
  if (most <= Limits.tagsPerThing) return undefined;
  return {
    code: 'too-many-tags',
    change,
    message: `${called} would have ${most} tags: AWS takes ${Limits.tagsPerThing} on one thing (tagsPerThing), and gcx keeps its own there.`,
    fix: `Take ${most - Limits.tagsPerThing} of the tags away that people gave it, or some of "tags" in the file.`,
  };
}
