import { type Attribute, none, ours, people } from '../door/attributes.js';

const feedback = people();
const feedbackOf = <const Protocol extends string>(protocol: Protocol) =>
  ({
    [`${protocol}SuccessFeedbackRoleArn`]: feedback,
    [`${protocol}SuccessFeedbackSampleRate`]: feedback,
    [`${protocol}FailureFeedbackRoleArn`]: feedback,
  }) as const;

/** What SNS answers of a topic (GetTopicAttributes). The SDK does not list them: by SNS's API reference. */
export const snsTopicAttributes: Readonly<Record<string, Attribute>> = {
  TopicArn: none('it follows from the name'),
  Owner: none('it follows from the account'),
  DisplayName: people(),
  Policy: people(
    'A Deny in it, or the lack of our statement, keeps events out; EventBridge is told, and nobody else.',
  ),
  DeliveryPolicy: people('It says how often SNS tries an HTTPS subscriber again before the message is lost.'),
  EffectiveDeliveryPolicy: none('it follows from DeliveryPolicy'),
  KmsMasterKeyId: ours('A key whose policy lets EventBridge not in: every delivery fails.'),
  SignatureVersion: people(),
  TracingConfig: people(),
  FifoTopic: none('it is fixed when the topic is made'),
  ContentBasedDeduplication: people('Without it a FIFO topic takes nothing that brings no deduplication id.'),
  FifoThroughputScope: people(),
  ArchivePolicy: people(),
  BeginningArchiveTime: none('it says only when'),
  DataProtectionPolicy: people('It can refuse a message for what is in it.'),
  SubscriptionsConfirmed: none('it changes with subscriptions'),
  SubscriptionsPending: none('it changes with subscriptions'),
  SubscriptionsDeleted: none('it changes with subscriptions'),
  ...feedbackOf('HTTP'),
  ...feedbackOf('Firehose'),
  ...feedbackOf('Lambda'),
  ...feedbackOf('Application'),
  ...feedbackOf('SQS'),
};
