import type { Tags } from '../../../clients/aws/tags-model.js';
import { describedOwner, describedParts, isMarkedBy } from './description-mark.js';
import { isOurs, type Mark, ownerInWords, TagKey } from './mark.js';
import { isProtected } from './protect-tag.js';

/** Whose a thing is, by its mark. */
export type Owner =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'us';
      /** Whether its tags protect it. Absent: they do not, or it has none. */
      readonly protected?: true;
    }
  | {
      readonly kind: 'others';
      /** Of another project or environment of gcx; else it has no mark, which can also be one that lags behind. */
      readonly marked: boolean;
      /** Who, as a sentence goes on. */
      readonly words: string;
    };

/** There is nothing of that name. */
const NOBODY: Owner = { kind: 'nobody' };

/** Whose something is by its tags; undefined: there is none. */
export function ownerByTags(tags: Tags | undefined, mark: Mark): Owner {
  if (tags === undefined) return NOBODY;
  if (isOurs(tags, mark)) return { kind: 'us', ...(isProtected(tags) ? { protected: true } : {}) };
  return { kind: 'others', marked: tags[TagKey.project] !== undefined, words: ownerInWords(tags, mark) };
}

/** The same for a call that puts the mark there: only what nobody has marked can be adopted. */
export function ownerToAdopt(description: string | undefined, mark: Mark): Owner {
  const owner = ownerByDescription(description, mark);
  return owner.kind === 'others' && describedParts(description ?? '') === undefined
    ? { ...owner, marked: false }
    : owner;
}

/** Whose something is by its description, where AWS gives it no tags; undefined: there is none. */
export function ownerByDescription(description: string | undefined, mark: Mark): Owner {
  if (description === undefined) return NOBODY;
  if (isMarkedBy(description, mark)) return { kind: 'us' };
  return { kind: 'others', marked: true, words: describedOwner(description, mark) };
}
