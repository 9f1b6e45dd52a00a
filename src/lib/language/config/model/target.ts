import type { JsonObject } from '../../../base/json.js';
import type { HttpTarget } from './http-target.js';
import type { ProcessorTarget } from './processor-target.js';
import type { FieldCondition } from './route.js';
import type { TargetCommon } from './target-common.js';

/** Where a route sends. */
export type Target =
  | SnsTarget
  | SqsTarget
  | LambdaTarget
  | ProcessorTarget
  | KinesisTarget
  | FirehoseTarget
  | StateMachineTarget
  | BusTarget
  | LogGroupTarget
  | HttpTarget
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
export type Subscriber = Receiver & {
  /** Name of the target, an SQS queue, that takes what SNS cannot deliver to it. Absent: none that the file names. */
  readonly deadLetter?: string;
  /** Conditions by field, as in `where` of a route: what does not meet them is not sent to it. Absent: none that the file names. */
  readonly filter?: Readonly<Record<string, readonly FieldCondition[]>>;
};

/** A receiver of an SNS topic. */
type Receiver =
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
  /** What else the file says of one that gcx makes. Absent: nothing. */
  readonly settings?: SqsQueueSettings;
}

/** Settings of an SQS queue that gcx makes. What is absent is as SQS makes it, or as people set it. */
export interface SqsQueueSettings {
  /** Seconds for which a message is kept. */
  readonly retentionSeconds?: number;
  /** Seconds for which a received message is hidden from other receivers. */
  readonly visibilitySeconds?: number;
  /** Seconds for which a new message is held back. */
  readonly delaySeconds?: number;
  /** Seconds for which a request for messages waits where there is none. */
  readonly waitSeconds?: number;
  /** Bytes of the largest message. */
  readonly maxMessageBytes?: number;
  /** `sse-sqs`: with keys of SQS's own; `none`: not at all. Absent: as `key` says, else as SQS makes it. */
  readonly encryption?: 'sse-sqs' | 'none';
  /** Seconds for which SQS uses a data key of KMS again. */
  readonly keyReuseSeconds?: number;
  /** Of a FIFO queue: what its throughput quota and its deduplication hold for. */
  readonly throughput?: 'perQueue' | 'perMessageGroup';
  /** Where messages go that its consumers received too often. */
  readonly redrive?: SqsRedrive;
}

/** What becomes of messages that the consumers of an SQS queue received and did not delete. */
export interface SqsRedrive {
  /** Receives after which a message is moved. */
  readonly maxReceives: number;
  /** Name of the target, an SQS queue, that it is moved to. */
  readonly deadLetter: string;
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

/** A Step Functions state machine of the file's account as a target; it must exist. */
export interface StateMachineTarget extends TargetCommon {
  readonly kind: 'stateMachine';
  readonly machineName: string;
  /** Version or alias. */
  readonly qualifier?: string;
}

/** Another event bus as a target; it must exist. It takes neither an input nor a retry policy. */
export interface BusTarget extends TargetCommon {
  readonly kind: 'bus';
  readonly busName: string;
  /** Account that owns it; the file's own unless `existing` named an ARN. */
  readonly account: string;
  /** Region that it is in; the file's own unless `existing` named an ARN. */
  readonly region: string;
}

/** A log group of CloudWatch Logs, in the file's account and region, as a target. */
export interface LogGroupTarget extends TargetCommon {
  readonly kind: 'logGroup';
  readonly provenance: Provenance;
  readonly groupName: string;
  /** Days for which one that gcx makes keeps events; 0: for ever. Absent: it exists. */
  readonly retentionDays?: number;
  /** ARN of the KMS key that encrypts it, of one that gcx makes. */
  readonly key?: string;
}

/** Any other target, by ARN. */
export interface ArnTarget extends TargetCommon {
  readonly kind: 'arn';
  readonly arn: string;
  /** What it takes beside its ARN, by AWS's names (PutTargets), e.g. `EcsParameters`. Absent: nothing. */
  readonly parameters?: JsonObject;
}
