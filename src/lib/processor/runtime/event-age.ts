import type { ProcessorSettings } from '../contract/settings.js';
import type { GenesysEvent } from './handler.js';

/** What Genesys Cloud's clock, AWS's and the function's may differ by, in ms. */
export const CLOCK_SKEW_MS = 5_000;

/** Whether an event was older than the processor takes when it came; what tells no time, or one to come, is not. */
export function isTooOld(
  event: GenesysEvent,
  limit: NonNullable<ProcessorSettings['maxEventAge']>,
  came: number,
): boolean {
  return event.time !== undefined && came - event.time > limit.ofSeconds * 1_000 + CLOCK_SKEW_MS;
}
