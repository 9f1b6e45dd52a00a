import { editDistance } from '../../base/near-names.js';
import { type Case, type Diagnosis, wouldPass } from './diagnosis.js';
import { joined, lastName, type PlaceInEvent } from './event-map.js';
import { scalarWords } from './words.js';

/** Names longer than this are not compared for likeness. */
const maxComparedName = 64;
/** Event types that a cure names. */
const shownEventTypes = 4;

/** Says why an event has no value at a condition's path. */
export function diagnoseMissing(given: Case): Diagnosis {
  return (
    objectThere(given) ??
    followPath(given) ??
    elsewhere(given, true) ??
    neverCarried(given) ??
    elsewhere(given, false) ??
    emptyThere(given) ??
    missing(given)
  );
}

/** The path leads to an object, and conditions are about values. */
function objectThere(given: Case): Diagnosis | undefined {
  const { path } = given.condition;
  const place = given.map.places.get(path);
  if (place === undefined || place.names.size === 0) return undefined;
  const within = [...place.names].map((name) => joined(path, name));
  const fitting = within.find((inner) => wouldPass(given, given.map.places.get(inner)?.scalars ?? []));
  const names = [...place.names].slice(0, 6).join(', ');
  const asks = given.condition.tests.every((test) => test.kind === 'exists');
  return {
    kind: 'object-not-value',
    message: `${path} is an object (with ${names}), and a condition is about values${asks ? ', exists too' : ''}.`,
    cure: `Ask about ${fitting ?? within[0] ?? path}.`,
    at: path,
  };
}

/** Follows the path through the event up to the name that goes wrong. */
function followPath(given: Case): Diagnosis | undefined {
  const { path } = given.condition;
  const names = path.split('.');
  let at = '';
  for (const [index, name] of names.entries()) {
    const place = given.map.places.get(at);
    if (place === undefined) return undefined;
    if (place.names.size === 0) {
      if (place.scalars.length === 0) return undefined;
      return valueInTheWay(given, place, names.slice(index).join('.'));
    }
    if (!place.names.has(name)) return likeName(given, place, names.slice(0, index), name);
    at = joined(at, name);
  }
  return undefined;
}

function valueInTheWay(given: Case, place: PlaceInEvent, rest: string): Diagnosis {
  const [scalar] = place.scalars;
  const fits = wouldPass(given, place.scalars);
  return {
    kind: 'value-not-object',
    message: `${place.path} is ${scalar === undefined ? 'a value' : scalarWords(scalar, given.knowledge)}, not an object, so it has no ${rest}.`,
    ...(fits ? { cure: `Ask about ${place.path} itself.` } : {}),
    at: place.path,
  };
}

/** A name of the event that the pattern's name was meant to be. */
function likeName(
  given: Case,
  place: PlaceInEvent,
  before: readonly string[],
  name: string,
): Diagnosis | undefined {
  const { path } = given.condition;
  const wanted = joined(before.join('.'), name);
  const rest = path.slice(wanted.length);
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = [...place.names].filter((candidate) => candidate.length <= maxComparedName);
  const sameLetters = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const similar =
    sameLetters ?? known.find((candidate) => bare(candidate) !== '' && bare(candidate) === bare(name));
  const near =
    similar ?? (name.length > maxComparedName ? undefined : nearest(given, place, name, rest, known));
  if (near === undefined) return undefined;
  const meant = joined(place.path, near);
  const caseOnly = near.toLowerCase() === name.toLowerCase();
  return {
    kind: caseOnly ? 'key-case' : 'key-spelling',
    message: caseOnly
      ? `The event has ${meant}; the pattern writes ${wanted}, and upper and lower case differ.`
      : `The event has no ${wanted}, but ${meant}.`,
    cure: `Write ${meant}${rest}.`,
    at: wanted,
  };
}

function nearest(
  given: Case,
  place: PlaceInEvent,
  name: string,
  rest: string,
  known: readonly string[],
): string | undefined {
  // A real field of other events is no slip of the pen.
  if (isKnownField(given)) return undefined;
  const tolerated = name.length <= 4 ? 1 : name.length <= 8 ? 2 : 3;
  let best: string | undefined;
  let least = tolerated + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const leads = rest === '' || given.map.places.has(joined(place.path, candidate) + rest);
    if (distance < least && leads) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function isKnownField({ condition, detailType, knowledge }: Case): boolean {
  if (detailType !== undefined && knowledge.carries?.(detailType, condition.path) === true) return true;
  return (knowledge.eventTypesWith?.(condition.path) ?? []).length > 0;
}

/** The same field at another place of the event. */
function elsewhere(given: Case, onlyFitting: boolean): Diagnosis | undefined {
  const { path } = given.condition;
  const name = lastName(path).toLowerCase();
  // Names that stand everywhere say nothing about what was meant.
  if (!onlyFitting && (name === 'id' || name === 'name' || isKnownField(given))) return undefined;
  const found = [...given.map.places.values()]
    .filter((place) => place.path !== path && place.scalars.length > 0)
    .filter((place) => lastName(place.path).toLowerCase() === name)
    .filter((place) => !onlyFitting || wouldPass(given, place.scalars))
    .sort((one, other) => one.path.length - other.path.length)[0];
  if (found === undefined) return undefined;
  return {
    kind: 'wrong-place',
    message: `The event has no ${path}, but ${found.path}.`,
    cure: `Write ${found.path}.`,
    at: commonStart(path, found.path),
  };
}

/** Where two paths part: conditions that leave out the same object share one reason. */
function commonStart(wanted: string, found: string): string {
  const beforeWanted = wanted.slice(0, Math.max(0, wanted.length - lastName(wanted).length - 1));
  const beforeFound = found.slice(0, Math.max(0, found.length - lastName(found).length - 1));
  return `${beforeWanted} for ${beforeFound}`;
}

/** The event type has no such field, ever. */
function neverCarried(given: Case): Diagnosis | undefined {
  const { condition, detailType, knowledge } = given;
  if (detailType === undefined || knowledge.carries?.(detailType, condition.path) !== false) return undefined;
  const others = knowledge.eventTypesWith?.(condition.path, detailType) ?? [];
  const shown = others.slice(0, shownEventTypes).join(', ');
  const more = others.length > shownEventTypes ? ` and ${others.length - shownEventTypes} more` : '';
  return {
    kind: 'never-carried',
    message: `Events of type ${detailType} never have ${condition.path}.`,
    ...(others.length > 0 ? { cure: `Event types that have it: ${shown}${more}.` } : {}),
    at: condition.path,
  };
}

function emptyThere(given: Case): Diagnosis | undefined {
  const { path } = given.condition;
  const place = given.map.places.get(path);
  if (place === undefined) return undefined;
  const what = place.emptyArray ? 'an empty array' : 'an empty object';
  return {
    kind: 'empty-array',
    message: `${path} is ${what} in this event: to EventBridge that is the same as missing.`,
    ...cureForMissing(given),
    at: path,
  };
}

function missing(given: Case): Diagnosis {
  const { path, tests } = given.condition;
  if (tests.every((test) => test.kind === 'literal' && test.text === 'null')) {
    return {
      kind: 'null-for-missing',
      message: `The pattern wants null, and this event has no ${path} at all; EventBridge tells the two apart.`,
      cure: `Write {"exists": false}, or [null, {"exists": false}] for both.`,
      at: path,
    };
  }
  if (tests.every((test) => test.kind.startsWith('anything-but'))) {
    return {
      kind: 'anything-but-missing',
      message: `This event has no ${path}, and anything-but needs a value to be there.`,
      ...cureForMissing(given),
      at: path,
    };
  }
  return { kind: 'missing', message: `This event has no ${path}.`, at: path };
}

function cureForMissing({ condition }: Case): { readonly cure?: string } {
  const negative = condition.tests.some((test) => test.kind.startsWith('anything-but'));
  return negative ? { cure: 'Add {"exists": false} to the list to let events without it through.' } : {};
}
