import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { LeaseClock } from './model.js';

/** The machine's own clocks and chance. */
export const machineClock: LeaseClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms) => {
    await delay(ms);
  },
  random: () => Math.random(),
  newId: () => randomUUID(),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
