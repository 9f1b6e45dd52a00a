import type { Right } from '../../engine/kinds/index.js';
import { targetChoices } from '../../engine/targets/list.js';

/** What `gcx init` and `gcx add` are better with: they list what is there where they ask for targets. */
export function listingRights(): readonly Right[] {
  return targetChoices()
    .flatMap(({ listedBy }) => listedBy ?? [])
    .map(({ action, things }) => ({
      actions: [action],
      on: ['*'],
      why: `list the ${things} in the account`,
      without: `gcx init and gcx add do not list the ${things} in the account; you type the name.`,
    }));
}
