import { editDistance } from '../../base/near-names.js';
import type { EventType } from './model.js';

/** How many near misses are worth reading. */
const SUGGESTIONS = 5;
/** How much worse than the nearest one a name may be and still be worth reading. */
const SURPLUS_COST = 3;
/** Longer texts are no names; comparing them would only cost time. */
const LONGEST_NAME = 200;

/** The words of a name in lower case, without `v2`, `detail`, `events` and whatever stands for an id. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1.$2')
    .toLowerCase()
    .replace(/\{[^}]*\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '.')
    .replace(/^v2\.(detail\.events\.)?/, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Edits between two words; more than `most` where their lengths already say so. */
function distance(a: string, b: string, most: number): number {
  return Math.abs(a.length - b.length) > most ? most + 1 : editDistance(a, b);
}

/** How many letters of a word may be wrong. */
function tolerance(word: string): number {
  return word.length <= 3 ? 0 : word.length <= 6 ? 1 : 2;
}

/** How well a wanted word is met by one of a name's words: 0 exactly, more for less, undefined not at all. */
function wordCost(wanted: string, offered: readonly string[]): number | undefined {
  let best: number | undefined;
  for (const word of offered) {
    const edits = distance(wanted, word, tolerance(wanted));
    const cost =
      edits <= tolerance(wanted)
        ? edits
        : wanted.length >= 4 && (word.startsWith(wanted) || wanted.startsWith(word))
          ? 2.5
          : undefined;
    if (cost !== undefined && (best === undefined || cost < best)) best = cost;
  }
  return best;
}

/** The difference between a text and a name, less for nearer; undefined where they have too little in common. */
function difference(wanted: readonly string[], joined: string, eventType: EventType): number | undefined {
  const offered = wordsOf(eventType.name);
  const names = [offered.join(''), wordsOf(eventType.alias ?? '').join('')];
  const edits = Math.min(...names.map((name) => distance(joined, name, 4)));
  const mostEdits = Math.min(4, Math.floor(joined.length / 4));
  let cost = edits <= mostEdits ? edits : undefined;
  let missed = 0;
  let spelling = 0;
  for (const word of wanted) {
    const spelt = wordCost(word, offered);
    if (spelt === undefined) missed++;
    else spelling += spelt;
  }
  if (wanted.length > 0 && missed * 2 < wanted.length) {
    const surplus = Math.max(0, offered.length - (wanted.length - missed));
    const byWords = spelling + missed * 4 + surplus * 1.2;
    cost = Math.min(cost ?? byWords, byWords);
  }
  return cost;
}

/** The event types whose names are near a text, best first; those that EventBridge carries before equals. */
export function nearEventTypes(text: string, eventTypes: readonly EventType[]): readonly EventType[] {
  if (text.length > LONGEST_NAME) return [];
  const wanted = wordsOf(text);
  const joined = wanted.join('');
  if (joined === '') return [];
  const near = eventTypes
    .flatMap((eventType) => {
      const cost = difference(wanted, joined, eventType);
      if (cost === undefined) return [];
      return [{ eventType, cost: cost + (eventType.transports === 'eventbridge' ? 0 : 0.5) }];
    })
    .sort((a, b) => a.cost - b.cost);
  const worst = (near[0]?.cost ?? 0) + SURPLUS_COST;
  return near
    .filter(({ cost }) => cost <= worst)
    .slice(0, SUGGESTIONS)
    .map(({ eventType }) => eventType);
}
