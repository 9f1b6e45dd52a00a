import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../base/json.js';
import { catalogue } from '../../language/events/index.js';
import { type FileContent, listAt, overridden, requireRoute } from './file-content.js';
import { NOTHING, type Proposal } from './proposal.js';

/** Keys of a route after which each of its lists belongs. */
export const ROUTE_ORDER = {
  events: ['description'],
  queues: ['description', 'events', 'format'],
  where: ['description', 'events', 'format', 'queues'],
  targets: ['description', 'events', 'pattern', 'format', 'queues', 'where'],
} as const;

/** Something that a list of a route takes. */
export interface RouteItem {
  readonly value: JsonValue;
  /** Of a sentence, e.g. `queue "Billing"`. */
  readonly called: string;
  /** The flag or argument that brought it. */
  readonly flag: string;
}

/** Adds to a list of a route what is not in it yet. @throws GcxError where there is no such route */
export function addItems(
  file: FileContent,
  route: string,
  key: keyof typeof ROUTE_ORDER & ('events' | 'queues' | 'targets'),
  items: readonly RouteItem[],
): Proposal {
  const there = listAt(requireRoute(file, route), key);
  const wanted = items.filter(
    ({ value }, index) => items.findIndex((each) => sameItem(key, each.value, value)) === index,
  );
  const known = wanted.filter(({ value }) => there.some((each) => sameItem(key, each, value)));
  const added = wanted.filter((each) => !known.includes(each));
  return {
    ...NOTHING,
    additions: added.map(({ value }) => ({
      kind: 'item',
      path: ['routes', route, key],
      value,
      after: ROUTE_ORDER[key],
    })),
    origins: added.map(({ flag }, index) => ({ path: ['routes', route, key, there.length + index], flag })),
    adds: added.map(({ called }) => `${called} to route ${route}`),
    there: known.map(({ called }) => `${capitalized(called)} is in route ${route} already.`),
    notes: added.length === 0 ? [] : overridden(file, route, key),
  };
}

/** Whether two items of a route's list mean the same. */
export function sameItem(key: 'events' | 'queues' | 'targets', one: JsonValue, other: JsonValue): boolean {
  if (key === 'events') return eventKey(one) === eventKey(other);
  if (key === 'queues') return isDeepStrictEqual(queueKey(one), queueKey(other));
  return one === other;
}

function eventKey(value: JsonValue): JsonValue {
  return typeof value === 'string' ? (catalogue().findLoosely(value)?.template ?? value) : value;
}

function queueKey(value: JsonValue): JsonValue {
  return typeof value === 'string' ? { name: value } : value;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
