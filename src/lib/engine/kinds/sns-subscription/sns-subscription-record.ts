import type { SnsSubscription } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { readHashes, writeHashes } from '../ownership/hashed-record.js';
import { type Mark, shortHash } from '../ownership/mark.js';

/**
 * Which subscriptions of a topic gcx made, kept as hashes in the topic's tags: subscriptions carry no tags.
 * Only these are ever removed.
 */
export function readSubscriptionRecord(tags: Tags, mark: Mark): ReadonlySet<string> {
  return readHashes(tags, tagPrefix(mark));
}

/** The tags to set and to remove so that the record holds exactly these hashes. */
export function writeSubscriptionRecord(
  tags: Tags,
  mark: Mark,
  hashes: ReadonlySet<string>,
): { readonly tags: Tags; readonly remove: readonly string[] } {
  return writeHashes(tags, tagPrefix(mark), hashes);
}

/** The hash that stands for a subscription in the record. */
export function subscriptionHash(subscription: Pick<SnsSubscription, 'protocol' | 'endpoint'>): string {
  return shortHash(`${subscription.protocol} ${subscription.endpoint}`);
}

/** The subscriptions of a topic that gcx made for this mark. */
export function ownSubscriptions(
  topic: { readonly tags: Tags; readonly subscriptions: readonly SnsSubscription[] },
  mark: Mark,
): readonly SnsSubscription[] {
  const record = readSubscriptionRecord(topic.tags, mark);
  return topic.subscriptions.filter((each) => record.has(subscriptionHash(each)));
}

function tagPrefix(mark: Mark): string {
  return `genesys-gcx:subscriptions:${mark.project}:${mark.environment}:`;
}
