import type { HandleOnce } from '../runtime/handled-events.js';

/** Keys that are remembered: a day of a busy pipe, and little memory. */
const REMEMBERED_KEYS = 100_000;

/**
 * Which events were handled on this machine, in memory. The table in AWS is left alone: an event in it would count as handled
 * for the deployed processor, too.
 * @param now epoch ms
 * @param most how many are remembered; those that were handled first are forgotten
 */
export function handledHere(forSeconds: number, now: () => number, most = REMEMBERED_KEYS): HandleOnce {
  const until = new Map<string, number>();
  return async (key, handle) => {
    const known = until.get(key);
    if (known !== undefined && now() < known) return { kind: 'duplicate' };
    await handle();
    until.delete(key);
    until.set(key, now() + forSeconds * 1_000);
    if (until.size > most) {
      const [oldest] = until.keys();
      if (oldest !== undefined) until.delete(oldest);
    }
    return { kind: 'handled' };
  };
}
