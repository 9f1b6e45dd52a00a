import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Notice } from '../../../base/notice.js';
import type { SnsSubscription } from '../../../clients/aws/model.js';
import type { DeclaredSubscription, DeclaredTopic } from '../../targets/declared.js';
import { needsConfirmation, shortEndpoint } from './endpoint.js';

/** That a subscription which left the file stays pending: SNS takes none away before it is confirmed. */
export function stillPending(topic: DeclaredTopic, { endpoint }: SnsSubscription): Notice {
  return {
    code: 'unconfirmed-subscription-stays',
    message: `${endpoint} left the file, and never confirmed its subscription to ${topic.name}: SNS takes no pending subscription away, and drops it by itself 48 hours after it was made. Until then the link that was sent still works; if it is used, the next ${gcxCommand('apply')} removes the subscription.`,
  };
}

/** Which receivers of a topic must confirm. `live` and `wanted` are by the subscriptions' hashes. */
export function pendingOf(
  topic: DeclaredTopic,
  live: ReadonlyMap<string, SnsSubscription>,
  wanted: ReadonlyMap<string, DeclaredSubscription>,
): readonly Notice[] {
  return [...wanted].flatMap(([hash, each]) => {
    const found = live.get(hash);
    const waits = found === undefined ? needsConfirmation(each) : found.arn === undefined;
    return waits
      ? [
          {
            code: 'confirm-subscription',
            message: `${each.endpoint} must confirm its subscription to ${topic.name}: AWS sends it a message with a link.`,
          },
        ]
      : [];
  });
}

/** Subscriptions of a topic in another account: gcx changes nothing there. */
export function elsewhere(topic: DeclaredTopic): readonly Notice[] {
  return topic.subscriptions.map((each) => ({
    code: 'subscription-elsewhere',
    message: `${topic.name} is in account ${topic.account}: subscribe ${each.protocol} ${shortEndpoint(each)} to it there; gcx does not change other accounts.`,
  }));
}
