import { topicArn } from '../../../language/names/arn.js';
import { isOwn, type KindRights, onOurs, type RightScope } from '../door/right.js';

/** What subscriptions take: AWS judges them by the topic that they are of. */
export function snsSubscriptionRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const topics = declared.topics.filter(({ arn }) => isOwn(scope, arn));
  if (topics.length === 0) return { read: [], write: [] };
  const all = topicArn(config, '*');
  const actions = ['sns:Subscribe', 'sns:Unsubscribe', 'sns:SetSubscriptionAttributes'];
  const there = topics.filter(({ create, subscriptions }) => !create && subscriptions.length > 0);
  return {
    read: [
      {
        actions: ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'],
        on: [all],
        why: 'see who subscribed to SNS topics',
      },
    ],
    write: [
      ...(topics.some(({ create }) => create)
        ? [{ actions, on: [all], when: onOurs(scope), why: 'subscribe receivers to its SNS topics' }]
        : []),
      ...(there.length === 0
        ? []
        : [
            {
              actions,
              // [?] Whether AWS judges a subscription that is there by its own ARN: then both.
              on: there.flatMap(({ arn }) => [arn, `${arn}:*`]),
              why: 'subscribe receivers to SNS topics that are there already',
            },
            {
              actions: ['sns:TagResource', 'sns:UntagResource'],
              on: there.map(({ arn }) => arn),
              why: 'note on SNS topics that are there already which subscriptions are its own',
            },
          ]),
    ],
  };
}
