import type { LeaseClock } from './model.js';

/** A moment by both clocks of the machine. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** This moment. */
export function beginsNow(clock: LeaseClock): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}

/**
 * ms since a moment, whichever clock says more: the monotonic one can stand still while the machine sleeps, the other one
 * can be set back. Too many only have a lease renewed early.
 */
export function passedSince({ wall, monotonic }: Moment, clock: LeaseClock): number {
  return Math.max(clock.now() - wall, clock.monotonic() - monotonic);
}
