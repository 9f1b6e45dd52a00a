import type { Delivery } from './model.js';

/** Entries of the log that are kept; the oldest go first. */
const LOG_ENTRIES = 5_000;

/** Work that waits to be delivered, what became of it, and who waits for messages. */
export class Deliveries {
  #log: Delivery[] = [];
  #running = 0;
  #broken: unknown;
  readonly #settled: (() => void)[] = [];
  readonly #waiting = new Map<string, Set<() => void>>();

  /**
   * Does a piece of delivery soon, outside the call that caused it.
   * @param ended Told when work that takes its time has ended.
   */
  later(work: () => unknown, ended: () => void): void {
    this.#running += 1;
    queueMicrotask(() => {
      try {
        const outcome = work();
        if (outcome instanceof Promise) {
          void outcome
            .catch((error: unknown) => this.#breaks(error))
            .finally(() => {
              ended();
              this.#done();
            });
          return;
        }
      } catch (error) {
        this.#breaks(error);
      }
      this.#done();
    });
  }

  /** A delivery that breaks is a bug of the sandbox: whoever waits for deliveries learns of it. */
  #breaks(error: unknown): void {
    this.#broken ??= error;
  }

  #done(): void {
    this.#running -= 1;
    if (this.#running === 0) for (const resolve of this.#settled.splice(0)) resolve();
  }

  /** Resolves when nothing waits to be delivered, what deliveries cause included. */
  async settle(): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#settled.push(resolve);
      });
    }
    const broken = this.#broken;
    this.#broken = undefined;
    if (broken !== undefined) throw broken;
  }

  record(delivery: Delivery): void {
    this.#log.push(delivery);
    // Cut now and then, not with every entry.
    if (this.#log.length > LOG_ENTRIES * 1.2) this.#log.splice(0, this.#log.length - LOG_ENTRIES);
  }

  log(): readonly Delivery[] {
    return [...this.#log];
  }

  restore(log: readonly Delivery[]): void {
    this.#log = [...log];
  }

  /** Wakes everybody who waits at a queue. */
  arrived(queueArn: string): void {
    for (const wake of this.#waiting.get(queueArn) ?? []) wake();
  }

  /** Resolves when a message arrives at a queue, or after the time. */
  async arrival(queueArn: string, milliseconds: number): Promise<void> {
    const waiting = this.#waiting.get(queueArn) ?? new Set();
    this.#waiting.set(queueArn, waiting);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(finish, milliseconds);
      // A receiver that waits does not keep the process alive.
      timer.unref();
      function finish(): void {
        clearTimeout(timer);
        waiting.delete(finish);
        resolve();
      }
      waiting.add(finish);
    });
    if (waiting.size === 0) this.#waiting.delete(queueArn);
  }
}
