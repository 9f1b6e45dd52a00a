import type { JsonObject, JsonValue } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import type { Context, Operations } from '../context.js';
import { integer, object, objects, text, texts } from '../input.js';
import type { MessageRecord, QueueRecord } from '../message-records.js';
import { SqsErrors } from './errors.js';
import { md5, md5OfAttributes, readMessageAttributes, sizeOf } from './message-attributes.js';
import { countAtQueue } from './queue-metrics.js';
import { queueOf } from './queues.js';
import { byReceipt, enqueue, isFifo, receiptId, take } from './store.js';

const ENTRIES_PER_BATCH = 10;
const ATTRIBUTES_PER_MESSAGE = 10;
/** Bytes of the messages of one batch, attributes included. */
const BATCH_BYTES = 1_048_576;

/**
 * X-Ray's trace header, with the fields of others behind. SQS refuses `Root=dummy` (aws/aws-xray-sdk-python, issue 213: in the
 * header of a request). [?] It was seen to take a Root that is shorter than X-Ray's; the sandbox does not.
 */
const TRACE = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(?:;[\w-]+=[^;=\s]+)*$/;

function checkFifo(queue: QueueRecord, entry: JsonObject): void {
  if (!isFifo(queue)) return;
  if (text(entry, 'MessageGroupId') === undefined) throw SqsErrors.missing('MessageGroupId');
  if (
    text(entry, 'MessageDeduplicationId') === undefined &&
    queue.attributes['ContentBasedDeduplication'] !== 'true'
  ) {
    throw SqsErrors.value(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  const delay = integer(entry, 'DelaySeconds');
  if (delay !== undefined) {
    throw SqsErrors.value(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
}

function checkBatchSize(entries: readonly JsonObject[]): void {
  const size = entries.reduce((sum, entry) => sum + entrySize(entry), 0);
  if (size > BATCH_BYTES) {
    throw SqsErrors.batch(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${BATCH_BYTES} bytes. You have sent ${size} bytes.`,
    );
  }
}

function entrySize(entry: JsonObject): number {
  const body = text(entry, 'MessageBody') ?? '';
  try {
    return sizeOf(body, readMessageAttributes(object(entry, 'MessageAttributes')));
  } catch (error) {
    // Its attributes are wrong: that entry alone fails, when its turn comes.
    if (error instanceof AwsError) return Buffer.byteLength(body);
    throw error;
  }
}

function sendOne(
  queue: QueueRecord,
  entry: JsonObject,
  context: Context,
  invalid = 'are invalid',
): JsonObject {
  const body = text(entry, 'MessageBody');
  if (body === undefined || body === '') throw SqsErrors.missing('MessageBody');
  checkFifo(queue, entry);
  const attributes = readMessageAttributes(object(entry, 'MessageAttributes'));
  const count = Object.keys(attributes).length;
  if (count > ATTRIBUTES_PER_MESSAGE) {
    throw SqsErrors.value(
      `Number of message attributes [${count}] exceeds the allowed maximum [${ATTRIBUTES_PER_MESSAGE}].`,
    );
  }
  const size = Number(queue.attributes['MaximumMessageSize']);
  if (sizeOf(body, attributes) > size) {
    throw SqsErrors.value(
      `One or more parameters ${invalid}. Reason: Message must be shorter than ${size} bytes.`,
    );
  }
  const group = text(entry, 'MessageGroupId');
  const deduplication = text(entry, 'MessageDeduplicationId');
  const delay = integer(entry, 'DelaySeconds');
  if (delay !== undefined && (delay < 0 || delay > 900)) {
    throw SqsErrors.value(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  // AWSTraceHeader is the one that there is.
  const system = readMessageAttributes(object(entry, 'MessageSystemAttributes'));
  const trace = system['AWSTraceHeader']?.StringValue;
  if (trace !== undefined && !TRACE.test(trace)) {
    throw SqsErrors.value(
      `Message (system) attribute 'AWSTraceHeader' is reserved for AWS X-Ray trace header and has an invalid value '${trace}'.`,
    );
  }
  const sent = enqueue(
    queue,
    {
      body,
      attributes,
      ...(trace === undefined ? {} : { trace }),
      ...(group === undefined ? {} : { group }),
      ...(deduplication === undefined ? {} : { deduplication }),
      ...(delay === undefined ? {} : { delaySeconds: delay }),
    },
    context,
  );
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5(body),
    ...(Object.keys(attributes).length === 0 ? {} : { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
    ...(trace === undefined ? {} : { MD5OfMessageSystemAttributes: md5OfAttributes(system) }),
    ...(sent.sequence === undefined ? {} : { SequenceNumber: sent.sequence }),
  };
}

/** Does each entry of a batch; what fails is answered beside what did not. */
function batch(input: JsonObject, work: (entry: JsonObject) => JsonObject): JsonObject {
  const entries = objects(input, 'Entries');
  if (entries.length === 0) {
    throw SqsErrors.batch(
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    );
  }
  if (entries.length > ENTRIES_PER_BATCH) {
    throw SqsErrors.batch(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${ENTRIES_PER_BATCH}. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map((entry) => text(entry, 'Id') ?? '');
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw SqsErrors.batch(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw SqsErrors.batch('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  for (const [index, entry] of entries.entries()) {
    const Id = ids[index] ?? '';
    try {
      Successful.push({ Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.queryCode, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, ...(Failed.length === 0 ? {} : { Failed }) };
}

function deleteOne(queue: QueueRecord, entry: JsonObject, context: Context): JsonObject {
  const handle = text(entry, 'ReceiptHandle') ?? '';
  if (receiptId(handle) === undefined) throw SqsErrors.receipt(handle);
  const message = byReceipt(queue, handle);
  queue.messages = queue.messages.filter((other) => other !== message);
  // With a good handle each time it is asked for, also of what is gone.
  countAtQueue('NumberOfMessagesDeleted', queue, context);
  return {};
}

function changeVisibility(queue: QueueRecord, entry: JsonObject, context: Context): JsonObject {
  const handle = text(entry, 'ReceiptHandle') ?? '';
  const seconds = integer(entry, 'VisibilityTimeout');
  if (seconds === undefined) throw SqsErrors.missing('VisibilityTimeout');
  if (seconds < 0 || seconds > 43_200) {
    throw SqsErrors.value(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
    );
  }
  if (receiptId(handle) === undefined) throw SqsErrors.receipt(handle);
  const message = byReceipt(queue, handle);
  if (message === undefined || message.visibleAt <= context.now()) {
    throw SqsErrors.value(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  message.visibleAt = context.now() + seconds * 1_000;
  if (seconds === 0) context.arrived(queue.arn);
  return {};
}

async function receive(input: JsonObject, context: Context): Promise<JsonObject> {
  const queue = queueOf(input, context);
  const most = integer(input, 'MaxNumberOfMessages') ?? 1;
  if (most < 1 || most > ENTRIES_PER_BATCH) {
    throw SqsErrors.value(
      `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  }
  const wait =
    integer(input, 'WaitTimeSeconds') ?? Number(queue.attributes['ReceiveMessageWaitTimeSeconds'] ?? 0);
  if (wait < 0 || wait > 20) {
    throw SqsErrors.value(
      `Value ${wait} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
    );
  }
  const hide = integer(input, 'VisibilityTimeout') ?? Number(queue.attributes['VisibilityTimeout'] ?? 30);
  const end = performance.now() + wait * 1_000;
  let taken = take(queue, most, hide, context);
  while (taken.length === 0 && context.state.queues.has(queue.arn)) {
    const left = end - performance.now();
    if (left <= 0) break;
    const now = context.now();
    const hidden = queue.messages.map(({ visibleAt }) => visibleAt - now).filter((time) => time > 0);
    await context.arrival(queue.arn, Math.min(left, ...hidden));
    taken = take(queue, most, hide, context);
  }
  if (taken.length === 0) {
    countAtQueue('NumberOfEmptyReceives', queue, context);
    return {};
  }
  const system = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')];
  const user = texts(input, 'MessageAttributeNames');
  return { Messages: taken.map((message) => shown(message, system, user)) };
}

function shown(message: MessageRecord, system: readonly string[], user: readonly string[]): JsonObject {
  const all: Record<string, string> = {
    ...message.attributes,
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceived ?? message.sent),
  };
  const attributes = Object.entries(all).filter(([name]) => system.includes('All') || system.includes(name));
  const own = Object.entries(message.messageAttributes).filter(([name]) =>
    user.some((wanted) =>
      ['All', '.*', name].includes(wanted)
        ? true
        : wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2)),
    ),
  );
  const result: Record<string, JsonValue> = {
    MessageId: message.id,
    ReceiptHandle: message.receipt ?? '',
    MD5OfBody: md5(message.body),
    Body: message.body,
  };
  if (attributes.length > 0) result['Attributes'] = Object.fromEntries(attributes);
  if (own.length > 0) {
    const kept = Object.fromEntries(own);
    result['MessageAttributes'] = Object.fromEntries(
      own.map(([name, attribute]) => [name, { ...attribute }]),
    );
    result['MD5OfMessageAttributes'] = md5OfAttributes(kept);
  }
  return result;
}

/** The calls of SQS that concern messages. */
export const messageOperations: Operations = {
  SendMessage: (input, context) => sendOne(queueOf(input, context), input, context),
  SendMessageBatch: (input, context) => {
    const queue = queueOf(input, context);
    checkBatchSize(objects(input, 'Entries'));
    // In other words than SendMessage (both recorded).
    return batch(input, (entry) => sendOne(queue, entry, context, 'cannot be validated'));
  },
  ReceiveMessage: receive,
  DeleteMessage: (input, context) => deleteOne(queueOf(input, context), input, context),
  DeleteMessageBatch: (input, context) => {
    const queue = queueOf(input, context);
    return batch(input, (entry) => deleteOne(queue, entry, context));
  },
  ChangeMessageVisibility: (input, context) => changeVisibility(queueOf(input, context), input, context),
  ChangeMessageVisibilityBatch: (input, context) => {
    const queue = queueOf(input, context);
    return batch(input, (entry) => changeVisibility(queue, entry, context));
  },
};
