import type { EventFormat } from '../../language/events/formats/model.js';

/**
 * What a processor's Lambda does, settled when it is built: plain JSON that lies beside the code in its zip. It names
 * no account and no ARN but those of secrets; where its table and queues are, {@link ProcessorVariable} says.
 */
export interface ProcessorSettings {
  readonly schemaVersion: 1;
  /** The target's name in the file. */
  readonly processor: string;
  readonly project: string;
  readonly environment: string;
  /** Host part of the Genesys Cloud environment, e.g. `mypurecloud.ie`. */
  readonly genesysEnvironment: string;
  /** The formats in which events can come, each once. */
  readonly formats: readonly EventFormat[];
  /** Names of queues by id, as far as they were looked up when it was built. */
  readonly queueNames: Readonly<Record<string, string>>;
  /** What is handled. Absent: everything. */
  readonly only?: {
    /** Event types as the formats name them. Absent: all. */
    readonly events?: readonly string[];
    /** Ids. Absent: all. */
    readonly queues?: readonly string[];
    /** Whether an event that names no queue is handled where `queues` is given. */
    readonly withoutQueue: boolean;
  };
  readonly deduplicate?: { readonly forSeconds: number; readonly key?: readonly string[] };
  readonly maxEventAge?: { readonly ofSeconds: number; readonly then: 'deadLetter' | 'drop' };
  /** Events handled at once within an invocation. */
  readonly concurrency: number;
  /** Receipts of a message after which an event whose handler fails is dead-lettered. */
  readonly attempts: number;
  /** Of a FIFO queue: receipts after which an event is given up that was never handled to its end. Absent: SQS counts them. */
  readonly maxReceives?: number;
  /** Name → ARN in AWS Secrets Manager. */
  readonly secrets: Readonly<Record<string, string>>;
  /** CloudWatch namespace of the metrics. Absent: {@link METRICS_NAMESPACE}. */
  readonly metricsNamespace?: string;
  readonly migrations: readonly {
    readonly from: string;
    readonly to: string;
    readonly move: Readonly<Record<string, string>>;
  }[];
}

/** The environment variables with which a processor's function learns where its things are. */
export const ProcessorVariable = {
  /** Name of the DynamoDB table of handled events. */
  table: 'GENESYS_GCX_TABLE',
  /** URL of the SQS queue that events come from. */
  queueUrl: 'GENESYS_GCX_QUEUE_URL',
  /** URL of the SQS queue for what cannot be handled. */
  deadLetterQueueUrl: 'GENESYS_GCX_DEAD_LETTER_QUEUE_URL',
  /** `{protocol, host, port}` of a local Genesys Cloud as JSON; only in the sandbox. */
  genesysGateway: 'GENESYS_GCX_GENESYS_GATEWAY',
} as const;

/** Receipts of a message after which the processor gives an event up; the queue's own redrive comes later, for a Lambda that dies each time. */
export const PROCESSOR_ATTEMPTS = 5;

/** `maxReceiveCount` of the processor's SQS queue: above {@link PROCESSOR_ATTEMPTS}, so that the processor can say the reason. */
export const PROCESSOR_MAX_RECEIVES = 8;

/** CloudWatch namespace of the metrics of processors for which the file names no other. */
export const METRICS_NAMESPACE = 'gcx';

/** Attribute of the table's TTL, and of its partition key: what Powertools' idempotency expects. */
export const ProcessorTable = { key: 'id', ttl: 'expiration' } as const;

/** Message attributes of what the processor dead-letters; EventBridge's own dead letters have others (ERROR_CODE, …). */
export const DeadLetterAttribute = {
  /** One word of {@link DEAD_LETTER_REASONS}. */
  reason: 'gcx-reason',
  /** What was wrong, one line of at most 1,000 characters, without personal data. */
  detail: 'gcx-detail',
  /** The target's name. */
  processor: 'gcx-processor',
  /** The event type, where it is known. */
  eventType: 'gcx-event-type',
  /** Set by `gcx redrive` on what it sends back: the age of such an event is not judged again. */
  redriven: 'gcx-redriven',
} as const;

/** Why the processor dead-letters an event. */
export const DEAD_LETTER_REASONS = ['malformed', 'too-old', 'handler-failed', 'do-not-retry'] as const;
