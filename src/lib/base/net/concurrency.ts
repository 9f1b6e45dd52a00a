/** Lets a bounded number of tasks run at once; the rest wait in the order they came. */
export class Concurrency {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param limit Tasks that may run at once, 1 or more. */
  constructor(private readonly limit: number) {}

  /** Runs a task when it is its turn; gives back or throws what it does. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      // The place passes on to who waits longest, so the count stays.
      if (next === undefined) this.running--;
      else next();
    }
  }
}
