import type { SnsSubscription, Tags } from '../aws/model.js';
import { type Mark, shortHash } from './mark.js';

/** Hashes of 8 digits and a space that fit a tag value of 256 characters. */
const HASHES_PER_TAG = 28;

/**
 * Which subscriptions of a topic gcx made, kept as hashes in the topic's tags: subscriptions carry no tags.
 * Only these are ever removed.
 */
export function readSubscriptionRecord(tags: Tags, mark: Mark): ReadonlySet<string> {
  const prefix = tagPrefix(mark);
  return new Set(
    Object.entries(tags)
      .filter(([key]) => key.startsWith(prefix) && /^\d+$/.test(key.slice(prefix.length)))
      .flatMap(([, value]) => value.split(' ').filter((hash) => hash !== '')),
  );
}

/** The tags to set and to remove so that the record holds exactly these hashes. */
export function writeSubscriptionRecord(
  tags: Tags,
  mark: Mark,
  hashes: ReadonlySet<string>,
): { readonly tags: Tags; readonly remove: readonly string[] } {
  const prefix = tagPrefix(mark);
  const sorted = [...hashes].sort();
  const next: Record<string, string> = {};
  for (let start = 0; start < sorted.length; start += HASHES_PER_TAG) {
    next[`${prefix}${start / HASHES_PER_TAG + 1}`] = sorted.slice(start, start + HASHES_PER_TAG).join(' ');
  }
  const remove = Object.keys(tags).filter((key) => key.startsWith(prefix) && next[key] === undefined);
  const changed = Object.fromEntries(Object.entries(next).filter(([key, value]) => tags[key] !== value));
  return { tags: changed, remove };
}

/** The hash that stands for a subscription in the record. */
export function subscriptionHash(subscription: Pick<SnsSubscription, 'protocol' | 'endpoint'>): string {
  return shortHash(`${subscription.protocol} ${subscription.endpoint}`);
}

function tagPrefix(mark: Mark): string {
  return `genesys-gcx:subscriptions:${mark.project}:${mark.environment}:`;
}
