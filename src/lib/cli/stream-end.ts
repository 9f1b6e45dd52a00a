/**
 * A signal that aborts when a stream of results should end: the first Ctrl-C (`interrupt`), SIGTERM, a terminal that
 * closed, or a reader of stdout that went away. A second Ctrl-C ends gcx at once.
 */
export function streamEnd(interrupt: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = () => controller.abort();
  interrupt.addEventListener('abort', end, { once: true });
  process.once('SIGTERM', end);
  process.once('SIGHUP', end);
  process.stdout.once('error', end);
  return controller.signal;
}
