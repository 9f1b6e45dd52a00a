import { jsonObjectIn } from '../../base/json.js';
import { conversationIdOf, type EventFormat } from '../../language/events/index.js';
import { DeadLetterAttribute } from '../../processor/contract/settings.js';
import { noteInTrace, TRACE_HEADER } from '../../processor/contract/trace-note.js';
import type { DeadLetter, DeadLetterOrigin, DeadMessage } from './model.js';

/** Reason of what SQS moved by itself. */
const RECEIVER_DIED = 'receiver-died';

/** Reason of a message that nobody explains. */
const UNKNOWN_REASON = 'unknown';

/**
 * Understands a message of a dead-letter queue. EventBridge says why in the message attributes RULE_ARN, TARGET_ARN,
 * ERROR_CODE and ERROR_MESSAGE (EventBridge user guide, dead-letter queues); gcx's processor in {@link DeadLetterAttribute},
 * of an event that leaves no room for it in the trace header.
 * @param formats those of the file's relays
 */
export function readDeadLetter(
  queue: string,
  message: DeadMessage,
  formats: readonly EventFormat[] = [],
): DeadLetter {
  const origin = originOf(message);
  const event = jsonObjectIn(message.body);
  const conversationId = event === undefined ? undefined : conversationIdOf(event, formats);
  const detailType = event?.['detail-type'];
  const eventType =
    message.messageAttributes[DeadLetterAttribute.eventType] ??
    (typeof detailType === 'string' ? detailType : undefined);
  return {
    queue,
    message,
    origin,
    reason: reasonOf(origin),
    ...(eventType === undefined ? {} : { eventType }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(event === undefined ? {} : { event }),
  };
}

function originOf({ messageAttributes, attributes }: DeadMessage): DeadLetterOrigin {
  const reason = messageAttributes[DeadLetterAttribute.reason];
  if (reason !== undefined) {
    const detail = messageAttributes[DeadLetterAttribute.detail];
    return {
      kind: 'processor',
      ...processorOf(messageAttributes),
      reason,
      ...(detail === undefined ? {} : { detail }),
    };
  }
  const { TARGET_ARN: targetArn, ERROR_CODE: code, ERROR_MESSAGE: text } = messageAttributes;
  // What EventBridge could not deliver and SQS then moved on still carries EventBridge's attributes.
  if (targetArn !== undefined) {
    return {
      kind: 'eventbridge',
      targetArn,
      code: code ?? UNKNOWN_REASON,
      ...(text === undefined ? {} : { detail: text }),
    };
  }
  const sourceArn = attributes['DeadLetterQueueSourceArn'];
  if (sourceArn !== undefined) return { kind: 'sqs', sourceArn };
  // Last: it stays with a message that was sent back, and died again.
  const noted = noteInTrace(attributes[TRACE_HEADER], DeadLetterAttribute.reason);
  return noted === undefined
    ? { kind: 'unknown' }
    : { kind: 'processor', ...processorOf(messageAttributes), reason: noted };
}

function processorOf({ [DeadLetterAttribute.processor]: processor }: DeadMessage['messageAttributes']): {
  readonly processor?: string;
} {
  return processor === undefined ? {} : { processor };
}

function reasonOf(origin: DeadLetterOrigin): string {
  switch (origin.kind) {
    case 'processor':
      return origin.reason;
    case 'eventbridge':
      return origin.code;
    case 'sqs':
      return RECEIVER_DIED;
    case 'unknown':
      return UNKNOWN_REASON;
  }
}
