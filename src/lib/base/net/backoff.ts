/** How long to wait between attempts. */
export interface Backoff {
  /** Before the second attempt, in milliseconds; doubled for each further one. */
  readonly baseMilliseconds: number;
  readonly maxMilliseconds: number;
}

/**
 * Milliseconds to wait before the next attempt: half fixed, half chance, so that clients that failed together do not
 * come back together, and none comes back at once.
 * @param failures Attempts that failed so far, from 1.
 * @param random 0 to 1.
 */
export function backoffMilliseconds(backoff: Backoff, failures: number, random: number): number {
  const full = Math.min(backoff.maxMilliseconds, backoff.baseMilliseconds * 2 ** (failures - 1));
  return Math.round(full * (0.5 + random / 2));
}
