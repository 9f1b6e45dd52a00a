import { getSystemErrorMap } from 'node:util';
import { ExitCode } from '../base/exit-codes.js';

/** A stream that did not take all that gcx had to say: its disk is full, its terminal is gone. */
export interface OutputFailure {
  readonly stream: 'stdout' | 'stderr';
  /** Why, such as `ENOSPC: no space left on device`. */
  readonly why: string;
}

const failures = new Map<OutputFailure['stream'], OutputFailure>();

/**
 * Takes what goes wrong with writing to stdout and stderr, so that it ends no work: an apply goes on, and says so at the
 * end. A reader that went away (`gcx … | head`) is no failure: what is left to say has nobody to hear it.
 */
export function watchOutput(): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    // oclif's own listener throws all but EPIPE.
    process[stream].removeAllListeners('error');
    process[stream].on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && !failures.has(stream))
        failures.set(stream, { stream, why: reasonOf(error) });
    });
  }
}

/** Streams that did not take everything so far. */
function outputFailures(): readonly OutputFailure[] {
  return [...failures.values()];
}

/** A document of `--json`, with what stderr did not take. */
export function withOutputFailures(document: unknown): unknown {
  const lost = outputFailures();
  const isRecord = typeof document === 'object' && document !== null && !Array.isArray(document);
  return lost.length === 0 || !isRecord ? document : { ...document, outputFailures: lost };
}

/**
 * Says at the end, on the other stream, what could not be written; a result that stdout did not take is an error.
 * @param json whether stdout holds one document, which says it itself
 */
export function tellOutputFailures(json: boolean): void {
  for (const { stream, why } of outputFailures()) {
    if (stream === 'stderr') {
      if (!json) process.stdout.write(`Progress and notices could not all be written to stderr (${why}).\n`);
      continue;
    }
    process.stderr.write(
      `The result could not all be written to stdout (${why}): make room and run it again.\n`,
    );
    if ((process.exitCode ?? ExitCode.done) === ExitCode.done) process.exitCode = ExitCode.error;
  }
}

function reasonOf({ code, errno, message }: NodeJS.ErrnoException): string {
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known === undefined ? (code ?? message) : known.join(': ');
}
