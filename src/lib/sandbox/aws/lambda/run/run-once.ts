import { randomUUID } from 'node:crypto';
import { codeStore } from './code-store.js';
import { type Execution, FunctionWorker } from './function-worker.js';
import type { FunctionError } from './worker-source.js';

/** One invocation of code that nobody deployed. */
export interface OnceRequest {
  readonly zip: Uint8Array;
  /** `FILE.EXPORT`. */
  readonly handler: string;
  readonly functionName: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** All that the code sees of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** JSON. */
  readonly payload: string;
  /** Called with each line that it logs. */
  readonly log: (line: string) => void;
}

/** Runs code once in a worker of its own, as Lambda would; the worker is gone afterwards. */
export async function runOnce(request: OnceRequest): Promise<Execution> {
  const code = codeStore();
  const { handler, functionName, memoryMb, timeoutMs, environment, payload, log } = request;
  try {
    const folder = await code.folder(await code.keep(request.zip));
    const worker = new FunctionWorker({ folder, handler, memoryMb, environment, log });
    // A module that never loads would never be ready either.
    await within(timeoutMs, worker, () => worker.ready);
    const call = {
      requestId: randomUUID(),
      payload,
      deadline: Date.now() + timeoutMs,
      clockAhead: 0,
      context: {
        functionName,
        functionVersion: '$LATEST',
        invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
        memoryLimitInMB: String(memoryMb),
        logGroupName: `/aws/lambda/${functionName}`,
        logStreamName: 'local',
      },
    };
    const execution = await within(timeoutMs, worker, () => worker.run(call));
    if (worker.alive) await worker.kill({ errorType: 'Runtime.ExitError', errorMessage: 'It was done.' });
    return execution;
  } finally {
    code.clear();
  }
}

/** Loads code once in a worker of its own, and calls no handler; gives why it cannot start. */
export async function startOnce(
  request: Omit<OnceRequest, 'functionName' | 'payload'>,
): Promise<FunctionError | undefined> {
  const code = codeStore();
  const { handler, memoryMb, timeoutMs, environment, log } = request;
  try {
    const folder = await code.folder(await code.keep(request.zip));
    const worker = new FunctionWorker({ folder, handler, memoryMb, environment, log });
    await within(timeoutMs, worker, () => worker.ready);
    const { failure } = worker;
    if (worker.alive) await worker.kill({ errorType: 'Runtime.ExitError', errorMessage: 'It was done.' });
    return failure;
  } finally {
    code.clear();
  }
}

/** Waits for a worker, and ends it where that takes longer. */
async function within<T>(milliseconds: number, worker: FunctionWorker, wait: () => Promise<T>): Promise<T> {
  const errorMessage = `Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`;
  const timer = setTimeout(
    () => void worker.kill({ errorType: 'Sandbox.Timedout', errorMessage }),
    milliseconds,
  );
  try {
    return await wait();
  } finally {
    clearTimeout(timer);
  }
}
