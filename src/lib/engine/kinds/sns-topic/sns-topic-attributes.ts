import { awsCommand } from '../../../base/hints/gcx-command.js';
import { type Attribute, none, ours, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { type HarmRule, onMade } from '../door/harm.js';
import { policyHarm } from '../policies/policy-harm.js';

const feedback = people({ usual: null });
const feedbackOf = <const Protocol extends string>(protocol: Protocol) =>
  ({
    [`${protocol}SuccessFeedbackRoleArn`]: feedback,
    [`${protocol}SuccessFeedbackSampleRate`]: feedback,
    [`${protocol}FailureFeedbackRoleArn`]: feedback,
  }) as const;

const denies: HarmRule = onMade((value, { answer }) =>
  typeof value === 'string' && /"Deny"\s*:/.test(value)
    ? {
        does: 'It refuses messages because of their content: such an event reaches nobody.',
        mend: `To see it: ${awsCommand`sns get-data-protection-policy --resource-arn ${String(answer['TopicArn'])}`}`,
      }
    : undefined,
);

/** What SNS answers of a topic (GetTopicAttributes). The SDK does not list them: by SNS's API reference. */
export const snsTopicAttributes: Readonly<Record<string, Attribute>> = {
  TopicArn: none('it follows from the name'),
  Owner: none('it follows from the account'),
  DisplayName: people({ usual: null }),
  // What is missing of our statements is put there by sns-policy.
  Policy: people({
    harm: policyHarm(
      ({ answer }) => awsCommand`sns get-topic-attributes --topic-arn ${String(answer['TopicArn'])}`,
    ),
  }),
  DeliveryPolicy: people({ usual: null }),
  EffectiveDeliveryPolicy: none('it follows from DeliveryPolicy'),
  // Where the file names a key it is ours; else it is noted, and whether its policy lets senders in is checked.
  KmsMasterKeyId: people(),
  SignatureVersion: people({ usual: '1' }),
  TracingConfig: people({ usual: 'PassThrough' }),
  FifoTopic: none('it is fixed when the topic is made'),
  ContentBasedDeduplication: people({ usual: 'false' }),
  FifoThroughputScope: people({ usual: null }),
  ArchivePolicy: people({ usual: null }),
  BeginningArchiveTime: none('it only says when'),
  DataProtectionPolicy: people({ harm: denies, usual: null }),
  SubscriptionsConfirmed: none('it changes with subscriptions'),
  SubscriptionsPending: none('it changes with subscriptions'),
  SubscriptionsDeleted: none('it changes with subscriptions'),
  ...feedbackOf('HTTP'),
  ...feedbackOf('Firehose'),
  ...feedbackOf('Lambda'),
  ...feedbackOf('Application'),
  ...feedbackOf('SQS'),
};

const encrypted: Readonly<Record<string, Attribute>> = {
  ...snsTopicAttributes,
  KmsMasterKeyId: ours('A key whose policy does not allow EventBridge: every delivery fails.'),
};

/** Which of a topic's attributes gcx sets: by whether the file names a key. */
export function topicTable({
  key,
}: {
  readonly key?: string | undefined;
}): Readonly<Record<string, Attribute>> {
  return key === undefined ? snsTopicAttributes : encrypted;
}

const said = saidBy(topicTable({ key: 'any' }));

/** What differences of an SNS topic do to events. */
export const topicHarms: KindHarms = {
  missing: does('stops', 'What is sent there is lost, or dead-lettered; its subscribers get nothing.'),
  fields: {
    KmsMasterKeyId: said('stops', 'KmsMasterKeyId'),
    encryption: said('stops', 'KmsMasterKeyId'),
  },
};
