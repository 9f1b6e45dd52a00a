import { topicArn } from '../../../language/names/arn.js';
import { isOwn, type KindRights, namesToMake, onOurs, type RightScope, withOurTag } from '../door/right.js';

/** What SNS topics take. */
export function snsTopicRights(scope: RightScope): KindRights {
  const { config, declared } = scope;
  const topics = declared.topics.filter(({ arn }) => isOwn(scope, arn));
  if (topics.length === 0) return { read: [], write: [] };
  const all = topicArn(config, '*');
  const made = topics.filter(({ create }) => create).map(({ name }) => name);
  return {
    read: [
      {
        actions: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'],
        on: [all],
        why: 'compare SNS topics and their policies with the file',
      },
    ],
    write:
      made.length === 0
        ? []
        : [
            {
              actions: ['sns:CreateTopic', 'sns:TagResource'],
              on: namesToMake(scope, made).map((name) => topicArn(config, name)),
              when: withOurTag(scope),
              why: 'make SNS topics',
            },
            {
              actions: ['sns:SetTopicAttributes', 'sns:DeleteTopic', 'sns:TagResource', 'sns:UntagResource'],
              on: [all],
              when: onOurs(scope),
              why: 'change and delete its SNS topics',
            },
          ],
  };
}
