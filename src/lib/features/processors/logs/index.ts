/** What a processor logged, read once or followed. */
export { type LogObserver, readLog } from './read-log.js';
