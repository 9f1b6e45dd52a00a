import { GcxError } from '../../../base/gcx-error.js';
import { READ_BACK_PAUSES_MS } from '../../../base/limits.js';

/** A document that others write too, and what is wanted of it. */
export interface SharedDocument<T> {
  /** As a sentence begins: `The policy of SNS topic ops`. */
  readonly what: string;
  /** What does not happen while it lacks what is wanted, as a sentence. */
  readonly without: string;
  read(): Promise<T>;
  /** Whether what was read holds what is wanted. */
  holds(found: T): boolean;
  /** Writes what was read with what is wanted, and keeps the rest. */
  write(found: T): Promise<void>;
}

/**
 * Writes what is wanted into a document and looks whether it stays: another writer that had read the document before
 * puts the old one back, without notice. Where it is missing it is written again into what is there by then, so
 * that what others have added meanwhile stays. At most three times, with growing pauses.
 * @param sleep Rejects when the run is interrupted: then there is one last look.
 * @throws GcxError `not-kept` where the last look does not show it either, and what reading or writing throws
 */
export async function writeAndReadBack<T>(
  document: SharedDocument<T>,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  let found = await document.read();
  if (document.holds(found)) return;
  for (const pause of READ_BACK_PAUSES_MS) {
    await document.write(found);
    const interrupted = await sleep(pause).then(
      () => false,
      () => true,
    );
    found = await document.read();
    if (document.holds(found)) return;
    if (interrupted) break;
  }
  throw notKept(document);
}

function notKept({ what, without }: SharedDocument<unknown>): GcxError {
  return new GcxError({
    code: 'not-kept',
    what: `${what} does not show what gcx wrote into it. ${without}`,
    why: 'Another program writes it at the same time and puts the old one back, or AWS shows the new one only later.',
    fix: 'Find out who writes it (CloudTrail tells) and wait until that is done, then run the same command again: it writes what is missing.',
  });
}
