import { randomBytes, randomUUID } from 'node:crypto';
import type { DeployedCode, FunctionRecord } from '../../processor-records.js';
import type { CodeStore } from './code-store.js';
import { environmentOf, logGroupOf } from './environment.js';
import { FunctionWorker, workerName } from './function-worker.js';
import { KILLED, report, timedOut, withRequest } from './invocation-text.js';
import type { Finished } from './model.js';

/** Workers of one function at a time: enough to see that invocations run beside each other. */
const WORKERS_PER_FUNCTION = 2;

/**
 * How long Lambda's init phase is, in ms. What has not loaded by then starts over within the invocation, under the
 * function's own timeout: so a module may take both times to load, on a busy machine too.
 */
const LOADING_MS = 10_000;

/** Characters of an invocation's log that its caller may have. */
const LOG_TAIL_CHARACTERS = 4_096;

/** A line of a log. */
export interface LoggedLine {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly message: string;
}

/** What a pool works with. */
export interface PoolOptions {
  readonly code: CodeStore;
  /** What the function signs its calls with. */
  readonly secret: string;
  /** The sandbox's clock, epoch milliseconds. */
  readonly now: () => number;
  /** `http://host:port` of the sandbox. */
  readonly origin: () => string;
  readonly log: (group: string, stream: string, lines: readonly LoggedLine[]) => void;
  /** Whether a worker that has finished dies before its answer is taken. */
  readonly loseAnswer: () => boolean;
}

interface Member {
  readonly name: string;
  readonly stream: string;
  readonly worker: FunctionWorker;
  /** What it was made of: a function that has changed gets new workers. */
  readonly made: string;
  /** Milliseconds that loading took; told once. */
  loading: number | undefined;
  busy: boolean;
  lines: LoggedLine[];
}

/** The workers of one function: warm ones are taken again, a few may run beside each other, the rest waits. */
export class FunctionPool {
  readonly #members = new Set<Member>();
  #starting = 0;
  #closed = false;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly options: PoolOptions) {}

  /** Names of its workers. */
  get names(): readonly string[] {
    return [...this.#members].map(({ name }) => name);
  }

  /** Runs an invocation in a warm worker, a new one, or when one is free. */
  async run(record: FunctionRecord, code: DeployedCode, payload: string): Promise<Finished> {
    const member = await this.#take(record, code).catch((error: unknown) => {
      this.#waiting.shift()?.();
      throw error;
    });
    member.worker.keepAlive(true);
    try {
      return await this.#runIn(member, record, code, payload);
    } finally {
      member.busy = false;
      member.worker.keepAlive(false);
      if (!member.worker.alive) this.#members.delete(member);
      this.#waiting.shift()?.();
    }
  }

  /** Ends workers at once: all, or the one of a name. */
  async kill(name?: string): Promise<void> {
    const killed = [...this.#members].filter((member) => name === undefined || member.name === name);
    for (const member of killed) this.#members.delete(member);
    await Promise.all(killed.map(({ worker }) => worker.kill(KILLED)));
  }

  /** Ends all workers; who waits for one, or asks for one later, fails. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await this.kill();
  }

  #checkOpen(): void {
    if (this.#closed) throw new Error('The sandbox has ended.');
  }

  async #take(record: FunctionRecord, code: DeployedCode): Promise<Member> {
    for (;;) {
      this.#checkOpen();
      const { modified, handler, environment, memoryMb, sha256 } = code;
      const made = JSON.stringify({
        modified,
        handler,
        environment,
        memoryMb,
        sha256,
        at: this.options.origin(),
      });
      for (const member of this.#members) {
        if (member.busy || (member.made === made && member.worker.alive)) continue;
        this.#members.delete(member);
        void member.worker.kill(KILLED);
      }
      const warm = [...this.#members].find((member) => !member.busy);
      if (warm !== undefined) {
        // Taken at once: nobody else may take it while this call goes on.
        warm.busy = true;
        return warm;
      }
      if (this.#members.size + this.#starting < WORKERS_PER_FUNCTION) return this.#start(record, code, made);
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  async #start(record: FunctionRecord, code: DeployedCode, made: string): Promise<Member> {
    const began = performance.now();
    this.#starting += 1;
    let member: Member;
    try {
      member = this.#make(record, code, made, await this.options.code.folder(code.sha256));
    } finally {
      this.#starting -= 1;
    }
    const { worker } = member;
    const limit = LOADING_MS + code.timeoutSeconds * 1_000;
    const timer = setTimeout(() => void worker.kill(timedOut(code.timeoutSeconds)), limit);
    await worker.ready;
    clearTimeout(timer);
    member.loading = performance.now() - began;
    return member;
  }

  #make(record: FunctionRecord, code: DeployedCode, made: string, folder: string): Member {
    this.#checkOpen();
    const name = workerName();
    const day = new Date(this.options.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    const stream = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
    const { origin, secret } = this.options;
    const place = { origin: origin(), folder, stream, worker: name, secret };
    const worker = new FunctionWorker({
      folder,
      handler: code.handler,
      memoryMb: code.memoryMb,
      environment: environmentOf(record, code, place),
      log: (message) => this.#write(member, record, message),
    });
    const member: Member = { name, stream, worker, made, loading: undefined, busy: true, lines: [] };
    this.#members.add(member);
    return member;
  }

  async #runIn(
    member: Member,
    record: FunctionRecord,
    code: DeployedCode,
    payload: string,
  ): Promise<Finished> {
    const { now, loseAnswer } = this.options;
    const requestId = randomUUID();
    const { worker, stream } = member;
    member.lines = [];
    this.#write(member, record, `START RequestId: ${requestId} Version: $LATEST`);
    const began = performance.now();
    const limit = code.timeoutSeconds * 1_000;
    const timer = setTimeout(() => void worker.kill(timedOut(code.timeoutSeconds)), limit);
    let execution = await worker.run({
      requestId,
      payload,
      deadline: now() + limit,
      clockAhead: Math.round(now() - Date.now()),
      context: {
        functionName: record.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: record.arn,
        memoryLimitInMB: String(code.memoryMb),
        logGroupName: logGroupOf(record),
        logStreamName: stream,
      },
    });
    clearTimeout(timer);
    if (worker.alive && loseAnswer()) {
      await worker.kill(KILLED);
      execution = { kind: 'failed', error: KILLED, died: true };
    }
    if (execution.kind === 'failed' && execution.died) {
      execution = withRequest(execution, requestId);
      const { errorMessage, errorType } = execution.error;
      this.#write(member, record, `${new Date(now()).toISOString()} ${errorMessage} ${errorType}`);
    }
    this.#write(member, record, `END RequestId: ${requestId}`);
    this.#write(member, record, report(requestId, performance.now() - began, code, member.loading));
    member.loading = undefined;
    const tail = member.lines.map(({ message }) => `${message}\n`).join('');
    return { requestId, execution, logTail: tail.slice(-LOG_TAIL_CHARACTERS) };
  }

  #write(member: Member, record: FunctionRecord, message: string): void {
    const line = { time: this.options.now(), message };
    member.lines.push(line);
    this.options.log(logGroupOf(record), member.stream, [line]);
  }
}
