/** The pipe of a file as it is: what is connected, whether events flow, what waits. */
export type { PipeStatus } from './model.js';
export { readStatus } from './read-status.js';
export { kindOfTrouble, type Verdict, verdictOf } from './verdict.js';
