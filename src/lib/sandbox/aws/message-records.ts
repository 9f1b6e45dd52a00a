import type { TagMap } from './tag-map.js';

/** An SNS topic. */
export interface TopicRecord {
  readonly arn: string;
  readonly name: string;
  attributes: Record<string, string>;
  tags: TagMap;
  /** Messages of a FIFO topic so far. */
  sequence?: number;
  /** Deduplication ids of a FIFO topic: when, and which message they made. */
  deduplication?: Record<string, { readonly at: number; readonly id: string; readonly sequence: string }>;
}

/** A subscription of an SNS topic. */
export interface SubscriptionRecord {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  /** Epoch milliseconds; absent in what an older gcx saved. */
  readonly created?: number;
  attributes: Record<string, string>;
  /** Confirms the subscription. */
  readonly token: string;
  confirmed: boolean;
}

/** A message attribute of SNS and SQS. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** A message in an SQS queue. */
export interface MessageRecord {
  readonly id: string;
  readonly body: string;
  readonly sent: number;
  readonly attributes: Record<string, string>;
  readonly messageAttributes: Record<string, MessageAttribute>;
  /** Epoch milliseconds from which it can be received. */
  visibleAt: number;
  receives: number;
  firstReceived?: number;
  /** When SQS itself moved it into this dead-letter queue, epoch milliseconds. */
  readonly moved?: number;
  /** The latest receipt handle. */
  receipt?: string;
}

/** An SQS queue. */
export interface QueueRecord {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly created: number;
  modified: number;
  attributes: Record<string, string>;
  tags: TagMap;
  messages: MessageRecord[];
  /** Deduplication ids seen in the last five minutes: when, and which message they made. */
  deduplication: Record<string, { readonly at: number; readonly id: string; readonly sequence: string }>;
  sequence: number;
  purged?: number;
}

/** A task that moves messages of a dead-letter queue. */
export interface MoveTaskRecord {
  readonly handle: string;
  /** ARN of the queue, as the one below. */
  readonly source: string;
  /** Absent: each message goes where it came from. */
  readonly destination?: string;
  /** Messages a second. Absent: as fast as can be. */
  readonly rate?: number;
  /** Epoch milliseconds. */
  readonly started: number;
  readonly toMove: number;
  /** Messages that were there at the start and are there still. */
  left: readonly string[];
  moved: number;
  /** Moved, or dropped because the destination knows them. */
  handled: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  cancelled?: number;
  failure?: string;
}
