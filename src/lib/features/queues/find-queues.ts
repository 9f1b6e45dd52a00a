import { Limits } from '../../base/limits.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { QueueSelector } from '../../language/config/model.js';
import type { Queue } from '../../language/queues/queue.js';
import { type QueueSelection, selectQueues } from '../../language/queues/select-queues.js';

/** Selectors that near names are looked for, at most: a client that sees too little would wait long for all. */
const suggestionLimit = 20;

/**
 * What each selector chooses of the live queues, in as few calls as can be: one search for each selector, or the whole
 * list by pages of 500, whichever is fewer. Where a selector fits nothing, the whole list is read for near names.
 */
export async function findQueues(
  queues: Genesys['queues'],
  selectors: readonly QueueSelector[],
): Promise<readonly QueueSelection[]> {
  const candidates = await readCandidates(queues, selectors);
  if (!candidates.complete) {
    const chosen = selectors.map((selector) => selectQueues(selector, candidates.queues, false));
    if (chosen.every(({ kind }) => kind === 'found')) return chosen;
  }
  const all = candidates.complete ? candidates.queues : await queues.all();
  let suggestions = 0;
  return selectors.map((selector) => {
    const selection = selectQueues(selector, all, suggestions < suggestionLimit);
    if (selection.kind === 'none') suggestions++;
    return selection;
  });
}

interface Candidates {
  readonly queues: readonly Queue[];
  /** Whether these are all queues that the credentials see. */
  readonly complete: boolean;
}

async function readCandidates(
  queues: Genesys['queues'],
  selectors: readonly QueueSelector[],
): Promise<Candidates> {
  const searches = new Set(
    selectors.flatMap((selector) => (selector.kind === 'id' ? [] : [searchTerm(selector)])),
  );
  const ids = new Set(
    selectors.flatMap((selector) => (selector.kind === 'id' ? [selector.id.toLowerCase()] : [])),
  );
  const single = searches.size + ids.size;
  if (searches.has('*') || (single > 1 && (await pagesLeft(queues)) <= single)) {
    return { queues: await queues.all(), complete: true };
  }
  const found = await Promise.all([
    ...[...searches].map((term) => queues.search(term)),
    ...[...ids].map(async (id) => {
      const queue = await queues.byId(id);
      return queue === undefined ? [] : [queue];
    }),
  ]);
  const byId = new Map(found.flat().map((queue) => [queue.id, queue]));
  return { queues: [...byId.values()], complete: false };
}

/** Calls that the whole list takes after the one that counts it. */
async function pagesLeft(queues: Genesys['queues']): Promise<number> {
  return Math.ceil((await queues.count()) / Limits.genesysQueuePageSize) - 1;
}

/**
 * The term for Genesys's own search, which takes `*` at the beginning and at the end only and then finds more than the
 * glob; a name that itself holds a `*` there cannot be searched for, so everything is read.
 */
export function searchTerm(selector: Exclude<QueueSelector, { kind: 'id' }>): string {
  if (selector.kind === 'name') return /^\*|\*$/.test(selector.name) ? '*' : selector.name;
  const parts = selector.glob.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return first;
  if (first !== '') return `${first}*`;
  if (last !== '') return `*${last}`;
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  return longest === '' ? '*' : `*${longest}*`;
}
