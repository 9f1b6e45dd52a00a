import { GcxError } from '../../base/gcx-error.js';
import type { Runtime } from '../../base/net/index.js';
import { isMissingThing } from './unless-missing.js';

/**
 * Waits for this many ms; rejects when what waits is interrupted. Calls that wait for AWS take one; without it they wait
 * with the runtime's.
 */
export type Sleep = (ms: number) => Promise<void>;

/** ms before the second look; doubled up to {@link POLL_MS}. */
const FIRST_POLL_MS = 250;
/** ms between two looks at something that AWS is about to change. */
const POLL_MS = 5_000;

/** ms that what was just made may not be there for the calls after it: AWS's machines hear of it one after the other. [?] */
const NEW_THING_MS = 30_000;

/** A runtime that sleeps with `sleep`, where there is one. */
export function sleepingWith(runtime: Runtime, sleep: Sleep | undefined): Runtime {
  return sleep === undefined ? runtime : { ...runtime, sleep };
}

/** What is waited for, for the message where it does not come. */
export interface Wait {
  /** As a sentence goes on: `Table t did not become ACTIVE`. */
  readonly what: string;
  readonly timeoutMs: number;
}

/**
 * Looks until `look` gives something, with longer and longer pauses; ends with what the runtime's sleep rejects with.
 * @throws GcxError `aws-not-done` where the time is over
 */
export async function waitFor<T>(
  runtime: Runtime,
  { what, timeoutMs }: Wait,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const end = runtime.now() + timeoutMs;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 2, POLL_MS)) {
    const found = await look();
    if (found !== undefined) return found;
    if (runtime.now() >= end) throw notDone(what, timeoutMs);
    await runtime.sleep(pause);
  }
}

/**
 * Does something again while AWS says that it is not ready for it.
 * @param isPassing Whether an error passes by itself.
 * @throws what `attempt` threw last
 */
export async function retryWhile<T>(
  runtime: Runtime,
  timeoutMs: number,
  isPassing: (error: unknown) => boolean | Promise<boolean>,
  attempt: () => Promise<T>,
): Promise<T> {
  const end = runtime.now() + timeoutMs;
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 2, POLL_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(await isPassing(error)) || runtime.now() >= end) throw error;
    }
    await runtime.sleep(pause);
  }
}

/** Makes a call on what was just made: again while AWS answers that it is not there. */
export function onceThere<T>(runtime: Runtime, call: () => Promise<T>): Promise<T> {
  return retryWhile(runtime, NEW_THING_MS, isMissingThing, call);
}

function notDone(what: string, timeoutMs: number): GcxError {
  return new GcxError({
    code: 'aws-not-done',
    retryable: true,
    what: `${what} within ${timeoutMs / 1_000} s.`,
    fix: 'Run the same command again in some minutes: it continues where it stopped.',
  });
}
