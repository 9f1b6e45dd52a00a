import type { SendOrder } from '../../engine/targets/send-ways.js';
import { atJsonPath } from '../../language/events/input/index.js';
import type { DeadLetter } from './model.js';

/** What SQS takes as a message group (SendMessage in its API reference). */
const GROUP = /^[\x21-\x7e]{1,128}$/;

/**
 * The message group with which a dead letter goes back to a FIFO queue: that of its event. What names none is a group of its own:
 * EventBridge could not deliver it, and the processor can.
 * @param messageGroup as the file says it; undefined: the queue is not FIFO
 */
export function orderOf(
  { event, message }: Pick<DeadLetter, 'event' | 'message'>,
  messageGroup: string | undefined,
): SendOrder | undefined {
  if (messageGroup === undefined) return undefined;
  const found = messageGroup.startsWith('$') ? event && atJsonPath(event, messageGroup) : messageGroup;
  const text = typeof found === 'string' || typeof found === 'number' ? String(found) : '';
  // Not by its content: SQS still knows it from when it came first, and would drop what comes back within five minutes.
  return { group: GROUP.test(text) ? text : message.id, deduplicationId: message.id };
}
