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
  return topic.subscriptions.filter((each) => isOwnSubscription(topic.tags, each, mark));
}

/** Whether gcx made a subscription for this mark, by the tags of its topic. */
export function isOwnSubscription(
  tags: Tags,
  subscription: Pick<SnsSubscription, 'protocol' | 'endpoint'>,
  mark: Mark,
): boolean {
  return readSubscriptionRecord(tags, mark).has(subscriptionHash(subscription));
}

/**
 * Whose the subscriptions are that gcx made for other projects and environments: the record of each stands on the topic.
 * @returns by hash, `environment test` or `project other, environment test`
 */
export function othersSubscriptions(tags: Tags, mark: Mark): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const key of Object.keys(tags)) {
    const [, project, environment] = RECORD_KEY.exec(key) ?? [];
    if (project === undefined || environment === undefined) continue;
    if (project === mark.project && environment === mark.environment) continue;
    const owner = project === mark.project ? [] : [`project ${project}`];
    for (const hash of readHashes(tags, tagPrefix({ project, environment })))
      owners.set(hash, [...owner, `environment ${environment}`].join(', '));
  }
  return owners;
}

const RECORD_KEY = /^genesys-gcx:subscriptions:([^:]+):([^:]+):\d+$/;

function tagPrefix(mark: Pick<Mark, 'project' | 'environment'>): string {
  return `genesys-gcx:subscriptions:${mark.project}:${mark.environment}:`;
}
