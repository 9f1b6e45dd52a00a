import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Notice } from '../../../base/notice.js';
import { andList } from '../../../base/words.js';
import type { SnsSubscription } from '../../../clients/aws/model.js';
import type { DeclaredSnsSubscription, DeclaredTopic } from '../../targets/declared.js';
import { needsConfirmation, shortEndpoint } from './endpoint.js';

/** That a subscription which left the file stays pending: SNS takes none away before it is confirmed. */
export function stillPending(topic: DeclaredTopic, { endpoint }: SnsSubscription): Notice {
  return {
    code: 'unconfirmed-subscription-stays',
    message: `${endpoint} left the file, and never confirmed its subscription to ${topic.name}: SNS takes no pending subscription away, and drops it by itself 48 hours after it was made. Until then the link that was sent still works; if it is used, the next ${gcxCommand('apply')} removes the subscription.`,
  };
}

/** A receiver that must confirm its subscription to a topic. */
export interface Unconfirmed {
  readonly endpoint: string;
  readonly topic: string;
}

/** Which receivers of a topic must confirm. `live` and `wanted` are by the subscriptions' hashes. */
export function unconfirmedOf(
  topic: DeclaredTopic,
  live: ReadonlyMap<string, SnsSubscription>,
  wanted: ReadonlyMap<string, DeclaredSnsSubscription>,
): readonly Unconfirmed[] {
  return [...wanted].flatMap(([hash, each]) => {
    const found = live.get(hash);
    const waits = found === undefined ? needsConfirmation(each) : found.arn === undefined;
    return waits ? [{ endpoint: each.endpoint, topic: topic.name }] : [];
  });
}

/** SNS topics that a line names. */
const NAMED_TOPICS = 5;

/** One line a receiver, with all the topics that it must confirm. */
export function confirmNotices(unconfirmed: readonly Unconfirmed[]): readonly Notice[] {
  const topics = new Map<string, string[]>();
  for (const { endpoint, topic } of unconfirmed)
    topics.set(endpoint, [...(topics.get(endpoint) ?? []), topic]);
  return [...topics].map(([endpoint, names]) => {
    const named = names.length <= NAMED_TOPICS ? names : names.slice(0, NAMED_TOPICS - 1);
    const more = names.length - named.length;
    const to = andList([...named, ...(more === 0 ? [] : [`${more} more`])]);
    const message =
      names.length === 1
        ? `${endpoint} must confirm its subscription to ${to}: AWS sends it a message with a link.`
        : `${endpoint} must confirm its subscriptions to the ${names.length} SNS topics ${to}: AWS sends it a message with a link for each.`;
    return { code: 'confirm-subscription', message };
  });
}

/** Subscriptions of a topic in another account: gcx changes nothing there. */
export function elsewhere(topic: DeclaredTopic): readonly Notice[] {
  return topic.subscriptions.map((each) => ({
    code: 'subscription-elsewhere',
    message: `${topic.name} is in account ${topic.account}: subscribe ${each.protocol} ${shortEndpoint(each)} to it there; gcx does not change other accounts.`,
  }));
}
