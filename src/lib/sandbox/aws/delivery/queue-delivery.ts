import type { Context } from '../context.js';
import { whyNotEncrypted } from '../kms/use-key.js';
import type { Receipt } from '../model.js';
import { parsePolicy, statementsOf } from '../policies/document.js';
import { enqueue, isFifo, type NewMessage } from '../sqs/store.js';
import { type Failure, noSuchQueue, notAuthorized } from './failure.js';
import { whyNotLetIn } from './let-in.js';
import type { Sender } from './sender.js';

/** How handing something to a target went. */
export type Handover =
  | {
      readonly kind: 'done';
      readonly how: string;
      /** What a target got that the sandbox does not run. */
      readonly received?: Receipt;
      /** Of a topic that took it and has nobody to hand it to: why, as a sentence goes on. */
      readonly unheard?: string;
    }
  /** Nothing was sent, as nothing in the sandbox stands for the host. */
  | { readonly kind: 'unsent'; readonly why: string }
  /** `refused`: never going to work, no retry. `failed`: may work later. `lost`: taken, and never seen again. */
  | ({
      readonly kind: 'refused' | 'failed' | 'lost';
      /** Seconds before which the target does not want to be tried again. */
      readonly retryAfter?: number;
    } & Failure);

/** Hands a message to a queue as a service does: where the queue's policy lets it in. */
export function handToQueue(
  queueArn: string,
  message: NewMessage,
  sender: Sender,
  context: Context,
): Handover {
  const queue = context.state.queues.get(queueArn);
  if (queue === undefined)
    return {
      kind: 'refused',
      code: 'NO_RESOURCE',
      why: `there is no SQS queue ${queueArn}`,
      message: noSuchQueue(),
    };
  const encrypted = {
    service: 'sqs',
    called: `SQS queue ${queue.name}`,
    key: queue.attributes['KmsMasterKeyId'],
  } as const;
  const noKey = whyNotEncrypted(sender, encrypted, context);
  if (noKey !== undefined) return { kind: 'refused', ...noKey };
  const policy = parsePolicy(queue.attributes['Policy'] ?? '');
  const why = whyNotLetIn(sender, {
    action: 'sqs:SendMessage',
    resource: queue.arn,
    called: `SQS queue ${queue.name}`,
    statements: policy === undefined ? [] : statementsOf(policy),
  });
  if (why !== undefined) {
    const words = sender.role === undefined ? { message: notAuthorized('sqs', queue.arn) } : {};
    return { kind: 'refused', code: 'NO_PERMISSIONS', why, ...words };
  }
  if (isFifo(queue)) {
    const deduplicates = queue.attributes['ContentBasedDeduplication'] === 'true';
    if (message.group === undefined) {
      return {
        kind: 'refused',
        code: 'INVALID_PARAMETER',
        why: `SQS queue ${queue.name} is FIFO and the message has no group`,
      };
    }
    if (message.deduplication === undefined && !deduplicates) {
      const why = `SQS queue ${queue.name} is FIFO without content-based deduplication`;
      return { kind: 'refused', code: 'INVALID_PARAMETER', why };
    }
  }
  enqueue(queue, message, context);
  return { kind: 'done', how: `sent to SQS queue ${queue.name}` };
}
