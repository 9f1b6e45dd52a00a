import type { Genesys } from '../../clients/genesys/model.js';
import type { QueueFinder } from '../../engine/plan/index.js';
import { resolveFilterQueues } from './filter-queues.js';
import { recallQueue } from './recall-queue.js';
import { resolveQueues } from './resolve-queues.js';

/** Finds the queues of a file in Genesys Cloud, for a plan: one that was renamed is found by what its live rules remember. */
export function queueFinder(genesys: Genesys): QueueFinder {
  return {
    ofRoutes: ({ config, locate }, rules) =>
      resolveQueues(genesys, config, locate, recallQueue(config, rules, genesys)),
    ofFilters: ({ config, locate }, ofRoutes) => resolveFilterQueues(genesys, config, locate, ofRoutes),
  };
}
