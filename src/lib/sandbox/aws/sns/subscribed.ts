import type { Context } from '../context.js';
import type { SubscriptionRecord, TopicRecord } from '../message-records.js';

/** SNS drops a subscription that nobody confirmed after so long (Amazon SNS developer guide: 48 hours). */
const UNCONFIRMED_MILLISECONDS = 48 * 3_600_000;

/** All subscriptions; those that nobody confirmed in time are dropped. */
export function currentSubscriptions({ state, now }: Context): readonly SubscriptionRecord[] {
  const limit = now() - UNCONFIRMED_MILLISECONDS;
  for (const [arn, { confirmed, created }] of state.subscriptions) {
    if (!confirmed && created !== undefined && created <= limit) state.subscriptions.delete(arn);
  }
  return [...state.subscriptions.values()];
}

/** The subscriptions of one topic, pending ones among them. */
export function subscriptionsOf({ arn }: TopicRecord, context: Context): readonly SubscriptionRecord[] {
  return currentSubscriptions(context).filter(({ topicArn }) => topicArn === arn);
}
