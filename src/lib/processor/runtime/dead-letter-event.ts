import type { Delivery } from './delivery.js';
import type { Pipeline } from './pipeline.js';
import type { DeadLetterReason } from './sqs-queues.js';

/**
 * Gives an event up: it goes to the dead-letter queue, as it came.
 * @throws Error where it cannot be sent: the message then has to come again
 */
export async function deadLetterEvent(
  { queues, log }: Pipeline,
  delivery: Delivery,
  letter: DeadLetterReason,
): Promise<'deadLettered'> {
  await queues.sendDeadLetter(delivery.body(), letter);
  const { reason, detail, eventType } = letter;
  log.warn('event dead-lettered', { reason, detail, ...(eventType === undefined ? {} : { eventType }) });
  return 'deadLettered';
}
