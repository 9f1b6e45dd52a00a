import type { JsonObject, JsonValue } from '../../base/json.js';
import { markOf, ownSubscriptions } from '../../engine/kinds/index.js';
import { type Describe, keptTags, parsedText } from './describe.js';
import type { Described } from './model.js';

/** How the attributes of a service, which are texts, are written as properties. */
type Form = 'number' | 'boolean' | 'text' | 'json';

const QUEUE: Readonly<Record<string, Form>> = {
  DelaySeconds: 'number',
  MaximumMessageSize: 'number',
  MessageRetentionPeriod: 'number',
  ReceiveMessageWaitTimeSeconds: 'number',
  VisibilityTimeout: 'number',
  FifoQueue: 'boolean',
  ContentBasedDeduplication: 'boolean',
  DeduplicationScope: 'text',
  FifoThroughputLimit: 'text',
  KmsMasterKeyId: 'text',
  KmsDataKeyReusePeriodSeconds: 'number',
  SqsManagedSseEnabled: 'boolean',
  RedrivePolicy: 'json',
  RedriveAllowPolicy: 'json',
};

const TOPIC: Readonly<Record<string, Form>> = {
  DisplayName: 'text',
  KmsMasterKeyId: 'text',
  FifoTopic: 'boolean',
  ContentBasedDeduplication: 'boolean',
  FifoThroughputScope: 'text',
  SignatureVersion: 'text',
  TracingConfig: 'text',
};

const SUBSCRIPTION: Readonly<Record<string, Form>> = {
  RedrivePolicy: 'json',
  FilterPolicy: 'json',
  FilterPolicyScope: 'text',
  DeliveryPolicy: 'json',
  SubscriptionRoleArn: 'text',
};

type Settings = Readonly<Record<string, string | undefined>>;

/** An SQS queue. */
export const describeQueue: Describe = ({ live, thing }) => {
  const queue = live.queues.get(thing.arn ?? '');
  if (queue === undefined || queue === null) return [];
  const { KmsMasterKeyId, KmsDataKeyReusePeriodSeconds, SqsManagedSseEnabled, ...rest } = formed(
    QUEUE,
    queue.attributes,
  );
  // AWS takes one way of encryption.
  const encryption =
    KmsMasterKeyId === undefined
      ? { ...(SqsManagedSseEnabled === undefined ? {} : { SqsManagedSseEnabled }) }
      : {
          KmsMasterKeyId,
          ...(KmsDataKeyReusePeriodSeconds === undefined ? {} : { KmsDataKeyReusePeriodSeconds }),
        };
  return [
    {
      of: thing.id,
      type: 'AWS::SQS::Queue',
      name: queue.name,
      identifier: { QueueUrl: queue.url },
      properties: { QueueName: queue.name, ...rest, ...encryption, ...keptTags(queue.tags) },
      beside: formed({ Policy: 'json' }, queue.attributes),
    },
  ];
};

/** An SNS topic, with the subscriptions that gcx made. */
export const describeTopic: Describe = ({ config, live, thing }) => {
  const topic = live.topics.get(thing.arn ?? '');
  if (topic === undefined || topic === null) return [];
  const described: Described = {
    of: thing.id,
    type: 'AWS::SNS::Topic',
    name: thing.name,
    identifier: { TopicArn: topic.arn },
    properties: { TopicName: thing.name, ...formed(TOPIC, topic.attributes), ...keptTags(topic.tags) },
    beside: formed({ Policy: 'json', DeliveryPolicy: 'json' }, topic.attributes),
  };
  // A subscription that nobody confirmed has no ARN, and cannot be imported.
  const subscriptions = ownSubscriptions(topic, markOf(config)).flatMap(
    ({ arn, protocol, endpoint, raw, settings = {} }): readonly Described[] =>
      arn === undefined
        ? []
        : [
            {
              of: thing.id,
              type: 'AWS::SNS::Subscription',
              name: `${thing.name} ${arn.slice(arn.lastIndexOf(':') + 1)}`,
              identifier: { Arn: arn },
              properties: {
                TopicArn: topic.arn,
                Protocol: protocol,
                Endpoint: endpoint,
                ...(raw ? { RawMessageDelivery: true } : {}),
                ...formed(SUBSCRIPTION, withScope({ ...settings })),
              },
            },
          ],
  );
  return [described, ...subscriptions];
};

/** The scope of a filter says nothing without one, and Terraform refuses it. */
function withScope({ FilterPolicyScope, ...rest }: Settings): Settings {
  return rest['FilterPolicy'] === undefined || rest['FilterPolicy'] === '' || FilterPolicyScope === undefined
    ? rest
    : { ...rest, FilterPolicyScope };
}

function formed(
  forms: Readonly<Record<string, Form>>,
  attributes: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    Object.entries(forms).flatMap(([name, form]): readonly [string, JsonValue][] => {
      const text = attributes[name];
      return text === undefined || text === '' ? [] : [[name, formedValue(form, text)]];
    }),
  ) satisfies JsonObject;
}

function formedValue(form: Form, text: string): JsonValue {
  switch (form) {
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    case 'json':
      return parsedText(text);
    case 'text':
      return text;
  }
}
