/**
 * A signal that aborts when a stream of results should end: an interruption (`interrupt`), or a stdout that takes no more:
 * its reader went away, its disk is full.
 */
export function streamEnd(interrupt: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort();
  interrupt.addEventListener('abort', end, { once: true });
  process.stdout.once('error', end);
  return controller.signal;
}
