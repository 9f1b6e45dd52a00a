/** Before a message whose handler failed comes again, in ms: doubled for each receipt. */
export const RETRY_BASE_MS = 5_000;
export const RETRY_MAX_MS = 15 * 60_000;
/** What is added, in ms and by chance up to that, to the time until which another invocation may have an event. */
const IN_PROGRESS_SPREAD_MS = 2_000;

/**
 * Milliseconds until a message whose handler failed comes again: exponential, with full jitter, so that what failed
 * together does not come back together.
 * @param attempt receipts so far, from 1
 * @param random 0 to 1
 */
export function retryMilliseconds(attempt: number, random: number): number {
  return Math.round(random * Math.min(RETRY_MAX_MS, RETRY_BASE_MS * 2 ** (attempt - 1)));
}

/**
 * Milliseconds until an event that another invocation has comes again: when that one is surely over. Sooner it would
 * only use up receipts, of which the queue has a limit.
 * @param left ms that the other invocation has
 */
export function inProgressMilliseconds(left: number, random: number): number {
  return left + Math.round(random * IN_PROGRESS_SPREAD_MS);
}
