import type { RunContext } from './run-context.js';

/** ms between two looks at an integration or an event source that is about to change. */
export const POLL_MS = 1_000;
/** ms after which gcx stops waiting for the partner event source to show on AWS, or to become ACTIVE. */
export const SOURCE_TIMEOUT_MS = 300_000;

/** Looks again and again, ever less often, until there is something or the time is over; undefined then. */
export async function poll<T>(
  context: Pick<RunContext, 'now' | 'sleep'>,
  timeoutMs: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = context.now() + timeoutMs;
  for (let wait = 100; ; wait = Math.min(wait * 2, POLL_MS)) {
    const found = await look();
    if (found !== undefined || context.now() >= end) return found;
    await context.sleep(wait);
  }
}
