import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFileIfThere, writeFileAtomically } from '../../../base/atomic-file.js';
import { ownValue } from '../../../base/own-value.js';
import type { Config, Route } from '../../../language/config/model.js';
import type { Queue } from '../../../language/queues/queue.js';
import type { ResolvedQueues } from '../../../language/queues/resolved-queues.js';
import { describeSelector, selectQueues } from '../../../language/queues/select-queues.js';
import { type CacheDocument, cacheText, readCacheText } from './cache-document.js';
import type { CachePlace, QueueCache } from './model.js';

/** What is kept of an organization; undefined where there is nothing, or nothing that can be read. */
export function readQueueCache(place: CachePlace): QueueCache | undefined {
  const document = readDocument(place);
  if (document === undefined) return undefined;
  const { queues, selections } = document;
  return {
    sandbox: place.sandbox,
    queues: [...queues.values()],
    selection(selector) {
      const kept = selections.get(describeSelector(selector));
      if (kept === undefined) return undefined;
      return {
        queues: kept.ids.flatMap((id) => queues.get(id) ?? []),
        at: new Date(kept.at),
      };
    },
  };
}

/**
 * Keeps what the routes' selectors chose, and further queues by name. A cache is a convenience: where it cannot be
 * written, nothing is said.
 */
export function rememberQueues(
  place: CachePlace,
  found: { readonly config: Pick<Config, 'routes'>; readonly resolved: ResolvedQueues },
  now: Date,
): void {
  const at = now.getTime();
  const selections = selectionsOf(found.config, found.resolved).map(
    ([selector, queues]) => [selector, { at, ids: queues.map(({ id }) => id) }] as const,
  );
  const isGone = (queue: Queue) =>
    Object.values(found.config.routes).some((route) => isLeftOut(queue, route, found.resolved));
  merge(place, { queues: Object.values(found.resolved).flat(), selections, isGone }, now);
}

/** Whether a queue fits a selector of a route, and yet is none of those that it chose: it is gone, or was renamed. */
function isLeftOut(queue: Queue, { name, queues: selectors = [] }: Route, resolved: ResolvedQueues): boolean {
  const chosen = ownValue(resolved, name);
  if (chosen === undefined || chosen.some(({ id }) => id === queue.id)) return false;
  return selectors.some((selector) => selectQueues(selector, [queue], false).kind === 'found');
}

/** Keeps the names of queues that were looked up by their ids, and forgets those that are gone. */
export function rememberQueueNames(
  place: CachePlace,
  { found, gone }: { readonly found: readonly Queue[]; readonly gone: readonly string[] },
  now: Date,
): void {
  merge(place, { queues: found, selections: [], isGone: ({ id }) => gone.includes(id) }, now);
}

/** What is new, and what is no longer so. */
interface Found {
  readonly queues: readonly Queue[];
  readonly selections: readonly (readonly [
    string,
    { readonly at: number; readonly ids: readonly string[] },
  ])[];
  /** Whether a queue that was kept is no longer there. */
  isGone(queue: Queue): boolean;
}

function merge(place: CachePlace, { queues, selections, isGone }: Found, now: Date): void {
  try {
    const kept = readDocument(place);
    const left = [...(kept?.queues ?? [])].filter(([, queue]) => !isGone(queue));
    if (queues.length === 0 && left.length === (kept?.queues.size ?? 0)) return;
    mkdirSync(place.folder, { recursive: true, mode: 0o700 });
    const all = new Map([...left, ...queues.map((queue) => [queue.id, { ...queue, seen: now }] as const)]);
    // What a selector chose is not known any more where one of them is gone.
    const standing = [...(kept?.selections ?? [])].filter(([, { ids }]) => ids.every((id) => all.has(id)));
    const document: CacheDocument = {
      queues: all,
      selections: new Map([...standing, ...selections]),
    };
    writeFileAtomically(fileOf(place), cacheText(place.organization, document));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** What each selector chose: all that fits it of what its route got, as no other queue of the organization does. */
function selectionsOf(
  { routes }: Pick<Config, 'routes'>,
  resolved: ResolvedQueues,
): readonly (readonly [string, readonly Queue[]])[] {
  return Object.values(routes).flatMap(({ name, queues: selectors = [] }) =>
    selectors.flatMap((selector) => {
      const selection = selectQueues(selector, ownValue(resolved, name) ?? [], false);
      return selection.kind === 'found' ? [[describeSelector(selector), selection.queues] as const] : [];
    }),
  );
}

function readDocument(place: CachePlace): CacheDocument | undefined {
  try {
    const text = readFileIfThere(fileOf(place));
    return text === undefined ? undefined : readCacheText(text, place.organization);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function fileOf({ folder, organization, sandbox }: CachePlace): string {
  return join(folder, `queues-${organization}${sandbox ? '-sandbox' : ''}.json`);
}
