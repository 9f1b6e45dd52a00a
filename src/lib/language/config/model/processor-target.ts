import type { QueueSelector, Route } from './route.js';
import type { TargetCommon } from './target-common.js';

/** A Lambda that gcx builds around a handler of the user's, with the SQS queue before it and all that it needs. */
export interface ProcessorTarget extends TargetCommon {
  readonly kind: 'processor';
  /** What the processor's things on AWS are called, where the file says it. Absent: after project, environment and target. */
  readonly physicalName?: string;
  /** File with the handler, as the file gives it: relative to the folder of the file. */
  readonly handler: string;
  /** A second filter, within what the routes let through. Absent: all events are handled. */
  readonly only?: ProcessorFilter;
  /** Absent: duplicates are handled again. */
  readonly deduplicate?: DeduplicationPolicy;
  /** Absent: an event is handled however old it is. */
  readonly maxEventAge?: EventAgePolicy;
  /**
   * The message group of its FIFO queue: a word, or a path into the event. Events of one group are handled in order.
   * Absent: its queue is a standard one.
   */
  readonly messageGroup?: string;
  readonly batch: {
    /** Messages of one invocation at most. */
    readonly size: number;
    /** How long Lambda gathers messages for a batch, in seconds; 0 with a message group. */
    readonly windowSeconds: number;
  };
  /** Events that are handled at once within an invocation. */
  readonly concurrency: number;
  /** Megabytes. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Absent: a new function gets gcx's default, and others keep theirs. */
  readonly runtime?: ProcessorRuntime;
  /** Invocations at once by the event source mapping. Absent: as Lambda has it, or people set it. */
  readonly maximumConcurrency?: number;
  /** Invocations at once that are the function's alone. Absent: as above. */
  readonly reservedConcurrency?: number;
  /** Megabytes of `/tmp`. Absent: as above. */
  readonly storageMb?: number;
  /** The VPC that the function runs in. Absent: as above. */
  readonly vpc?: ProcessorVpc;
  /** Whether Lambda sends traces to X-Ray. Absent: as above. */
  readonly tracing?: 'active' | 'passThrough';
  /** CloudWatch namespace of its own metrics. Absent: gcx's, METRICS_NAMESPACE. */
  readonly metricsNamespace?: string;
  readonly architecture: 'arm64' | 'x86_64';
  /** How long CloudWatch keeps the logs, in days; 0: for ever. */
  readonly logRetentionDays: number;
  /** ARN of the role that the function runs as; gcx then makes none. */
  readonly executionRole?: string;
  /** Plain environment variables of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name in the handler's `secrets` → ARN of a secret of AWS Secrets Manager, read at start. */
  readonly secrets: Readonly<Record<string, string>>;
  /** ARNs of the KMS keys of yours that encrypt secrets; distinct. Absent: there are none. */
  readonly secretKeys?: readonly string[];
  /** What the role that gcx makes allows in addition. Absent: nothing. */
  readonly permissions?: readonly ProcessorPermission[];
  readonly migrations: readonly SchemaMigration[];
  /** Name of the target, an SNS topic, that alarms are sent to. Absent: no alarms. */
  readonly alarms?: string;
}

/** Node.js as Lambda calls it. */
export type ProcessorRuntime = 'nodejs22.x' | 'nodejs24.x';

/** Where in a VPC a function runs; ids, sorted and distinct. */
export interface ProcessorVpc {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** What a file adds to the role of a processor. */
export interface ProcessorPermission {
  /** As IAM calls them. Never empty. */
  readonly actions: readonly string[];
  /** ARNs, with wildcards. Never empty. */
  readonly resources: readonly string[];
}

/** What a processor handles of the events that reach it. */
export interface ProcessorFilter {
  /** As in {@link Route.events}. Absent: every event type. */
  readonly events?: readonly string[];
  /** Absent: every queue. Never empty. */
  readonly queues?: readonly QueueSelector[];
  /** Whether events that name no queue are handled where `queues` is given. */
  readonly withoutQueue: boolean;
}

/** How a processor tells an event that it has handled before. */
export interface DeduplicationPolicy {
  /** How long a handled event is remembered, in seconds. */
  readonly forSeconds: number;
  /** Dotted paths into the event, such as `detail.eventBody.id`, that together are its key. Absent: the format's own key. */
  readonly key?: readonly string[];
}

/** What a processor does with old events. */
export interface EventAgePolicy {
  readonly ofSeconds: number;
  readonly then: 'deadLetter' | 'drop';
}

/** How a processor brings events of one schema version to the next. */
export interface SchemaMigration {
  readonly from: string;
  readonly to: string;
  /** Old → new dotted path within the payload. */
  readonly move: Readonly<Record<string, string>>;
}
