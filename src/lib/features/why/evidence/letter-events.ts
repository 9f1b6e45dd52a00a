import type { DeadLetter } from '../../redrive/index.js';
import type { SeenEvent } from '../model/moment.js';

/** The events that dead letters hold; what a template made of an event is none. */
export function eventsIn(letters: readonly DeadLetter[]): readonly SeenEvent[] {
  return letters.flatMap((letter) => {
    const { event } = letter;
    const id = eventIdOf(letter);
    return event === undefined || id === undefined ? [] : [{ id, json: event }];
  });
}

/** The id of the event in a dead letter; undefined where it holds none. */
export function eventIdOf({ event }: DeadLetter): string | undefined {
  const id = event?.['id'];
  const whole = typeof event?.['detail-type'] === 'string' && event['detail'] !== undefined;
  return whole && typeof id === 'string' ? id : undefined;
}
