import type { Genesys } from '../../clients/genesys/model.js';
import type { QueueFinder } from '../../engine/plan/index.js';
import { resolveFilterQueues } from './filter-queues.js';
import { recallQueue } from './recall-queue.js';
import { resolveQueues, type UnresolvedQueue } from './resolve-queues.js';

/**
 * Finds the queues of a file in Genesys Cloud, for a plan: one that was renamed is found by what its live rules remember.
 * @param onUnresolved as {@link resolveQueues} takes it
 */
export function queueFinder(
  genesys: Genesys,
  onUnresolved?: (unresolved: UnresolvedQueue) => void,
): QueueFinder {
  return {
    ofRoutes: ({ config, locate }, rules) =>
      resolveQueues(genesys, config, locate, recallQueue(config, rules, genesys), onUnresolved),
    ofFilters: ({ config, locate }, ofRoutes) => resolveFilterQueues(genesys, config, locate, ofRoutes),
  };
}
