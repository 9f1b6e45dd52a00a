import { ownValue } from '../../../base/own-value.js';
import { type DeadLetter, deadLetterQueues } from '../../redrive/index.js';
import type { Course } from '../evidence/courses.js';
import type { Ground } from '../evidence/ground.js';
import { eventIdOf } from '../evidence/letter-events.js';
import type { DeadLetterSearch, DeadLetterSeen } from '../model/evidence.js';
import type { Moment } from '../model/moment.js';
import type { Material } from './material.js';

/** What dead-letter queues tell of one event at one target. */
export interface AtTarget {
  readonly seen?: DeadLetterSeen;
  readonly search: DeadLetterSearch;
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
