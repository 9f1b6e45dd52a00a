import type { Queue } from './queue.js';

/** A queue that a route's selector chose. */
export interface ChosenQueue extends Queue {
  /** The selector as the person wrote it, e.g. `glob "Sales DE*"`. */
  readonly chosenBy: string;
  /** True where no queue has the selector's name any more: the live rules remember which one it was. */
  readonly renamed?: true;
}

/** For each route with a queue filter, its queues, each once, sorted by id. Routes without a filter are absent. */
export type ResolvedQueues = Readonly<Record<string, readonly ChosenQueue[]>>;
