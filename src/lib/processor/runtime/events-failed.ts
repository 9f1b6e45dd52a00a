import type { Counts } from './outcome.js';

/** Events of a direct invocation have to come again: thrown in the end, so that Lambda invokes the function again. */
export class EventsFailed extends Error {
  override readonly name = 'EventsFailed';

  constructor(readonly counts: Counts) {
    const { received, failed, inProgress } = counts;
    super(`Of ${received} events ${failed} failed and ${inProgress} are in progress elsewhere.`);
  }
}
