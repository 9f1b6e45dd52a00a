import type { Asker, Choice } from '../../base/terminal/asker.js';
import type { EventType } from '../../language/events/index.js';
import { type EventAnswer, eventAnswer } from './answers.js';
import { searchEventTypes } from './event-search.js';

/**
 * Asks for event types, one after another, with a search that knows people's words for them.
 * @param taken those that are there already, which are not offered
 */
export async function askEvents(
  asker: Asker,
  taken: readonly string[] = [],
): Promise<readonly EventAnswer[]> {
  const found: EventType[] = [];
  for (;;) {
    const next = await asker.search<EventType | undefined>(
      found.length === 0
        ? 'Which events do you want to send? Type a word (hang up) or an event type'
        : 'Add another event type? Press Enter to finish, or type to search',
      (term) => [
        ...(found.length === 0 || (term ?? '') !== '' ? [] : [done(found)]),
        ...searchEventTypes(term)
          .filter((each) => !found.includes(each) && !taken.includes(each.name))
          .map(choice),
      ],
    );
    if (next === undefined) return found.map(eventAnswer);
    found.push(next);
  }
}

function done(found: readonly EventType[]): Choice<EventType | undefined> {
  return { value: undefined, name: `Done: ${found.map(({ name }) => name).join(', ')}` };
}

function choice(eventType: EventType): Choice<EventType | undefined> {
  const { name, description, transports, queue } = eventType;
  const carried = transports === 'eventbridge' ? '' : ' It is not known whether EventBridge delivers it.';
  const queues =
    queue !== 'none'
      ? ' It includes the queue.'
      : description.includes('names no queue')
        ? ''
        : ' It does not include the queue.';
  return { value: eventType, name, description: `${description}${queues}${carried}` };
}
