import { isJsonObject, type JsonValue } from '../../base/json.js';
import { once } from '../../base/once.js';
import { readPackageData } from '../../base/package-data.js';
import { catalogue, type EventType } from '../../language/events/index.js';

/** Words of people for what happens, and the short names of the event types that they mean, best first. */
interface EventWords {
  readonly say: readonly string[];
  readonly mean: readonly string[];
}

/** config/event-words.json. */
export const eventWords: () => readonly EventWords[] = once(() => {
  const data: unknown = JSON.parse(readPackageData('event-words.json'));
  const words = isJsonObject(data) ? data['words'] : undefined;
  return (Array.isArray(words) ? words : []).filter(isJsonObject).map(({ say, mean }) => ({
    say: textsOf(say),
    mean: textsOf(mean),
  }));
});

/**
 * The event types to offer for what a person typed: first those that the person's words mean ("hang up"), then those whose
 * name or description has all the words, each group with the usual ones first. All for no text.
 */
export function searchEventTypes(term: string | undefined): readonly EventType[] {
  const wanted = (term ?? '').trim().toLowerCase();
  const all = offered();
  if (wanted === '') return all;
  const words = wanted.split(/\s+/);
  const named = all.filter(({ name, alias }) => name.toLowerCase() === wanted || alias === wanted);
  const containing = all.filter((each) => words.every((word) => nameOf(each).includes(word)));
  // A name that is being typed goes before what its letters mean as a word: "conversation.acw".
  const typed = wanted.includes('.') ? containing : [];
  const described = all.filter((each) => {
    const text = `${nameOf(each)} ${each.description.toLowerCase()}`;
    return words.every((word) => text.includes(word));
  });
  return [...new Set([...named, ...typed, ...meant(wanted), ...containing, ...described])];
}

/** Short names of the event types that a person's words mean ("hang up"), the closest first. */
export function eventTypesMeant(words: string): readonly string[] {
  return meant(words.trim().toLowerCase()).map(({ name }) => name);
}

/** What the person's words mean, the closest words first. */
function meant(wanted: string): readonly EventType[] {
  const found = eventWords()
    .flatMap(({ say, mean }) => {
      const cost = Math.min(...say.map((phrase) => distance(wanted, phrase)));
      return Number.isFinite(cost) ? [{ cost, mean }] : [];
    })
    .sort((one, other) => one.cost - other.cost);
  return found.flatMap(({ mean }) => mean.flatMap((name) => catalogue().find(name) ?? []));
}

/** 0 where the words are the phrase, more where one is only part of the other; Infinity where they are not. */
function distance(wanted: string, phrase: string): number {
  if (wanted === phrase) return 0;
  const words = wanted.split(/[\s-]+/).filter((word) => !FILLERS.has(word));
  const of = phrase.split(/[\s-]+/);
  if (words.length === 0) return Number.POSITIVE_INFINITY;
  // What is typed word by word: "hang", "hang u".
  if (
    words.every((word) =>
      of.some((each) => each.startsWith(word) || (word.length > 3 && stem(word) === stem(each))),
    )
  )
    return 1 + of.length - words.length;
  return of.every((each) => words.some((word) => stem(word) === stem(each)))
    ? 3 + words.length - of.length
    : Number.POSITIVE_INFINITY;
}

const FILLERS: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'is',
  'was',
  'when',
  'has',
  'have',
  'been',
  'of',
]);

/** `abandoned`, `abandons` and `abandon` are one word here. */
function stem(word: string): string {
  return ['s', 'ing|ed|er', 'e'].reduce(
    (rest, ending) => rest.replace(new RegExp(`(?<=\\w{3})(?:${ending})$`), ''),
    word,
  );
}

/** Most pipes begin with what happens in a queue, then with what EventBridge is known to carry. */
const offered: () => readonly EventType[] = once(() =>
  catalogue()
    .all.filter(({ transports }) => transports !== 'other')
    .toSorted((one, other) => usefulness(one) - usefulness(other)),
);

function usefulness({ transports, queue }: EventType): number {
  if (transports !== 'eventbridge') return 2;
  return queue === 'body' ? 0 : 1;
}

function nameOf({ name }: EventType): string {
  return name.toLowerCase();
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
