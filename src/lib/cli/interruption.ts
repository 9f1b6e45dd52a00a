import { ExitCode } from '../base/exit-codes.js';

/**
 * What ends gcx from outside: Ctrl-C, what CI systems, containers and `timeout` send, and a terminal that closes. All
 * mean the same. (Node takes SIGHUP also under nohup, so that nothing is lost by it.)
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * ms within which another signal is still the first one: `timeout`, npx and a terminal send theirs to gcx and to all its
 * group, so that it comes twice.
 */
const SAME_INTERRUPTION_MS = 200;

/** ms that {@link beforeInterrupted} may take. */
const LAST_WORK_MS = 3_000;

const lastWork = new Set<() => Promise<void>>();

/**
 * Has something done before an interruption ends gcx at once; where a command ends by itself, that is its own matter. The
 * second interruption does not wait for it.
 * @returns takes it back
 */
export function beforeInterrupted(work: () => Promise<void>): () => void {
  lastWork.add(work);
  return () => lastWork.delete(work);
}

let controller: AbortController | undefined;
let interruptedAt = 0;
let standing: (() => string) | undefined;

/**
 * Takes SIGINT, SIGTERM and SIGHUP: ends with {@link ExitCode.interrupted} at once, unless a command asked for
 * {@link interruptSignal}: then the first one aborts that signal, and only the second one ends, and says so.
 */
export function handleInterrupts(): void {
  for (const signal of SIGNALS) process.on(signal, interrupt);
}

function interrupt(): void {
  if (controller === undefined) {
    endAfterLastWork();
    return;
  }
  if (!controller.signal.aborted) {
    interruptedAt = Date.now();
    controller.abort();
    return;
  }
  if (Date.now() - interruptedAt < SAME_INTERRUPTION_MS) return;
  process.stderr.write(`${standing?.() ?? 'Ended at once: what was under way may be half done.'}\n`);
  process.exit(ExitCode.interrupted);
}

/** Ends now, or after what was to be done before; the next interruption finds a controller, and ends at once. */
function endAfterLastWork(): void {
  if (lastWork.size === 0) process.exit(ExitCode.interrupted);
  controller = new AbortController();
  interruptedAt = Date.now();
  controller.abort();
  const end = () => process.exit(ExitCode.interrupted);
  setTimeout(end, LAST_WORK_MS);
  Promise.allSettled([...lastWork].map((work) => work())).then(end, end);
}

/** Says what a second interruption says of work that it ends at once. @returns what takes it back when the work is over */
export function saysWhereItStands(tell: () => string): () => void {
  standing = tell;
  return () => {
    standing = undefined;
  };
}

/** A signal that the first interruption aborts, for work that must stop at a safe place. */
export function interruptSignal(): AbortSignal {
  controller ??= new AbortController();
  return controller.signal;
}
