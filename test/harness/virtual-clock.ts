import { setImmediate } from 'node:timers/promises';
import type { Runtime } from '../../src/lib/base/net/index.js';

/** Where virtual time begins, epoch ms. */
export const VIRTUAL_START = 1_800_000_000_000;

/**
 * A clock that moves only when somebody sleeps, and at once: hours pass in no time, and two runs see the same times. Who
 * sleeps at the same time sleeps together; chance is always a half.
 */
export class VirtualClock implements Runtime {
  #now = VIRTUAL_START;
  readonly #told: ((now: number) => Promise<void>)[] = [];

  now = (): number => this.#now;

  random = (): number => 0.5;

  sleep = async (milliseconds: number): Promise<void> => {
    const until = this.#now + milliseconds;
    // Others go on as far as they can without time.
    await setImmediate();
    if (until <= this.#now) return;
    this.#now = until;
    for (const tell of this.#told) await tell(until);
  };

  /** Has somebody told whenever time has passed. */
  whenPassed(tell: (now: number) => Promise<void>): void {
    this.#told.push(tell);
  }
}
