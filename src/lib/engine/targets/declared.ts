import type { JsonObject } from '../../base/json.js';
import type { DeclaredEndpoint } from './declared-endpoint.js';
import type { DeclaredLogGroup } from './declared-log-group.js';
import type { DeclaredProcessor } from './declared-processor.js';
import type { DeclaredQueue } from './declared-queue.js';
import type { DeclaredSenderRole } from './declared-sender-role.js';

/** A subscription that the file wants. */
export interface DeclaredSnsSubscription {
  readonly protocol: 'email' | 'https' | 'sqs' | 'lambda';
  /** Address, URL or ARN. */
  readonly endpoint: string;
  readonly raw: boolean;
  /** ARN of the SQS queue that takes what SNS cannot deliver there. Absent: none that the file names. */
  readonly deadLettersTo?: string;
  /** The filter policy on the body of the message. Absent: none that the file names. */
  readonly filter?: JsonObject;
}

/** An SNS topic that the file speaks of. */
export interface DeclaredTopic {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** Name of its target in the file. */
  readonly target: string;
  readonly create: boolean;
  /** ARN of its KMS key. */
  readonly key?: string;
  readonly subscriptions: readonly DeclaredSnsSubscription[];
}

/** A Lambda function that the file speaks of. */
export interface DeclaredFunction {
  /** Without qualifier. */
  readonly arn: string;
  readonly name: string;
  readonly qualifier?: string;
  readonly target: string;
}

/** The SNS topics, SQS queues, Lambda functions, processors, HTTPS endpoints, log groups and roles of a file's targets. */
export interface Declared {
  readonly topics: readonly DeclaredTopic[];
  /** Those of processors among them. */
  readonly queues: readonly DeclaredQueue[];
  /** Those that exist; a processor's is with the processor. */
  readonly functions: readonly DeclaredFunction[];
  readonly processors: readonly DeclaredProcessor[];
  /** HTTPS endpoints, each with its connection and API destination. */
  readonly endpoints: readonly DeclaredEndpoint[];
  /** Log groups of CloudWatch Logs that rules send to, without those of processors and of the event bus. */
  readonly logGroups: readonly DeclaredLogGroup[];
  /** IAM roles that gcx makes for EventBridge to send with. */
  readonly senderRoles: readonly DeclaredSenderRole[];
}
