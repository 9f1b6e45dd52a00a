import type { JsonObject } from '../../base/json.js';
import type { Tags } from './tags-model.js';

/**
 * Waits for so many ms; rejects when what waits is interrupted. Calls that wait for AWS take one; without it they wait
 * with the runtime's.
 */
export type Sleep = (ms: number) => Promise<void>;

/** A DynamoDB table. */
export interface DynamoTable {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  /** Name of the partition key where it is the whole key and a string. */
  readonly key?: string;
  /** True where its throughput is set, and what exceeds it is throttled. */
  readonly provisioned: boolean;
  /** Attribute of the TTL that is on (or is being turned on). */
  readonly ttl?: string;
  readonly tags: Tags;
}

/** Amazon DynamoDB as gcx uses it: tables only, never items. */
export interface DynamoApi {
  /** Undefined where there is none, or it is being deleted. */
  table(name: string): Promise<DynamoTable | undefined>;
  /** On demand, with a string as partition key; resolves when it is ACTIVE. */
  createTable(name: string, key: string, tags: Tags, sleep?: Sleep): Promise<void>;
  /** Resolves when it is ACTIVE again. AWS takes a few such changes of a table a day. */
  setOnDemand(name: string, sleep?: Sleep): Promise<void>;
  /**
   * Nothing where it is on already (DescribeTimeToLive first: a second update within an hour is refused). Waits while the table
   * changes.
   */
  enableTtl(name: string, attribute: string, sleep?: Sleep): Promise<void>;
  /** Waits while the table changes. */
  tag(arn: string, tags: Tags, remove: readonly string[], sleep?: Sleep): Promise<void>;
  /** Resolves when it is gone; nothing where there is none. */
  deleteTable(name: string, sleep?: Sleep): Promise<void>;
}

/** An IAM role with its one inline policy of a name. */
export interface IamRole {
  readonly name: string;
  readonly arn: string;
  readonly trust?: JsonObject;
  /** ARN of its permissions boundary. */
  readonly boundary?: string;
  /** Document of each inline policy, by name. */
  readonly policies: Readonly<Record<string, JsonObject>>;
  readonly tags: Tags;
}

/** AWS IAM as gcx uses it: the roles of processors. */
export interface IamApi {
  /** Undefined where there is none. */
  role(name: string): Promise<IamRole | undefined>;
  createRole(role: {
    readonly name: string;
    /** Begins and ends with a slash. */
    readonly path: string;
    readonly description: string;
    readonly trust: JsonObject;
    readonly boundary?: string;
    readonly tags: Tags;
  }): Promise<void>;
  /** The document of a role's inline policy; undefined where there is none, or no such role. */
  policy(role: string, policy: string): Promise<JsonObject | undefined>;
  putPolicy(role: string, policy: string, document: JsonObject): Promise<void>;
  /** gcx takes no boundary away: who named it keeps the right to. */
  setBoundary(role: string, boundary: string): Promise<void>;
  setTrust(role: string, trust: JsonObject): Promise<void>;
  tag(role: string, tags: Tags, remove: readonly string[]): Promise<void>;
  /** With its inline policies; nothing where there is none. Refuses, with nothing deleted, where others attached policies. */
  deleteRole(name: string): Promise<void>;
}

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
}

/** A Lambda function as read. */
export interface LambdaFunction extends FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly architecture: string;
  /** Base64 SHA-256 of its zip. */
  readonly codeSha256: string;
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
      readonly windowSeconds: number;
      readonly tags: Tags;
    },
    sleep?: Sleep,
  ): Promise<void>;
  /** Sets ReportBatchItemFailures and takes filters away; waits while a change is under way, before and after. */
  updateEventSourceMapping(
    uuid: string,
    change: {
      readonly batchSize: number;
      readonly windowSeconds: number;
      readonly enabled: boolean;
    },
    sleep?: Sleep,
  ): Promise<void>;
  /** Resolves when it is gone; nothing where there is none. */
  deleteEventSourceMapping(uuid: string, sleep?: Sleep): Promise<void>;
  /** Invokes by name or ARN and waits for the answer, as long as a function may run. `failed` is true where the function threw. */
  invoke(name: string, payload: string): Promise<{ readonly payload: string; readonly failed: boolean }>;
}
