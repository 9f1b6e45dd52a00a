import { ExitCode } from '../exit-codes.js';

let controller: AbortController | undefined;

/**
 * Takes SIGINT (Ctrl-C): ends with {@link ExitCode.interrupted} at once, unless a command asked for
 * {@link interruptSignal}: then the first Ctrl-C aborts that signal and only the second one ends.
 */
export function handleInterrupts(): void {
  process.on('SIGINT', () => {
    if (controller === undefined || controller.signal.aborted) process.exit(ExitCode.interrupted);
    controller.abort();
  });
}

/** A signal that the first Ctrl-C aborts, for work that must stop at a safe place. */
export function interruptSignal(): AbortSignal {
  controller ??= new AbortController();
  return controller.signal;
}
