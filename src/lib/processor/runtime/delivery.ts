import { isJsonObject, type JsonObject } from '../../base/json.js';
import { DeadLetterAttribute } from '../contract/settings.js';
import { noteInTrace, TRACE_HEADER } from '../contract/trace-note.js';

/** An event as it was delivered, not yet looked into. */
export interface Delivery {
  /** The parsed JSON, taken out of an SNS envelope; `undefined` where it is not JSON. */
  readonly content: unknown;
  /** What a dead-letter queue gets: the message as it came. */
  readonly body: () => string;
  /** How often it was received, from 1. */
  readonly attempt: number;
  /** When it was first received, epoch milliseconds; absent where SQS does not say. */
  readonly firstReceived?: number;
  /** Sent back from a dead-letter queue. */
  readonly redriven: boolean;
  /** The message group of a FIFO queue, whose events are handled one after another. Absent: it has none. */
  readonly group?: string;
  /** Whether another event of its message group comes before it in the batch. */
  readonly behind?: true;
  /** The SQS message; absent where Lambda was invoked directly. */
  readonly message?: SqsMessage;
}

/** What SQS knows a message by. */
export interface SqsMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
}

/** What Lambda was invoked with. */
export interface Invocation {
  /** By an event source mapping, which wants to know which messages failed. */
  readonly fromSqs: boolean;
  readonly deliveries: readonly Delivery[];
}

/**
 * Takes apart what Lambda was invoked with: an SQS batch, SNS's records, one event, or a list of any of these, which
 * nobody but a person makes: its messages are in no SQS queue, but the order of their groups is kept.
 */
export function readInvocation(event: unknown): Invocation {
  const records = recordsOf(event);
  if (records === undefined) {
    const events: readonly unknown[] = Array.isArray(event) ? event : [event];
    const deliveries = events.flatMap((each) => recordsOf(each)?.map(withoutMessage) ?? [direct(each)]);
    return { fromSqs: false, deliveries: withPlaces(deliveries) };
  }
  return {
    fromSqs: records.every((record) => isJsonObject(record) && record['eventSource'] === 'aws:sqs'),
    deliveries: withPlaces(records.map(fromRecord)),
  };
}

function recordsOf(event: unknown): readonly unknown[] | undefined {
  const records = isJsonObject(event) ? event['Records'] : undefined;
  return Array.isArray(records) ? records : undefined;
}

function withoutMessage(record: unknown): Delivery {
  const { message: _, ...delivery } = fromRecord(record);
  return delivery;
}

/** SQS gives out the messages of a group in their order. */
function withPlaces(deliveries: readonly Delivery[]): readonly Delivery[] {
  const seen = new Set<string>();
  return deliveries.map((delivery) => {
    const { group } = delivery;
    if (group === undefined) return delivery;
    if (seen.has(group)) return { ...delivery, behind: true };
    seen.add(group);
    return delivery;
  });
}

function fromRecord(record: unknown): Delivery {
  if (!isJsonObject(record)) return direct(record);
  const { Sns, messageId, receiptHandle, body } = record;
  if (isJsonObject(Sns) && typeof Sns['Message'] === 'string') {
    const { Message: message } = Sns;
    // As it came: it may be no JSON.
    return { ...direct(parsed(message)), body: () => message };
  }
  if (record['eventSource'] !== 'aws:sqs' || typeof body !== 'string' || typeof messageId !== 'string') {
    return direct(record);
  }
  const attributes = isJsonObject(record['attributes']) ? record['attributes'] : {};
  const firstReceived = Number(attributes['ApproximateFirstReceiveTimestamp']);
  const own = isJsonObject(record['messageAttributes']) ? record['messageAttributes'] : {};
  return {
    content: unwrapped(parsed(body)),
    body: () => body,
    attempt: Math.max(1, Number(attributes['ApproximateReceiveCount']) || 1),
    ...(firstReceived > 0 ? { firstReceived } : {}),
    ...groupOf(attributes),
    redriven:
      Object.hasOwn(own, DeadLetterAttribute.redriven) ||
      noteInTrace(attributes[TRACE_HEADER], DeadLetterAttribute.redriven) !== undefined ||
      'DeadLetterQueueSourceArn' in attributes,
    message: { messageId, receiptHandle: String(receiptHandle) },
  };
}

/** Only a FIFO queue numbers its messages: the groups of a fair queue have no order. */
function groupOf({ MessageGroupId: group, SequenceNumber: number }: JsonObject): Pick<Delivery, 'group'> {
  return typeof group === 'string' && number !== undefined ? { group } : {};
}

function direct(event: unknown): Delivery {
  return {
    content: unwrapped(event),
    body: () => JSON.stringify(event) ?? 'null',
    attempt: 1,
    redriven: false,
  };
}

/** The message of an SNS envelope, as a queue without raw delivery gets it. */
function unwrapped(value: unknown): unknown {
  if (!isJsonObject(value) || value['Type'] !== 'Notification' || typeof value['Message'] !== 'string')
    return value;
  return parsed(value['Message']);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
