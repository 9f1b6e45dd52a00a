/** What a processor logged, read once or followed. */
export type { LinesTold } from './log-line.js';
export { type LogShown, logShown } from './log-shown.js';
export { type LogObserver, readLog } from './read-log.js';
