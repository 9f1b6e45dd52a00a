import { type Attribute, none, ours, people } from '../door/attributes.js';

/** What SNS answers of a subscription (GetSubscriptionAttributes). The SDK does not list them: by SNS's API reference. */
export const subscriptionAttributes: Readonly<Record<string, Attribute>> = {
  SubscriptionArn: none('AWS gives it'),
  TopicArn: none('it is fixed when the subscription is made'),
  Protocol: none('it is fixed when the subscription is made'),
  Endpoint: none('it is fixed when the subscription is made'),
  Owner: none('it follows from the account'),
  SubscriptionPrincipal: none('it says only who subscribed'),
  ConfirmationWasAuthenticated: none('it says only how it was confirmed'),
  PendingConfirmation: none('it is told where people are to confirm'),
  RawMessageDelivery: ours(
    "With the other value its receiver gets another form than it reads: SNS's envelope, or none.",
  ),
  FilterPolicy: people('What does not pass it never reaches the subscriber, and nobody is told.'),
  FilterPolicyScope: people(
    'It says whether FilterPolicy looks at attributes, which events of EventBridge do not have, or at the body.',
  ),
  RedrivePolicy: people('Without it what cannot be delivered is lost once SNS stops trying.'),
  DeliveryPolicy: people('It says how often SNS tries an HTTPS subscriber again before the message is lost.'),
  EffectiveDeliveryPolicy: none('it follows from DeliveryPolicy'),
  ReplayPolicy: people(),
  ReplayStatus: none('it changes by itself'),
  SubscriptionRoleArn: people('Of Firehose: without its rights nothing is delivered.'),
};
