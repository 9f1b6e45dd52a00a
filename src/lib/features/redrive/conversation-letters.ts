import type { Config } from '../../language/config/model.js';
import { type EventFormat, formatsInUse } from '../../language/events/index.js';
import type { DeadLetter } from './model.js';

/** The event formats of a file's routes. */
export function formatsOf({ routes }: Pick<Config, 'routes'>): readonly EventFormat[] {
  return formatsInUse(Object.values(routes)).map(({ format }) => format);
}

/**
 * Whether a dead letter is of a conversation; undefined means any. Where a target's input made something else of the event, the
 * conversation's id anywhere in it counts.
 */
export function isOfConversation(
  { conversationId, message }: Pick<DeadLetter, 'conversationId' | 'message'>,
  conversation: string | undefined,
): boolean {
  if (conversation === undefined) return true;
  const wanted = conversation.toLowerCase();
  return conversationId?.toLowerCase() === wanted || message.body.toLowerCase().includes(wanted);
}
