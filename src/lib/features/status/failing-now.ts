import type { Failing } from './model.js';

const MINUTE_MS = 60_000;

/**
 * ms of "now": deliveries fail now where one failed in the last ten minutes that have data, the route's last event among
 * them. (A minute's numbers come late, some a minute early: AWS names no bound.) Where no event came for an hour, what
 * became of the last one still is how it is now.
 */
export const NOW_MS = 10 * MINUTE_MS;

/**
 * Whether deliveries of a route fail now, and since when.
 * @param matched minutes in which events fitted, epoch ms, ascending
 * @param failed minutes in which deliveries failed for good, ascending
 * @param from the first minute that was looked at
 */
export function failingNow(
  matched: readonly number[],
  failed: readonly number[],
  from: number,
): Failing | undefined {
  const last = failed.at(-1);
  if (last === undefined || Math.max(last, matched.at(-1) ?? 0) - last > NOW_MS) return undefined;
  let since = last;
  for (const minute of failed.toReversed()) {
    // A while in which events fitted and none failed: what failed before was another matter.
    const [earlier, later] = [minute, since];
    const wentWell = later - earlier > NOW_MS && matched.some((at) => at > earlier && at < later);
    if (wentWell) break;
    since = minute;
  }
  return { since, orBefore: since - from <= NOW_MS };
}
