import type { ProcessorTarget } from './processor-target.js';
import type { TargetCommon } from './target-common.js';

/** Where a route sends. */
export type Target =
  | SnsTarget
  | SqsTarget
  | LambdaTarget
  | ProcessorTarget
  | KinesisTarget
  | FirehoseTarget
  | ArnTarget;

/** Whether gcx makes a thing or finds it there. */
export type Provenance = 'create' | 'existing';

/** An SNS topic as a target. */
export interface SnsTarget extends TargetCommon {
  readonly kind: 'sns';
  readonly provenance: Provenance;
  /** Topic name; may hold `{eventType}` when created: then one topic for each event type of the route. */
  readonly topicName: string;
  /** Account that owns the topic; the project's own unless `existing` named an ARN. */
  readonly account: string;
  readonly subscribers: readonly Subscriber[];
  /** ARN of the KMS key that encrypts it, of one that gcx makes. */
  readonly key?: string;
}

/** Who receives what an SNS topic gets. */
export type Subscriber =
  | { readonly kind: 'email'; readonly address: string }
  | { readonly kind: 'https'; readonly url: string; readonly raw: boolean }
  /** `target` names an SQS queue or Lambda function of the file. */
  | { readonly kind: 'sqs'; readonly target: string; readonly raw: boolean }
  | { readonly kind: 'lambda'; readonly target: string };

/** An SQS queue as a target. */
export interface SqsTarget extends TargetCommon {
  readonly kind: 'sqs';
  readonly provenance: Provenance;
  readonly queueName: string;
  readonly account: string;
  /** Message group for a FIFO queue: a word, or a path into the event that begins with `$`. */
  readonly messageGroup?: string;
  /** ARN of the KMS key that encrypts it, of one that gcx makes. */
  readonly key?: string;
}

/** A Lambda function as a target; it must exist. */
export interface LambdaTarget extends TargetCommon {
  readonly kind: 'lambda';
  readonly functionName: string;
  readonly account: string;
  /** Version or alias. */
  readonly qualifier?: string;
}

/** A Kinesis data stream as a target; it must exist. */
export interface KinesisTarget extends TargetCommon {
  readonly kind: 'kinesis';
  readonly streamName: string;
  readonly account: string;
  /** Path into the event whose value is the partition key of its record. Absent: EventBridge makes one for each event. */
  readonly partitionKey?: string;
}

/** A Firehose stream of the file's account as a target; it must exist. */
export interface FirehoseTarget extends TargetCommon {
  readonly kind: 'firehose';
  readonly streamName: string;
}

/** Any other target, by ARN. */
export interface ArnTarget extends TargetCommon {
  readonly kind: 'arn';
  readonly arn: string;
}
