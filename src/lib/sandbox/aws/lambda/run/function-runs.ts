import { randomUUID } from 'node:crypto';
import { parseArn } from '../../arn.js';
import type { Context } from '../../context.js';
import type { DeployedCode, FunctionRecord } from '../../processor-records.js';
import { measureAsyncDropped, measureRun } from '../function-metrics.js';
import { invoke } from '../functions.js';
import type { CodeStore } from './code-store.js';
import { FunctionPool, type LoggedLine } from './function-pool.js';
import { type BatchResult, MappingPoller } from './mapping-poller.js';
import { ASYNCHRONOUS_RETRIES, type Finished, type Functions } from './model.js';

/** What functions run with. */
export interface RunOptions {
  readonly code: CodeStore;
  /** What functions sign their calls with. */
  readonly secret: string;
  readonly now: () => number;
  /** `http://host:port` of the sandbox; undefined as long as nobody can reach it: until then nothing is polled. */
  readonly origin: () => string | undefined;
  /** Every region that there is. */
  readonly contexts: () => readonly Context[];
  readonly log: (context: Context, group: string, stream: string, lines: readonly LoggedLine[]) => void;
  readonly loseAnswer: (functionName: string) => boolean;
  /** Told when messages were handled. */
  readonly changed: () => void;
}

/** Runs functions' code, and moves messages from SQS queues to them. */
export class FunctionRuns implements Functions {
  readonly #pools = new Map<string, FunctionPool>();
  readonly #pollers = new Map<string, MappingPoller>();
  readonly #asynchronous = new Set<Promise<void>>();
  #lookSoon: NodeJS.Immediate | undefined;
  #hurried = 0;
  #closed = false;

  constructor(private readonly options: RunOptions) {}

  get code(): CodeStore {
    return this.options.code;
  }

  async run(record: FunctionRecord, payload: string): Promise<Finished> {
    const { deployed } = record;
    if (deployed === undefined) throw new Error(`Function ${record.name} has no code.`);
    deployed.runs += 1;
    const began = { at: this.options.now(), clock: performance.now() };
    const finished = await this.#runIn(record, deployed, payload);
    const milliseconds = performance.now() - began.clock;
    const run = { failed: finished.execution.kind === 'failed', began: began.at, milliseconds };
    const context = this.#contextOf(record);
    if (context !== undefined) measureRun(record, run, context);
    return finished;
  }

  async #runIn(record: FunctionRecord, deployed: DeployedCode, payload: string): Promise<Finished> {
    try {
      return await this.#pool(record).run(record, deployed, payload);
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : String(error);
      const execution = {
        kind: 'failed',
        error: { errorType: 'Sandbox.Error', errorMessage },
        died: true,
      } as const;
      return { requestId: randomUUID(), execution, logTail: '' };
    }
  }

  runLater(record: FunctionRecord, payload: string): void {
    const running: Promise<void> = this.#try(record, payload).finally(() => {
      this.#asynchronous.delete(running);
    });
    this.#asynchronous.add(running);
  }

  drop({ arn }: FunctionRecord): void {
    void this.#pools.get(arn)?.close();
    this.#pools.delete(arn);
    this.look();
  }

  look(): void {
    if (this.#closed || this.#lookSoon !== undefined) return;
    // Not at once: what is sent together is handled together.
    this.#lookSoon = setImmediate(() => {
      this.#lookSoon = undefined;
      this.#lookAtAll();
    });
    this.#lookSoon.unref();
  }

  /**
   * Resolves when nothing runs and no message waits for a function but those that are hidden.
   * @returns whether there was anything
   */
  async settle(): Promise<boolean> {
    this.#hurried += 1;
    try {
      for (let waited = false; ; waited = true) {
        this.#lookAtAll();
        const running = [
          ...this.#asynchronous,
          ...[...this.#pollers.values()].flatMap(({ batches }) => batches),
        ];
        if (running.length === 0) return waited;
        await Promise.race(running);
      }
    } finally {
      this.#hurried -= 1;
    }
  }

  /** Ends the workers of a function, or of all: what they run fails. */
  async kill(functionName?: string): Promise<void> {
    const killed = [...this.#pools].filter(
      ([arn]) =>
        functionName === undefined || arn === functionName || arn.endsWith(`:function:${functionName}`),
    );
    await Promise.all(killed.map(([, pool]) => pool.kill()));
  }

  /** Ends the worker of a name. @returns false where it is none of these */
  async killWorker(name: string): Promise<boolean> {
    for (const pool of this.#pools.values()) {
      if (!pool.names.includes(name)) continue;
      await pool.kill(name);
      return true;
    }
    return false;
  }

  /** ARN of the function that a worker is of; undefined where it is none of these. */
  functionOf(worker: string): string | undefined {
    return [...this.#pools].find(([, { names }]) => names.includes(worker))?.[0];
  }

  /** Forgets what it knew of mappings: the state is another one now. */
  forget(): void {
    for (const poller of this.#pollers.values()) poller.stop();
    this.#pollers.clear();
    this.look();
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    this.#closed = true;
    this.forget();
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  #lookAtAll(): void {
    if (this.#closed || this.options.origin() === undefined) return;
    const there = new Set<string>();
    for (const context of this.options.contexts()) {
      for (const mapping of context.state.mappings.values()) {
        there.add(mapping.uuid);
        const known = this.#pollers.get(mapping.uuid);
        const poller = known ?? this.#poller(context, mapping.uuid);
        poller?.look(this.#hurried > 0);
      }
    }
    for (const [uuid, poller] of this.#pollers) {
      if (there.has(uuid)) continue;
      poller.stop();
      this.#pollers.delete(uuid);
    }
  }

  #poller(context: Context, uuid: string): MappingPoller | undefined {
    const mapping = context.state.mappings.get(uuid);
    if (mapping === undefined) return undefined;
    const made = new MappingPoller({
      context,
      mapping,
      invoke: async (record, payload) => {
        const result = await this.#batch(record, payload);
        this.options.changed();
        this.look();
        return result;
      },
    });
    this.#pollers.set(uuid, made);
    return made;
  }

  async #batch(record: FunctionRecord, payload: string): Promise<BatchResult> {
    if (record.deployed === undefined) {
      const context = this.#contextOf(record);
      if (context === undefined) return { kind: 'failed', why: 'its region is gone' };
      const outcome = invoke(record, payload, context);
      return outcome === 'ran' ? { kind: 'answered', payload: 'null' } : { kind: 'failed', why: outcome };
    }
    const { execution } = await this.run(record, payload);
    return execution.kind === 'answered'
      ? execution
      : { kind: 'failed', why: `${execution.error.errorType}: ${execution.error.errorMessage}` };
  }

  async #try(record: FunctionRecord, payload: string): Promise<void> {
    for (let tries = 0; tries <= ASYNCHRONOUS_RETRIES; tries += 1) {
      const { execution } = await this.run(record, payload);
      if (execution.kind === 'answered' || this.#closed) return;
    }
    const context = this.#contextOf(record);
    if (context !== undefined) measureAsyncDropped(record, context);
  }

  #contextOf({ arn }: FunctionRecord): Context | undefined {
    const region = parseArn(arn)?.region;
    return this.options.contexts().find((each) => each.region === region);
  }

  #pool(record: FunctionRecord): FunctionPool {
    const known = this.#pools.get(record.arn);
    if (known !== undefined) return known;
    const { code, secret, now, origin, log, loseAnswer } = this.options;
    const made = new FunctionPool({
      code,
      secret,
      now,
      origin: () => origin() ?? 'http://127.0.0.1',
      log: (group, stream, lines) => {
        const context = this.#contextOf(record);
        if (context !== undefined) log(context, group, stream, lines);
      },
      loseAnswer: () => loseAnswer(record.name),
    });
    this.#pools.set(record.arn, made);
    return made;
  }
}
