import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { AwsError, invalidParameter } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { notAuthorized } from '../delivery/failure.js';
import { whyNotLetIn } from '../delivery/let-in.js';
import { type Handover, handToQueue } from '../delivery/queue-delivery.js';
import type { Sender } from '../delivery/sender.js';
import { text } from '../input.js';
import { whyNotEncrypted } from '../kms/use-key.js';
import { handToFunction } from '../lambda/delivery.js';
import { parsePolicy, statementsOf } from '../policies/document.js';
import { readMessageAttributes } from '../sqs/messages.js';
import type { MessageAttribute, SubscriptionRecord, TopicRecord } from '../state.js';
import { filterAccepts } from './filter.js';
import { subscriptionsOf } from './subscribed.js';
import { topicOf, topicPolicy } from './topics.js';

/** Bytes of a message. */
const MESSAGE_BYTES = 262_144;

/** A message on its way to a topic's subscribers. */
interface TopicMessage {
  readonly id: string;
  readonly body: string;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly group?: string;
  readonly deduplication?: string;
  /** What the delivery log says of where it came from. */
  readonly origin: { readonly eventId: string; readonly bus?: string; readonly rule?: string };
}

/** Publishes what a rule hands to a topic, where the topic's policy lets the rule in. */
export function publishAs(
  topicArn: string,
  body: string,
  sender: Sender,
  origin: TopicMessage['origin'],
  context: Context,
): Handover {
  const topic = context.state.topics.get(topicArn);
  if (topic === undefined)
    return { kind: 'refused', code: 'NO_RESOURCE', why: `there is no SNS topic ${topicArn}` };
  const encrypted = {
    service: 'sns',
    called: `SNS topic ${topic.name}`,
    key: topic.attributes['KmsMasterKeyId'],
  } as const;
  const noKey = whyNotEncrypted(sender, encrypted, context);
  if (noKey !== undefined) return { kind: 'refused', ...noKey };
  const policy = parsePolicy(topicPolicy(topic));
  const why = whyNotLetIn(sender, {
    action: 'sns:Publish',
    resource: topic.arn,
    called: `SNS topic ${topic.name}`,
    statements: policy === undefined ? [] : statementsOf(policy),
    who: origin.rule === undefined ? sender.service : `rule ${origin.rule}`,
  });
  if (why !== undefined) {
    const words = sender.role === undefined ? { message: notAuthorized('sns', topic.arn) } : {};
    return { kind: 'refused', code: 'NO_PERMISSIONS', why, ...words };
  }
  if (topic.attributes['FifoTopic'] === 'true') {
    return {
      kind: 'refused',
      code: 'INVALID_PARAMETER',
      why: `SNS topic ${topic.name} is FIFO, which rules cannot publish to`,
    };
  }
  fanOut(topic, { id: randomUUID(), body, attributes: {}, origin }, context);
  const unheard = whyUnheard(topic, context);
  const how = `published to SNS topic ${topic.name}`;
  return unheard === undefined ? { kind: 'done', how } : { kind: 'done', how: `${how}; ${unheard}`, unheard };
}

/** Why nobody gets what a topic takes; undefined where somebody does. */
function whyUnheard(topic: TopicRecord, context: Context): string | undefined {
  const all = subscriptionsOf(topic, context);
  if (all.some(({ confirmed }) => confirmed)) return undefined;
  return all.length === 0 ? 'nobody is subscribed' : 'nobody has confirmed a subscription';
}

function fanOut(topic: TopicRecord, message: TopicMessage, context: Context): void {
  for (const subscription of subscriptionsOf(topic, context)) {
    if (!filterAccepts(subscription.attributes, message.body, message.attributes)) continue;
    context.later(() => deliver(topic, subscription, message, context));
  }
}

function deliver(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: TopicMessage,
  context: Context,
): void {
  const note = { ...message.origin, by: 'sns', topic: topic.arn, target: subscription.endpoint } as const;
  if (!subscription.confirmed) {
    const why = `the ${subscription.protocol} subscription of SNS topic ${topic.name} is not confirmed`;
    context.record({ ...note, outcome: 'dropped', why });
    return;
  }
  const handover = handOver(topic, subscription, message, context);
  if (handover.kind === 'done') {
    context.record({ ...note, outcome: 'delivered', why: handover.how });
    return;
  }
  const letter = bury(topic, subscription, message, context);
  context.record({
    ...note,
    outcome: letter?.kind === 'done' ? 'dead-lettered' : 'dropped',
    why: `${handover.why}; ${letter === undefined ? 'the subscription has no dead-letter queue' : said(letter)}`,
  });
}

function said(handover: Handover): string {
  return handover.kind === 'done' ? `dead-lettered: ${handover.how}` : `not dead-lettered: ${handover.why}`;
}

function senderOf(topic: TopicRecord): Sender {
  return { service: 'sns.amazonaws.com', sourceArn: topic.arn, sourceAccount: topic.arn.split(':')[4] ?? '' };
}

function handOver(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: TopicMessage,
  context: Context,
): Handover {
  const { protocol, endpoint } = subscription;
  switch (protocol) {
    case 'sqs':
      return handToQueue(
        endpoint,
        queueMessage(topic, subscription, message, context),
        senderOf(topic),
        context,
      );
    case 'lambda': {
      const payload = {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: subscription.arn,
            Sns: envelope(topic, subscription, message, context),
          },
        ],
      };
      return handToFunction(endpoint, JSON.stringify(payload), senderOf(topic), context);
    }
    default:
      return { kind: 'done', how: `sent by ${protocol}; the sandbox keeps only this line` };
  }
}

function queueMessage(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: TopicMessage,
  context: Context,
) {
  const fifo = {
    ...(message.group === undefined ? {} : { group: message.group }),
    ...(message.deduplication === undefined ? {} : { deduplication: message.deduplication }),
  };
  if (subscription.attributes['RawMessageDelivery'] === 'true') {
    return { body: message.body, attributes: message.attributes, sender: 'AIDASNS', ...fifo };
  }
  const body = JSON.stringify(envelope(topic, subscription, message, context), null, 2);
  return { body, sender: 'AIDASNS', ...fifo };
}

/** The message as SNS wraps it. The signature is none that could be verified. */
function envelope(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: TopicMessage,
  context: Context,
): JsonObject {
  const attributes: Record<string, JsonValue> = {};
  for (const [name, attribute] of Object.entries(message.attributes)) {
    attributes[name] = {
      Type: attribute.DataType,
      Value: attribute.StringValue ?? attribute.BinaryValue ?? '',
    };
  }
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: topic.arn,
    ...(message.subject === undefined ? {} : { Subject: message.subject }),
    Message: message.body,
    Timestamp: new Date(context.now()).toISOString(),
    SignatureVersion: '1',
    Signature: 'gcx-sandbox',
    SigningCertURL: `https://sns.${context.region}.amazonaws.com/SimpleNotificationService-sandbox.pem`,
    UnsubscribeURL: `${context.origin}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription.arn)}`,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

/** Puts a message that a subscriber did not take into the subscription's dead-letter queue; undefined without one. */
function bury(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: TopicMessage,
  context: Context,
): Handover | undefined {
  const arn = parsePolicy(subscription.attributes['RedrivePolicy'] ?? '')?.['deadLetterTargetArn'];
  if (typeof arn !== 'string') return undefined;
  return handToQueue(arn, queueMessage(topic, subscription, message, context), senderOf(topic), context);
}

function publish(input: JsonObject, context: Context): JsonObject {
  const topic = topicOf(input, context, input['TargetArn'] === undefined ? 'TopicArn' : 'TargetArn');
  const given = text(input, 'Message') ?? '';
  if (given === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(given) > MESSAGE_BYTES) throw invalidParameter('Message too long');
  const subject = text(input, 'Subject');
  if (subject !== undefined && (subject === '' || subject.length > 100)) throw invalidParameter('Subject');
  const fifo = topic.attributes['FifoTopic'] === 'true';
  const group = text(input, 'MessageGroupId');
  const deduplication = text(input, 'MessageDeduplicationId');
  if (fifo && group === undefined) {
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  }
  if (fifo && deduplication === undefined && topic.attributes['ContentBasedDeduplication'] !== 'true') {
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  const id = randomUUID();
  const attributes = isJsonObject(input['MessageAttributes']) ? input['MessageAttributes'] : undefined;
  fanOut(
    topic,
    {
      id,
      body: text(input, 'MessageStructure') === 'json' ? defaultMessage(given) : given,
      attributes: readMessageAttributes(attributes),
      origin: { eventId: id },
      ...(subject === undefined ? {} : { subject }),
      ...(group === undefined ? {} : { group }),
      ...(deduplication === undefined ? {} : { deduplication }),
    },
    context,
  );
  return { MessageId: id };
}

function defaultMessage(given: string): string {
  const messages = parsePolicy(given);
  if (messages === undefined) throw invalidParameter('Message Structure - JSON message body failed to parse');
  const message = messages['default'];
  if (typeof message !== 'string') {
    throw new AwsError(
      'InvalidParameter',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    );
  }
  return message;
}

/** The call of SNS that takes messages. */
export const publishOperations: Operations = { Publish: publish };
