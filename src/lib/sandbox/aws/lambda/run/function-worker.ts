import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  type FunctionError,
  WORKER_SOURCE,
  type WorkerCall,
  type WorkerMessage,
  type WorkerStart,
} from './worker-source.js';

/** How the handler's module may be called, in the order in which Lambda looks for it. */
const MODULE_ENDINGS = ['.js', '.mjs', '.cjs'];

/** How an execution ended. */
export type Execution =
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError; readonly died: boolean };

/** What a worker is made of. */
export interface WorkerOptions {
  /** Folder with the unpacked code. */
  readonly folder: string;
  /** `FILE.EXPORT`. */
  readonly handler: string;
  readonly memoryMb: number;
  /** All that the code sees of an environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with each entry of the log. */
  readonly log: (text: string) => void;
}

/** A worker that holds one function's code, and runs one invocation at a time. */
export class FunctionWorker {
  readonly #worker: Worker;
  readonly #log: (text: string) => void;
  #rest = '';
  #ended: Execution | undefined;
  #finish: ((execution: Execution) => void) | undefined;
  /** Resolves when the handler is loaded, or it ended before. */
  readonly ready: Promise<void>;
  #becomeReady = (): void => {};

  constructor(options: WorkerOptions) {
    this.#log = options.log;
    this.ready = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
    this.#worker = new Worker(WORKER_SOURCE, {
      eval: true,
      workerData: start(options),
      env: { ...options.environment },
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    });
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.on('error', (error: Error) => {
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#end({
        errorType: outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
        errorMessage: outOfMemory
          ? 'Error: Runtime exited with error: signal: killed'
          : `Error: Runtime exited with error: ${error.message}`,
      });
    });
    this.#worker.on('exit', (code) => {
      const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
      this.#end({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited ${how}` });
    });
  }

  /** Whether it still can run something. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Why it ended; undefined while it is alive. */
  get failure(): FunctionError | undefined {
    return this.#ended?.kind === 'failed' ? this.#ended.error : undefined;
  }

  /** Says whether the process is to stay alive for its sake. */
  keepAlive(needed: boolean): void {
    if (needed) this.#worker.ref();
    else this.#worker.unref();
  }

  /** Runs one invocation; the next may begin only after it. */
  run(call: WorkerCall): Promise<Execution> {
    if (this.#ended !== undefined) return Promise.resolve(this.#ended);
    return new Promise((resolve) => {
      this.#finish = (execution) => {
        this.#finish = undefined;
        this.#flush();
        resolve(execution);
      };
      this.#worker.postMessage(call);
    });
  }

  /** Ends it at once, whatever it does; what it runs fails with the error. */
  async kill(error: FunctionError): Promise<void> {
    this.#end(error);
    await this.#worker.terminate();
  }

  #hear(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#becomeReady();
        return;
      case 'output': {
        const lines = (this.#rest + message.text).split('\n');
        this.#rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') this.#log(line);
        return;
      }
      case 'entry':
        this.#log(message.text);
        return;
      case 'answer':
        this.#finish?.({ kind: 'answered', payload: message.payload });
        return;
      case 'error':
        if (message.requestId === undefined) this.#end(message.error);
        else this.#finish?.({ kind: 'failed', error: message.error, died: false });
    }
  }

  #end(error: FunctionError): void {
    if (this.#ended !== undefined) return;
    this.#ended = { kind: 'failed', error, died: true };
    this.#becomeReady();
    this.#finish?.(this.#ended);
  }

  #flush(): void {
    if (this.#rest !== '') this.#log(this.#rest);
    this.#rest = '';
  }
}

function start({ folder, handler }: WorkerOptions): WorkerStart {
  const at = handler.lastIndexOf('.');
  const file = handler.slice(0, at);
  return {
    modules: MODULE_ENDINGS.map((ending) => pathToFileURL(join(folder, `${file}${ending}`)).href),
    file,
    exported: handler.slice(at + 1),
  };
}

/** A name for a worker: it signs its requests with it. */
export function workerName(): string {
  return `gcx-worker-${randomBytes(8).toString('hex')}`;
}
