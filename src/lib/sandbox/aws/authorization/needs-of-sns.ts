import { arnOf } from '../arn.js';
import { objects, text, texts } from '../input.js';
import { readTags } from '../tags.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';

const topic = ({ input }: Call): string => text(input, 'TopicArn') ?? text(input, 'TargetArn') ?? '';
const newTopic = ({ input, context }: Call): string => arnOf('sns', context, text(input, 'Name') ?? '');
const resource = ({ input }: Call): string => text(input, 'ResourceArn') ?? '';
/** A subscription's ARN is its topic's with an id at the end. */
const topicOfSubscription = ({ input }: Call): string =>
  (text(input, 'SubscriptionArn') ?? '').split(':').slice(0, 6).join(':');
const newTags = ({ input }: Call): Conditions => taggedWith(readTags(objects(input, 'Tags')));

function onTopic(action: string): Needs {
  return on(`sns:${action}`, topic);
}

/**
 * [?] The reference names the topic as a resource that these may be given; older reports have `arn:aws:sns:REGION:ACCOUNT:*`
 * in refusals.
 */
function onSubscription(action: string): Needs {
  return on(`sns:${action}`, topicOfSubscription);
}

/** What the calls of Amazon SNS need. */
export const needsOfSns: NeedsOfCalls = {
  AddPermission: onTopic('AddPermission'),
  ConfirmSubscription: onTopic('ConfirmSubscription'),
  CreateTopic: all(
    on('sns:CreateTopic', newTopic, newTags),
    where(({ input }) => objects(input, 'Tags').length > 0, on('sns:TagResource', newTopic, newTags)),
  ),
  DeleteTopic: onTopic('DeleteTopic'),
  GetSubscriptionAttributes: onSubscription('GetSubscriptionAttributes'),
  GetTopicAttributes: onTopic('GetTopicAttributes'),
  ListSubscriptions: anywhere('sns:ListSubscriptions'),
  ListSubscriptionsByTopic: onTopic('ListSubscriptionsByTopic'),
  ListTagsForResource: on('sns:ListTagsForResource', resource),
  ListTopics: anywhere('sns:ListTopics'),
  Publish: onTopic('Publish'),
  PublishBatch: onTopic('Publish'),
  RemovePermission: onTopic('RemovePermission'),
  SetSubscriptionAttributes: onSubscription('SetSubscriptionAttributes'),
  SetTopicAttributes: onTopic('SetTopicAttributes'),
  Subscribe: on('sns:Subscribe', topic, ({ input }) => ({
    'sns:Protocol': text(input, 'Protocol') ?? '',
    'sns:Endpoint': text(input, 'Endpoint') ?? '',
  })),
  TagResource: on('sns:TagResource', resource, newTags),
  Unsubscribe: onSubscription('Unsubscribe'),
  UntagResource: on('sns:UntagResource', resource, ({ input }) => withoutKeys(texts(input, 'TagKeys'))),
};
