import type { JsonObject } from '../../base/json.js';
import type { WayBack } from '../../engine/targets/kind.js';

/** A message of a dead-letter queue. */
export interface DeadMessage {
  readonly id: string;
  readonly body: string;
  /** What deletes it, or makes it visible again. */
  readonly receipt: string;
  /** When it was sent to the SQS queue it is in, epoch ms. */
  readonly sentAt?: number;
  /** SQS's own attributes, such as DeadLetterQueueSourceArn. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Text attributes that the sender set. */
  readonly messageAttributes: Readonly<Record<string, string>>;
}

/** Who put a message into a dead-letter queue, and why. */
export type DeadLetterOrigin =
  /** A gcx processor: `reason` is one word, `detail` what was wrong. */
  | {
      readonly kind: 'processor';
      /** Absent: the event left no room for it. It is the processor whose dead-letter queue this is. */
      readonly processor?: string;
      readonly reason: string;
      readonly detail?: string;
    }
  /** EventBridge could not deliver it. */
  | {
      readonly kind: 'eventbridge';
      readonly targetArn: string;
      readonly code: string;
      readonly detail?: string;
    }
  /** SQS moved it there: its receiver never said that it was done. */
  | { readonly kind: 'sqs'; readonly sourceArn: string }
  /** Nothing says where it comes from. */
  | { readonly kind: 'unknown' };

/** A message of a dead-letter queue, understood. */
export interface DeadLetter {
  /** Name of the dead-letter queue. */
  readonly queue: string;
  readonly message: DeadMessage;
  readonly origin: DeadLetterOrigin;
  /** What `--reason` chooses by: a processor's reason, EventBridge's error code, `receiver-died` or `unknown`. */
  readonly reason: string;
  readonly eventType?: string;
  /** The conversation that the event is of, where it says so. */
  readonly conversationId?: string;
  /** The event, where the body is one. */
  readonly event?: JsonObject;
}

/** Dead letters of one reason that go the same way. */
export interface DeadLetterGroup {
  readonly reason: string;
  readonly origin: DeadLetterOrigin['kind'];
  readonly queue: string;
  readonly wayBack: WayBack;
  readonly count: number;
  /** Short names or templates of event types, each once; sorted. */
  readonly eventTypes: readonly string[];
  /** Ids of the conversations that the events are of, each once, the newest first; of some events nobody can tell. */
  readonly conversations: readonly string[];
  /** Epoch ms; absent where SQS did not say. */
  readonly oldest?: number;
  readonly newest?: number;
  /** What was wrong, of the newest. */
  readonly example?: string;
}
