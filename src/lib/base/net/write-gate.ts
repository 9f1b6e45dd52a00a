/**
 * What each call that changes something passes, in the moment before it is sent, each repetition too: who works under a
 * lease stands here. It stands in the clients and not in what carries a plan out, because only there nothing lies between
 * the look and the call: no turn that is waited for, no reading before the write, no pause before a repetition.
 */
export class WriteGate {
  private guard: (() => Promise<void>) | undefined;

  /** Ends when the call may be sent; throws what the guard throws. Without a guard, at once. */
  async pass(): Promise<void> {
    await this.guard?.();
  }

  /** Puts a guard at the gate. @returns takes it away again */
  keep(guard: () => Promise<void>): () => void {
    this.guard = guard;
    return () => {
      if (this.guard === guard) this.guard = undefined;
    };
  }
}
