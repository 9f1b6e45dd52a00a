import { measureQueue } from '../../cloudwatch/queue-use.js';
import type { Context } from '../../context.js';
import type { MessageRecord, QueueRecord } from '../../message-records.js';
import type { FunctionRecord, MappingRecord } from '../../processor-records.js';
import { countAtQueue } from '../../sqs/queue-metrics.js';
import { take } from '../../sqs/store.js';
import { eventIdIn, failedItems, sqsEvent } from './sqs-event.js';

/** Batches of one mapping that are under way at a time. */
const BATCHES_AT_ONCE = 2;

/** What an invocation may carry, bytes: a batch ends before. */
const PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Receipts after which nobody waits for a message any more: one that comes back at once, for ever, would hold up. */
const WAITED_RECEIPTS = 20;

/** How a batch ended: the answer, or why the whole of it failed. */
export type BatchResult =
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly why: string };

/** What a poller works with. */
export interface PollerOptions {
  readonly context: Context;
  readonly mapping: MappingRecord;
  readonly invoke: (record: FunctionRecord, payload: string) => Promise<BatchResult>;
}

/** Takes messages from a mapping's queue, hands them to its function in batches and deletes what succeeded. */
export class MappingPoller {
  readonly #batches = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  /** When the first message of the next batch was seen, by the sandbox's clock. */
  #seen: number | undefined;
  #stopped = false;

  constructor(private readonly options: PollerOptions) {}

  /** Batches under way. */
  get batches(): readonly Promise<void>[] {
    return [...this.#batches];
  }

  /** Takes nothing any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /**
   * Begins what batches can be begun now, and comes back when the next can be.
   * @param hurried The window of a batch that is not full is over.
   */
  look(hurried: boolean): void {
    clearTimeout(this.#timer);
    const { context, mapping } = this.options;
    if (this.#stopped || !mapping.enabled || mapping.unsettled?.state === 'Deleting') return;
    for (;;) {
      const queue = context.state.queues.get(mapping.queueArn);
      const record = context.state.functions.get(mapping.functionArn);
      if (queue === undefined || record === undefined || this.#batches.size >= BATCHES_AT_ONCE) return;
      const now = context.now();
      const visible = queue.messages.filter(({ visibleAt }) => visibleAt <= now);
      if (visible.length === 0) {
        this.#seen = undefined;
        this.#lookAt(Math.min(...queue.messages.map(({ visibleAt }) => visibleAt)));
        return;
      }
      this.#seen ??= now;
      const windowEnds = this.#seen + mapping.windowSeconds * 1_000;
      const waitedFor = hurried && visible.some(({ receives }) => receives < WAITED_RECEIPTS);
      if (visible.length < mapping.batchSize && windowEnds > now && !waitedFor) {
        this.#lookAt(windowEnds);
        return;
      }
      if (hurried && !waitedFor) {
        this.#lookAt(now + 1_000);
        return;
      }
      this.#seen = undefined;
      const before = queue.messages.length;
      // Nothing taken, nothing moved to the dead-letter queue: the groups of a FIFO queue stand still.
      if (!this.#begin(queue, record) && queue.messages.length === before) {
        const hidden = queue.messages.map(({ visibleAt }) => visibleAt).filter((at) => at > now);
        this.#lookAt(Math.min(...hidden));
        return;
      }
    }
  }

  #begin(queue: QueueRecord, record: FunctionRecord): boolean {
    const { context, mapping } = this.options;
    const hidden = Number(queue.attributes['VisibilityTimeout'] ?? 30);
    const messages = fitting(take(queue, mapping.batchSize, hidden, context), context.now());
    if (messages.length === 0) return false;
    const batch: Promise<void> = this.#run(queue, record, messages).finally(() => {
      this.#batches.delete(batch);
    });
    this.#batches.add(batch);
    return true;
  }

  async #run(queue: QueueRecord, record: FunctionRecord, messages: readonly MessageRecord[]): Promise<void> {
    const { context, invoke } = this.options;
    const result = await invoke(record, JSON.stringify(sqsEvent(queue, messages)));
    const failed = result.kind === 'failed' ? undefined : this.#failed(result.payload, messages);
    const done = new Set(failed === undefined ? [] : messages.filter(({ id }) => !failed.has(id)));
    measureQueue(queue, context);
    queue.messages = queue.messages.filter((message) => !done.has(message));
    countAtQueue('NumberOfMessagesDeleted', queue, context, done.size);
    for (const message of done) {
      context.record({
        eventId: eventIdIn(message),
        by: 'lambda',
        target: record.arn,
        queue: queue.arn,
        outcome: message.receives === 1 ? 'delivered' : 'retried',
        why: `function ${record.name} took it from SQS queue ${queue.name} in a batch of ${messages.length}`,
        ...(message.receives === 1 ? {} : { attempts: message.receives }),
      });
    }
  }

  #failed(payload: string, messages: readonly MessageRecord[]): ReadonlySet<string> | undefined {
    return this.options.mapping.reportsItemFailures ? failedItems(payload, messages) : new Set();
  }

  #lookAt(time: number): void {
    if (!Number.isFinite(time)) return;
    const wait = Math.max(0, time - this.options.context.now());
    // A day is enough: whoever waits longer looks again.
    this.#timer = setTimeout(() => this.look(false), Math.min(wait, 86_400_000));
    this.#timer.unref();
  }
}

/** The messages that fit into an invocation; the others are given back unreceived. */
function fitting(messages: readonly MessageRecord[], now: number): readonly MessageRecord[] {
  let bytes = 0;
  const fit = messages.findIndex((message, index) => {
    // JSON writes the body again, with its quotes escaped.
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1_000;
    return index > 0 && bytes > PAYLOAD_BYTES;
  });
  if (fit === -1) return messages;
  for (const message of messages.slice(fit)) {
    message.receives -= 1;
    message.visibleAt = now;
  }
  return messages.slice(0, fit);
}
