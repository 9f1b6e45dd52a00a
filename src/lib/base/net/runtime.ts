import { setTimeout as delay } from 'node:timers/promises';

/** The effects that waiting takes, so that a test can wait without waiting. */
export interface Runtime {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** 0 to 1, for jitter. */
  random(): number;
}

/** The machine's own clock and chance. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  sleep: async (milliseconds) => {
    await delay(milliseconds);
  },
  random: () => Math.random(),
};
