import type { JsonObject, JsonValue } from '../../../base/json.js';
import type { Context } from '../context.js';
import type { MessageAttribute, SubscriptionRecord, TopicRecord } from '../message-records.js';

/** A message on its way to a topic's subscribers. */
export interface TopicMessage {
  readonly id: string;
  readonly body: string;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly group?: string;
  readonly deduplication?: string;
  /** Of a FIFO topic. */
  readonly sequence?: string;
  /** What the delivery log says of where it came from. */
  readonly origin: { readonly eventId: string; readonly bus?: string; readonly rule?: string };
}

interface Wrapped {
  readonly topic: TopicRecord;
  readonly subscription: SubscriptionRecord;
  readonly message: TopicMessage;
}

/** What a signature says, of which none could be verified; messages of FIFO topics have none (recorded 2026-09-22). */
const SIGNATURE = { SignatureVersion: '1', Signature: 'gcx-sandbox' } as const;

function certificate(region: string): string {
  return `https://sns.${region}.amazonaws.com/SimpleNotificationService-sandbox.pem`;
}

function unsubscribe({ subscription }: Wrapped, context: Context): string {
  return `${context.origin}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription.arn)}`;
}

function shownAttributes({ attributes }: TopicMessage): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}

function head({ topic, message }: Wrapped, subject: JsonObject, context: Context): JsonObject {
  return {
    Type: 'Notification',
    MessageId: message.id,
    ...(message.sequence === undefined ? {} : { SequenceNumber: message.sequence }),
    TopicArn: topic.arn,
    ...subject,
    Message: message.body,
    Timestamp: new Date(context.now()).toISOString(),
  };
}

/**
 * The message as SNS wraps it for an SQS queue: indented by two spaces, with blanks around the colons (recorded
 * 2026-09-14, filters.json).
 */
export function envelopeText(wrapped: Wrapped, context: Context): string {
  const { message, topic } = wrapped;
  const subject = message.subject === undefined ? {} : { Subject: message.subject };
  const signed = topic.attributes['FifoTopic'] !== 'true';
  const fields: JsonObject = {
    ...head(wrapped, subject, context),
    ...(signed ? { ...SIGNATURE, SigningCertURL: certificate(context.region) } : {}),
    UnsubscribeURL: unsubscribe(wrapped, context),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  "${name}" : ${JSON.stringify(value)}`);
  const attributes = Object.entries(shownAttributes(message)).map(
    ([name, value]) => `    ${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  if (attributes.length > 0) lines.push(`  "MessageAttributes" : {\n${attributes.join(',\n')}\n  }`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** The event that a function gets: the URLs are spelled otherwise, and all fields are there (recorded 2026-09). */
export function functionEvent(wrapped: Wrapped, context: Context): JsonObject {
  const { message, subscription } = wrapped;
  const Sns = {
    ...head(wrapped, { Subject: message.subject ?? null }, context),
    ...SIGNATURE,
    SigningCertUrl: certificate(context.region),
    UnsubscribeUrl: unsubscribe(wrapped, context),
    MessageAttributes: shownAttributes(message),
  };
  return {
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns }],
  };
}
