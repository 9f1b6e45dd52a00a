import { measure } from '../cloudwatch/measure.js';
import type { Context } from '../context.js';
import type { SubscriptionRecord, TopicRecord } from '../message-records.js';
import type { TopicMessage } from './envelope.js';

/** Counters of a topic; there is none for a subscription (SNS developer guide, "Monitoring topics using CloudWatch"). */
export type TopicCounter =
  | 'NumberOfMessagesPublished'
  | 'NumberOfNotificationsDelivered'
  | 'NumberOfNotificationsFailed'
  | 'NumberOfNotificationsRedrivenToDlq'
  | 'NumberOfNotificationsFailedToRedriveToDlq';

/** Counts one of something that happened at a topic. */
export function countAtTopic(name: TopicCounter | FilterCounter, topic: TopicRecord, context: Context): void {
  measure(context, { namespace: 'AWS/SNS', name, dimensions: { TopicName: topic.name }, value: 1 });
}

/** Counts a message that a topic took, and its bytes. */
export function countPublished(topic: TopicRecord, body: string, context: Context): void {
  countAtTopic('NumberOfMessagesPublished', topic, context);
  const size = { name: 'PublishSize', unit: 'Bytes', value: Buffer.byteLength(body) };
  measure(context, { namespace: 'AWS/SNS', dimensions: { TopicName: topic.name }, ...size });
}

type FilterCounter =
  | 'NumberOfNotificationsFilteredOut'
  | 'NumberOfNotificationsFilteredOut-MessageBody'
  | 'NumberOfNotificationsFilteredOut-InvalidMessageBody'
  | 'NumberOfNotificationsFilteredOut-MessageAttributes'
  | 'NumberOfNotificationsFilteredOut-NoMessageAttributes';

/** Counts a message that a subscription's filter kept out: it is neither delivered nor failed. */
export function countFiltered(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  { body, attributes }: TopicMessage,
  context: Context,
): void {
  countAtTopic('NumberOfNotificationsFilteredOut', topic, context);
  countAtTopic(filterCounter(subscription, body, Object.keys(attributes).length), topic, context);
}

function filterCounter({ attributes }: SubscriptionRecord, body: string, count: number): FilterCounter {
  if (attributes['FilterPolicyScope'] === 'MessageBody')
    return `NumberOfNotificationsFilteredOut-${isObject(body) ? 'MessageBody' : 'InvalidMessageBody'}`;
  return `NumberOfNotificationsFilteredOut-${count === 0 ? 'NoMessageAttributes' : 'MessageAttributes'}`;
}

function isObject(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
