import { GcxError } from '../../base/gcx-error.js';
import { canonicalJson, type JsonObject } from '../../base/json.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { LoadedConfig } from '../../language/config/model.js';
import type { resolveQueues } from '../queues/resolve-queues.js';
import { type Selection, selectEvents } from './selection.js';

/**
 * The events of all routes that send to a target, each route a selection of its own.
 * @throws GcxError where no route sends to it, or a queue of a route is not there
 */
export async function selectForTarget(
  loaded: LoadedConfig,
  target: string,
  genesys: Genesys,
  recall?: Parameters<typeof resolveQueues>[3],
): Promise<readonly Selection[]> {
  const routes = Object.values(loaded.config.routes).filter(({ targets }) => targets.includes(target));
  if (routes.length === 0) throw noRoute(loaded.config.file, target);
  const requests = routes.map(({ name }) => ({ route: name, queues: [], eventTypes: [] }));
  return Promise.all(requests.map((request) => selectEvents(loaded, request, genesys, recall)));
}

/** Several selections as one, for what is said of them. */
export function joinedSelection(selections: readonly Selection[]): Selection {
  const [first] = selections;
  if (first !== undefined && selections.length === 1) return first;
  // Only what comes by the integration can be missing in it.
  const direct = selections.filter(({ format }) => format === undefined);
  const told = direct.length > 0 ? direct : selections;
  const events = told.map((each) => each.events);
  const [format] = told.map((each) => each.format);
  return {
    ...(format === undefined ? {} : { format }),
    ...(events.includes(undefined) ? {} : { events: [...new Set(events.flatMap((each) => each ?? []))] }),
    queues: selections.flatMap(({ queues = [] }) => queues),
    where: {},
    words: selections.map(({ words }) => words).join(', '),
  };
}

/** Each pattern once. */
export function distinctPatterns(patterns: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(patterns.map((pattern) => [canonicalJson(pattern), pattern])).values()];
}

function noRoute(file: string, target: string): GcxError {
  return new GcxError({
    code: 'target-without-route',
    what: `No route in ${file} sends to ${target}, so no event would arrive.`,
    where: file,
    fix: `Add ${target} to the targets of a route.`,
  });
}
