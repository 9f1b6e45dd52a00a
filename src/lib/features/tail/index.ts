/** Streams live events through temporary AWS resources. Import it with `import()`: it loads the clients. */
export type { NotRemoved } from './apparatus.js';
export { runRecords } from './run-record.js';
export {
  runTail,
  sweepTails,
  type TailObserver,
  type TailOptions,
  type TailOutcome,
  type TailStart,
} from './run-tail.js';
export type { Sweep, TailThing } from './sweep.js';
export type { TailEvent } from './tail-event.js';
