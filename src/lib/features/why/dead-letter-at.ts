import { ownValue } from '../../base/own-value.js';
import { type DeadLetter, deadLetterQueues } from '../redrive/index.js';
import type { Course } from './courses.js';
import type { DeadLetterSearch, DeadLetterSeen } from './evidence.js';
import type { Ground } from './ground.js';
import type { Material } from './material.js';
import type { Moment, SeenEvent } from './moment.js';

/** What dead-letter queues tell of one event at one target. */
export interface AtTarget {
  readonly seen?: DeadLetterSeen;
  readonly search: DeadLetterSearch;
}

/** The events that dead letters hold; what a template made of an event is none. */
export function eventsIn(letters: readonly DeadLetter[]): readonly SeenEvent[] {
  return letters.flatMap((letter) => {
    const { event } = letter;
    const id = eventIdOf(letter);
    return event === undefined || id === undefined ? [] : [{ id, json: event }];
  });
}

/** EventBridge's dead letter of an event for a target. */
export function deadLetterAt(moment: Moment, course: Course, material: Material): AtTarget {
  const ofTarget = material.letters.filter(
    ({ origin }) => origin.kind === 'eventbridge' && origin.targetArn === course.arn,
  );
  const search = searchOf(course, material.ground);
  const own = ofTarget.find((letter) => moment.eventId !== undefined && eventIdOf(letter) === moment.eventId);
  if (own !== undefined) return { seen: seenOf(own), search };
  // What a template made of events holds no id of them: which is which cannot be told unless it is true of all.
  const nameless = ofTarget.filter((letter) => eventIdOf(letter) === undefined);
  const [some] = nameless;
  if (some === undefined) return { search };
  const open = material.placed.filter(
    ({ moment: { eventId }, found }) =>
      found.courses.some(({ arn }) => arn === course.arn) &&
      !ofTarget.some((letter) => eventId !== undefined && eventIdOf(letter) === eventId),
  );
  return open.length <= nameless.length
    ? { seen: seenOf(some), search }
    : { search: { kind: 'ambiguous', letters: nameless.length, events: open.length } };
}

/** The id of the event in a dead letter; undefined where it holds none. */
export function eventIdOf({ event }: DeadLetter): string | undefined {
  const id = event?.['id'];
  const whole = typeof event?.['detail-type'] === 'string' && event['detail'] !== undefined;
  return whole && typeof id === 'string' ? id : undefined;
}

function seenOf({ reason, message }: DeadLetter): DeadLetterSeen {
  const retries = Number(message.messageAttributes['RETRY_ATTEMPTS']);
  return {
    identity: 'certain',
    reason,
    ...(message.sentAt === undefined ? {} : { since: message.sentAt }),
    ...(retries > 0 ? { attempts: retries + 1 } : {}),
  };
}

function searchOf({ target: name }: Course, { config, letters }: Ground): DeadLetterSearch {
  const target = ownValue(config.targets, name);
  if (target?.deadLetter === undefined) return { kind: 'none-configured' };
  const searches = deadLetterQueues(config, target).flatMap((queue) => letters.searches.get(queue) ?? []);
  return searches.find(({ kind }) => kind !== 'whole') ?? searches[0] ?? { kind: 'none-configured' };
}
