/** What a processor logged, read once or followed. */
export { logShown } from './log-shown.js';
export { type LogObserver, readLog } from './read-log.js';
