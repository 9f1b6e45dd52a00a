import type { DeadMessage } from './model.js';

/** Dead-letter queues as a redrive uses them, by name. */
export interface DeadLetterQueues {
  /** Up to ten messages, hidden from others for this many seconds; undefined where there is no such queue. */
  receive(queue: string, hiddenSeconds: number): Promise<readonly DeadMessage[] | undefined>;
  /** Lets others see messages again at once; best effort. */
  release(queue: string, receipts: readonly string[]): Promise<void>;
  delete(queue: string, receipts: readonly string[]): Promise<void>;
}
