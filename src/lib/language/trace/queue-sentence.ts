import type { JsonObject } from '../../base/json.js';
import { orList } from '../../base/words.js';
import type { EventFormat } from '../events/index.js';
import { eventTypeOf, textAt } from './event-words.js';
import type { NamedQueue } from './model.js';

/** Queues that a sentence names. */
const namedQueues = 3;

const nouns: ReadonlyMap<string, string> = new Map([
  ['VOICE', 'call'],
  ['CALLBACK', 'callback'],
  ['CHAT', 'chat'],
  ['EMAIL', 'email'],
  ['MESSAGE', 'message'],
]);

/** Says which queue an event is of, and which is wanted: `The call left Billing, not Sales Support.` */
export function queueSentence(
  event: JsonObject,
  has: NamedQueue,
  wanted: readonly NamedQueue[],
  format?: EventFormat,
): string {
  // Queues of several divisions may share a name, and a queue that is created again has its old one's: then ids tell them apart.
  const alike = wanted.some(({ id, name }) => name !== undefined && name === has.name && id !== has.id);
  const words = alike ? queueWordsWithId : queueWords;
  return `The ${subjectOf(event, format)} ${words(has)}, not ${wantedWords(wanted, words)}.`;
}

function queueWordsWithId({ id, name }: NamedQueue): string {
  return name === undefined ? queueWords({ id }) : `${name} (${id.slice(0, 8)})`;
}

/** A queue by its name, else by the beginning of its id. */
export function queueWords({ id, name }: NamedQueue): string {
  return name ?? `queue ${id.slice(0, 8)}`;
}

function subjectOf(event: JsonObject, format?: EventFormat): string {
  const name = eventTypeOf(event, format)?.name ?? '';
  if (!name.startsWith('conversation.')) return 'event is about';
  const noun =
    nouns.get(textAt(event, `${format?.places.payload ?? 'detail.eventBody'}.mediaType`) ?? '') ??
    'conversation';
  if (name === 'conversation.acd.end') return `${noun} left`;
  if (name === 'conversation.acd.start') return `${noun} entered`;
  return `${noun} came through`;
}

function wantedWords(wanted: readonly NamedQueue[], queueWords: (queue: NamedQueue) => string): string {
  if (wanted.length > namedQueues) return `one of the ${wanted.length} queues that are wanted`;
  return wanted.length === 0 ? 'the one that is wanted' : orList(wanted.map(queueWords));
}
