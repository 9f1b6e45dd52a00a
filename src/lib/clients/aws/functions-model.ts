import type { Tags } from './tags-model.js';
import type { Sleep } from './wait.js';

/** What gcx sets on a function that it makes. */
export interface FunctionSettings {
  readonly roleArn: string;
  readonly runtime: string;
  /** `FILE.EXPORT`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Megabytes of `/tmp`. Absent: it stays as it is, or as Lambda makes functions. */
  readonly storageMb?: number;
  /** `Active` or `PassThrough`. Absent: as above. */
  readonly tracing?: string;
  /** Absent: as above; without subnets: in no VPC. */
  readonly vpc?: FunctionVpc;
}

/** Where in a VPC a function runs: ids, sorted. */
export interface FunctionVpc {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** A Lambda function as read. */
export interface LambdaFunction extends FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly architecture: string;
  /** Base64 SHA-256 of its zip. */
  readonly codeSha256: string;
  /** Invocations at once that are its own. Absent: none are reserved. */
  readonly reservedConcurrency?: number;
  readonly tags: Tags;
}

/** An event source mapping from an SQS queue. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly functionArn: string;
  readonly queueArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  /** Whether it has filters: Lambda deletes the messages that do not pass, unhandled. */
  readonly filtered: boolean;
  /** Invocations at once, at most. Absent: no limit of its own. */
  readonly maximumConcurrency?: number;
  readonly tags: Tags;
}

/** AWS Lambda's functions and event source mappings as gcx uses them. */
export interface FunctionsApi {
  /** Undefined where there is none. */
  function(name: string): Promise<LambdaFunction | undefined>;
  /** The zip of a function's code, as deployed. */
  code(name: string): Promise<Uint8Array | undefined>;
  /** Waits until the role can be assumed and the function is Active. */
  create(
    name: string,
    settings: FunctionSettings & { readonly architecture: string },
    zip: Uint8Array,
    tags: Tags,
    sleep?: Sleep,
  ): Promise<void>;
  /** Waits while an update is in progress, before and after. */
  updateCode(name: string, architecture: string, zip: Uint8Array, sleep?: Sleep): Promise<void>;
  /** Waits while an update is in progress, before and after, and until a new role can be assumed. */
  updateSettings(name: string, settings: FunctionSettings, sleep?: Sleep): Promise<void>;
  /** Reserves invocations at once for a function; undefined: none. */
  reserve(name: string, concurrency: number | undefined): Promise<void>;
  tag(arn: string, tags: Tags, remove: readonly string[]): Promise<void>;
  /** Nothing where there is none; waits while an update is in progress. */
  delete(name: string, sleep?: Sleep): Promise<void>;
  /** The mappings of a function, all pages; without those that are being deleted. */
  eventSourceMappings(functionName: string): Promise<readonly EventSourceMapping[]>;
  /** With ReportBatchItemFailures; waits while the role cannot read the queue yet. */
  createEventSourceMapping(
    source: {
      readonly functionName: string;
      readonly queueArn: string;
      readonly batchSize: number;
      /** Left out: of a FIFO queue, which has none. */
      readonly windowSeconds?: number;
      readonly maximumConcurrency?: number;
      readonly tags: Tags;
    },
    sleep?: Sleep,
  ): Promise<void>;
  /** Sets ReportBatchItemFailures and takes filters away; waits while a change is under way, before and after. */
  updateEventSourceMapping(
    uuid: string,
    change: {
      readonly batchSize: number;
      readonly windowSeconds?: number;
      /** Null takes the limit away; left out: it stays. */
      readonly maximumConcurrency?: number | null;
      readonly enabled: boolean;
    },
    sleep?: Sleep,
  ): Promise<void>;
  /** Resolves when it is gone; nothing where there is none. */
  deleteEventSourceMapping(uuid: string, sleep?: Sleep): Promise<void>;
  /** Invokes by name or ARN and waits for the answer, as long as a function may run. `failed` is true where the function threw. */
  invoke(name: string, payload: string): Promise<{ readonly payload: string; readonly failed: boolean }>;
}
