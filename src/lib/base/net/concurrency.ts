/**
 * Lets a bounded number of tasks run at once; the rest wait in the order they came. The bound follows the service: it is
 * halved each time that the service throttles, and grows by one for each round of tasks that it takes (additive increase,
 * multiplicative decrease, as TCP does).
 */
export class Concurrency {
  private running = 0;
  private limit: number;
  /** Tasks that ended under this bound. */
  private ended = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param most Tasks that may run at once, 1 or more
   * @param first How many at first; absent: `most`
   */
  constructor(
    private readonly most: number,
    first: number = most,
  ) {
    this.limit = Math.min(first, most);
  }

  /** Runs a task when it is its turn; gives back or throws what it does. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await task();
    } finally {
      this.running--;
      // What was begun under a higher bound says nothing about this one.
      if (this.running < this.limit) this.ended++;
      if (this.ended >= this.limit && this.limit < this.most) this.setLimit(this.limit + 1);
      this.admit();
    }
  }

  /** The service says that there are too many calls: from now on half as many at once. */
  throttled(): void {
    this.setLimit(Math.max(1, Math.floor(this.limit / 2)));
  }

  private setLimit(limit: number): void {
    this.limit = limit;
    this.ended = 0;
  }

  private admit(): void {
    while (this.running < this.limit) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.running++;
      next();
    }
  }
}
