import { ownValue } from '../../../base/own-value.js';
import type { Tags } from '../../../clients/aws/tags-model.js';

/** Hashes of 8 digits and a space that fit a tag value of 256 characters. */
const HASHES_PER_TAG = 28;

/** The hashes kept in the tags whose keys are a prefix and a number. */
export function readHashes(tags: Tags, prefix: string): ReadonlySet<string> {
  return new Set(
    Object.entries(tags)
      .filter(([key]) => key.startsWith(prefix) && /^\d+$/.test(key.slice(prefix.length)))
      .flatMap(([, value]) => value.split(' ').filter((hash) => hash !== '')),
  );
}

/** The tags to set and to remove so that those of the prefix hold exactly these hashes. */
export function writeHashes(
  tags: Tags,
  prefix: string,
  hashes: ReadonlySet<string>,
): { readonly tags: Tags; readonly remove: readonly string[] } {
  const sorted = [...hashes].sort();
  const next: Record<string, string> = {};
  for (let start = 0; start < sorted.length; start += HASHES_PER_TAG) {
    next[`${prefix}${start / HASHES_PER_TAG + 1}`] = sorted.slice(start, start + HASHES_PER_TAG).join(' ');
  }
  const remove = Object.keys(tags).filter(
    (key) => key.startsWith(prefix) && ownValue(next, key) === undefined,
  );
  const changed = Object.fromEntries(
    Object.entries(next).filter(([key, value]) => ownValue(tags, key) !== value),
  );
  return { tags: changed, remove };
}
