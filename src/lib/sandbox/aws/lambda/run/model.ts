import type { FunctionRecord } from '../../processor-records.js';
import type { CodeStore } from './code-store.js';
import type { Execution } from './function-worker.js';

/** Tries that Lambda itself makes after an asynchronous invocation that failed. */
export const ASYNCHRONOUS_RETRIES = 2;

/** An invocation that has ended. */
export interface Finished {
  readonly requestId: string;
  readonly execution: Execution;
  /** The last 4 KB of its log. */
  readonly logTail: string;
}

/** The functions of a local AWS that run, as its calls and deliveries use them. */
export interface Functions {
  readonly code: CodeStore;
  /** Runs a function that has code, and waits for its answer. */
  run(record: FunctionRecord, payload: string): Promise<Finished>;
  /** Runs it as an asynchronous invocation: twice more where it fails. */
  runLater(record: FunctionRecord, payload: string): void;
  /** Ends the workers of a function that is deleted. */
  drop(record: FunctionRecord): void;
  /** Looks at the event source mappings again: one of them, an SQS queue or a function has changed. */
  look(): void;
}
