import { isJsonObject, type JsonObject } from '../../../../base/json.js';
import { parseArn } from '../../arn.js';
import type { MessageAttribute, MessageRecord, QueueRecord } from '../../message-records.js';
import { md5, md5OfAttributes } from '../../sqs/message-attributes.js';

/** A batch of messages as Lambda hands it to a function. */
export function sqsEvent(queue: QueueRecord, messages: readonly MessageRecord[]): JsonObject {
  const awsRegion = parseArn(queue.arn)?.region ?? '';
  return { Records: messages.map((message) => sqsRecord(queue.arn, awsRegion, message)) };
}

function sqsRecord(eventSourceARN: string, awsRegion: string, message: MessageRecord): JsonObject {
  const own = message.messageAttributes;
  return {
    messageId: message.id,
    receiptHandle: message.receipt ?? '',
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      ...message.attributes,
      ApproximateFirstReceiveTimestamp: String(message.firstReceived ?? message.sent),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(own).map(([name, attribute]) => [name, shownAttribute(attribute)]),
    ),
    ...(Object.keys(own).length === 0 ? {} : { md5OfMessageAttributes: md5OfAttributes(own) }),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  };
}

function shownAttribute({ DataType, StringValue, BinaryValue }: MessageAttribute): JsonObject {
  return {
    ...(StringValue === undefined ? {} : { stringValue: StringValue }),
    ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/**
 * The message ids that a function's answer says have failed.
 * @returns undefined where all of them have: the answer is malformed, or names a message that was not in the batch
 */
export function failedItems(
  answer: string,
  messages: readonly MessageRecord[],
): ReadonlySet<string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return undefined;
  }
  // Nothing, `{}` and no list are a full success, as the developer guide of Lambda has it.
  if (value === null) return new Set();
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const list: unknown = 'batchItemFailures' in value ? value.batchItemFailures : undefined;
  if (list === undefined || list === null) return new Set();
  if (!Array.isArray(list)) return undefined;
  const known = new Set(messages.map(({ id }) => id));
  const failed = new Set<string>();
  for (const item of list as unknown[]) {
    const id: unknown =
      typeof item === 'object' && item !== null && 'itemIdentifier' in item ? item.itemIdentifier : undefined;
    if (typeof id !== 'string' || !known.has(id)) return undefined;
    failed.add(id);
  }
  return failed;
}

/** The id of the EventBridge event in a message, directly or in an SNS envelope, or else the message's own. */
export function eventIdIn({ id, body }: MessageRecord): string {
  const value = objectIn(body);
  const enveloped = value?.['TopicArn'] === undefined ? value : objectIn(value['Message']);
  const eventId = enveloped?.['id'];
  return typeof eventId === 'string' ? eventId : id;
}

function objectIn(text: unknown): JsonObject | undefined {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
