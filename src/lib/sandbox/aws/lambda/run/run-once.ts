import type { Execution } from './function-worker.js';
import { type CodeRequest, keepFunction } from './keep-function.js';
import type { FunctionError } from './worker-source.js';

/** One invocation of code that nobody deployed. */
export interface OnceRequest extends CodeRequest {
  /** JSON. */
  readonly payload: string;
}

/** Runs code once in a worker of its own, as Lambda would; the worker is gone afterwards. */
export async function runOnce({ payload, ...code }: OnceRequest): Promise<Execution> {
  const kept = await keepFunction(code);
  if ('failure' in kept) return { kind: 'failed', error: kept.failure, died: true };
  try {
    return await kept.run(payload);
  } finally {
    await kept.end();
  }
}

/** Loads code once in a worker of its own, and calls no handler; gives why it cannot start. */
export async function startOnce(code: Omit<CodeRequest, 'functionName'>): Promise<FunctionError | undefined> {
  const kept = await keepFunction({ ...code, functionName: 'start' });
  if ('failure' in kept) return kept.failure;
  await kept.end();
  return undefined;
}
