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
        ? 'What should be sent? Type a word (hang up, abandoned) or an event type'
        : 'What else? Enter ends the list, or type a word',
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
  return { value: undefined, name: `Nothing else: ${found.map(({ name }) => name).join(', ')}` };
}

function choice(eventType: EventType): Choice<EventType | undefined> {
  const { name, description, transports, queue } = eventType;
  const carried = transports === 'eventbridge' ? '' : ' Whether EventBridge carries it is not known.';
  const queues = queue === 'none' ? ' It names no queue.' : ' It names the queue.';
  return { value: eventType, name, description: `${description}${queues}${carried}` };
}
