import type { DeployedCode } from '../../processor-records.js';
import type { Execution } from './function-worker.js';
import type { FunctionError } from './worker-source.js';

/** How a worker ends that a test, or the sandbox's end, kills. */
export const KILLED: FunctionError = {
  errorType: 'Runtime.ExitError',
  errorMessage: 'Error: Runtime exited with error: signal: killed',
};

/** How a worker ends whose time is over. @param seconds Its time-out. */
export function timedOut(seconds: number): FunctionError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  };
}

/** What a worker that died says of the invocation it had, as Lambda says it: with the request's id. */
export function withRequest(
  execution: Extract<Execution, { kind: 'failed' }>,
  requestId: string,
): Extract<Execution, { kind: 'failed' }> {
  const { errorType, errorMessage } = execution.error;
  const error = { errorType, errorMessage: `RequestId: ${requestId} ${errorMessage}` };
  return { ...execution, error };
}

/** The line of the log that ends an invocation. @param loading Milliseconds that its worker took to load, where it is new. */
export function report(
  requestId: string,
  milliseconds: number,
  code: DeployedCode,
  loading: number | undefined,
): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(milliseconds)} ms`,
    `Memory Size: ${code.memoryMb} MB`,
    `Max Memory Used: ${code.memoryMb} MB`,
    ...(loading === undefined ? [] : [`Init Duration: ${loading.toFixed(2)} ms`]),
  ];
  return `${parts.join('\t')}\t`;
}
