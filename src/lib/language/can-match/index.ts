/** Whether a pattern can match an event of a bus, and if not why. Pure: no files, no network, no clock. */
export { busEvents } from './bus-events.js';
export { canMatch } from './can-match.js';
export type { BusEvents, MatchVerdict, Obstacle } from './model.js';
