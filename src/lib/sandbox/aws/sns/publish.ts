import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { notAuthorized } from '../delivery/failure.js';
import { whyNotLetIn } from '../delivery/let-in.js';
import { type Handover, handToQueue } from '../delivery/queue-delivery.js';
import type { Sender } from '../delivery/sender.js';
import { objects, text } from '../input.js';
import { whyNotEncrypted } from '../kms/use-key.js';
import { handToFunction } from '../lambda/delivery.js';
import type { SubscriptionRecord, TopicRecord } from '../message-records.js';
import { parsePolicy, statementsOf } from '../policies/document.js';
import { DEDUPLICATION_MILLISECONDS } from '../sqs/store.js';
import { type Admitted, admit, checkTopicKey, plainNumber } from './admission.js';
import { envelopeText, functionEvent, type TopicMessage } from './envelope.js';
import { filterAccepts, whyFiltered } from './filter.js';
import { subscriptionsOf } from './subscribed.js';
import { countAtTopic, countFiltered, countPublished } from './topic-metrics.js';
import { topicOf, topicPolicy } from './topics.js';

/** SenderId of what SNS puts into an SQS queue; a role of SNS's own, by its id (recorded 2026-09-14). */
const SENDER = 'AROASANDBOXSNS0000000:AWS-CLOUDCAST';
/** Message attributes that SQS takes; with more, a raw delivery is lost, and no dead letter tells of it (recorded). */
const RAW_ATTRIBUTES = 10;
const ENTRIES_PER_BATCH = 10;

/** Publishes what a rule or an alarm hands to a topic, where the topic's policy lets it in. */
export function publishAs(
  topicArn: string,
  content: { readonly body: string; readonly subject?: string },
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
      why: `SNS topic ${topic.name} is FIFO, which ${sender.service} cannot publish to`,
    };
  }
  fanOut(topic, { id: randomUUID(), ...content, attributes: {}, origin }, context);
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
  countPublished(topic, message.body, context);
  for (const subscription of subscriptionsOf(topic, context)) {
    if (!filterAccepts(subscription.attributes, message.body, message.attributes)) {
      if (subscription.confirmed) keepOut(topic, subscription, message, context);
      continue;
    }
    context.later(() => deliver(topic, subscription, message, context));
  }
}

/** Counts and notes what the filter of a subscription keeps out: it is neither delivered nor failed. */
function keepOut(
  topic: TopicRecord,
  subscription: SubscriptionRecord,
  message: TopicMessage,
  context: Context,
): void {
  countFiltered(topic, subscription, message, context);
  const note = { ...message.origin, by: 'sns', topic: topic.arn, target: subscription.endpoint } as const;
  context.record({ ...note, outcome: 'not-sent', why: whyFiltered(subscription.attributes, message.body) });
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
  if (subscription.protocol === 'sqs' && isRaw(subscription) && overflows(message)) {
    const why = `more than ${RAW_ATTRIBUTES} message attributes, which SQS does not take`;
    countAtTopic('NumberOfNotificationsFailed', topic, context);
    context.record({ ...note, outcome: 'dropped', why });
    return;
  }
  const handover = handOver(topic, subscription, message, context);
  if (handover.kind === 'done') {
    countAtTopic('NumberOfNotificationsDelivered', topic, context);
    context.record({ ...note, outcome: 'delivered', why: handover.how });
    return;
  }
  countAtTopic('NumberOfNotificationsFailed', topic, context);
  const letter = bury(topic, subscription, message, context);
  if (letter !== undefined) {
    const kept = letter.kind === 'done' ? 'RedrivenToDlq' : 'FailedToRedriveToDlq';
    countAtTopic(`NumberOfNotifications${kept}`, topic, context);
  }
  context.record({
    ...note,
    outcome: letter?.kind === 'done' ? 'dead-lettered' : 'dropped',
    why: `${handover.why}; ${letter === undefined ? 'the subscription has no dead-letter queue' : said(letter)}`,
  });
}

function overflows({ attributes }: TopicMessage): boolean {
  return Object.keys(attributes).length > RAW_ATTRIBUTES;
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
    case 'lambda':
      return handToFunction(
        endpoint,
        JSON.stringify(functionEvent({ topic, subscription, message }, context)),
        senderOf(topic),
        context,
      );
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
  if (isRaw(subscription))
    return { body: message.body, attributes: rawAttributes(message), sender: SENDER, ...fifo };
  return { body: envelopeText({ topic, subscription, message }, context), sender: SENDER, ...fifo };
}

function isRaw({ attributes }: SubscriptionRecord): boolean {
  return attributes['RawMessageDelivery'] === 'true';
}

function rawAttributes({ attributes }: TopicMessage): TopicMessage['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      attribute.DataType.startsWith('Number')
        ? { ...attribute, StringValue: plainNumber(attribute.StringValue ?? '') }
        : attribute,
    ]),
  );
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
  const admitted = admit(input, topic);
  checkTopicKey(topic, context);
  return publishAdmitted(topic, admitted, context);
}

/** Hands on what may be published; a FIFO topic drops what it has seen within five minutes, in any group (recorded). */
function publishAdmitted(topic: TopicRecord, admitted: Admitted, context: Context): JsonObject {
  const id = randomUUID();
  if (topic.attributes['FifoTopic'] !== 'true') {
    fanOut(topic, { id, ...admitted, origin: { eventId: id } }, context);
    return { MessageId: id };
  }
  const now = context.now();
  const deduplication = admitted.deduplication ?? createHash('sha256').update(admitted.body).digest('hex');
  const known = topic.deduplication?.[deduplication];
  if (known !== undefined && now - known.at < DEDUPLICATION_MILLISECONDS)
    return { MessageId: known.id, SequenceNumber: known.sequence };
  topic.sequence = (topic.sequence ?? 0) + 1;
  const sequence = String(topic.sequence).padStart(20, '0');
  topic.deduplication = { ...topic.deduplication, [deduplication]: { at: now, id, sequence } };
  fanOut(topic, { id, ...admitted, deduplication, sequence, origin: { eventId: id } }, context);
  return { MessageId: id, SequenceNumber: sequence };
}

/**
 * PublishBatch. A wrong attribute refuses the whole request; a wrong subject or an empty message that entry only, where
 * the topic is no FIFO topic (recorded 2026-09-14 and 2026-09-22).
 */
function publishBatch(input: JsonObject, context: Context): JsonObject {
  const topic = topicOf(input, context);
  const entries = objects(input, 'PublishBatchRequestEntries');
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'The batch request does not contain any entries.');
  if (entries.length > ENTRIES_PER_BATCH) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  }
  const ids = entries.map((entry) => text(entry, 'Id') ?? '');
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  const alone = topic.attributes['FifoTopic'] !== 'true';
  const admitted: { readonly Id: string; readonly message: Admitted }[] = [];
  const Failed: JsonObject[] = [];
  for (const [index, entry] of entries.entries()) {
    const Id = ids[index] ?? '';
    try {
      admitted.push({ Id, message: admit(entry, topic) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (!alone || !/: (?:Subject|Empty message)$/.test(error.message)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  checkTopicKey(topic, context);
  const Successful = admitted.map(({ Id, message }) => ({ Id, ...publishAdmitted(topic, message, context) }));
  return { Successful, Failed };
}

/** The calls of SNS that take messages. */
export const publishOperations: Operations = { Publish: publish, PublishBatch: publishBatch };
