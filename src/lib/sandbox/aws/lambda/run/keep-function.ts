import { randomUUID } from 'node:crypto';
import { codeStore } from './code-store.js';
import { type Execution, FunctionWorker } from './function-worker.js';
import type { FunctionError } from './worker-source.js';

/** Code that nobody deployed, and how it runs. */
export interface CodeRequest {
  readonly zip: Uint8Array;
  /** `FILE.EXPORT`. */
  readonly handler: string;
  readonly functionName: string;
  readonly memoryMb: number;
  /** Of loading it, and of each invocation. */
  readonly timeoutMs: number;
  /** All that the code sees of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with each line that it logs. */
  readonly log: (line: string) => void;
}

/** Code that is loaded and runs one invocation after another, as in a warm Lambda function. */
export interface KeptFunction {
  /** Whether it can run something: what exits or takes too long ends it. */
  readonly alive: boolean;
  /** Runs an invocation; the next may begin only after it. @param payload JSON */
  run(payload: string): Promise<Execution>;
  /** Ends it at once, and removes what it made. */
  end(): Promise<void>;
}

/** Loads code in a worker of its own, and keeps it; gives why it cannot start. */
export async function keepFunction(
  request: CodeRequest,
): Promise<KeptFunction | { readonly failure: FunctionError }> {
  const code = codeStore();
  try {
    const folder = await code.folder(await code.keep(request.zip));
    const worker = new FunctionWorker({ ...request, folder });
    // A module that never loads would never be ready either.
    await within(request.timeoutMs, worker, () => worker.ready);
    if (worker.failure === undefined) return keptIn(worker, request, () => code.clear());
    code.clear();
    return { failure: worker.failure };
  } catch (error) {
    code.clear();
    throw error;
  }
}

function keptIn(
  worker: FunctionWorker,
  { functionName, memoryMb, timeoutMs }: CodeRequest,
  clear: () => void,
): KeptFunction {
  const context = {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
  };
  return {
    get alive() {
      return worker.alive;
    },
    run: (payload) =>
      within(timeoutMs, worker, () =>
        worker.run({
          requestId: randomUUID(),
          payload,
          deadline: Date.now() + timeoutMs,
          clockAhead: 0,
          context,
        }),
      ),
    async end() {
      await worker.kill({ errorType: 'Runtime.ExitError', errorMessage: 'It was ended.' });
      clear();
    },
  };
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
