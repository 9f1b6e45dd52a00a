import type { JsonObject } from '../../base/json.js';
import type { FunctionBehaviour } from './function-behaviour.js';
import type { TagMap } from './tag-map.js';

/** A Lambda function. */
export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly qualifiers: string[];
  readonly created: number;
  behaviour: FunctionBehaviour;
  /** Refusals and failures so far, for behaviors with `times`. */
  failures: number;
  tags: TagMap;
  /** Statements by qualifier; the empty one is the function itself. */
  policies: Record<string, JsonObject[]>;
  revision: number;
  /** Reserved concurrency; absent: none. With 0 nothing runs. */
  reserved?: number;
  /** Changes of its policies so far; absent in what an older gcx saved. */
  policyRevision?: number;
  /** Payloads of a function without code; those of one that runs are not kept. */
  invocations: string[];
  /** Absent: it was there from the start and only takes what it is given. */
  deployed?: DeployedCode;
}

/** What CreateFunction was given, and what a worker is made of. The zip lies in the code store, by its SHA-256. */
export interface DeployedCode {
  /** Base64. */
  sha256: string;
  /** Bytes of the zip. */
  size: number;
  role: string;
  runtime: string;
  /** `FILE.EXPORT`. */
  handler: string;
  description: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
  /** Settings that are shown and not carried out, as Lambda shows them. */
  kept?: JsonObject;
  architecture: string;
  /** Epoch milliseconds. */
  modified: number;
  /** Under way until it was read once, or until the time (epoch milliseconds). */
  unsettled?: { readonly kind: 'creating' | 'updating'; readonly until: number };
  /** Executions so far. */
  runs: number;
}

/** An event source mapping from an SQS queue to a function. */
export interface MappingRecord {
  readonly uuid: string;
  readonly queueArn: string;
  functionArn: string;
  enabled: boolean;
  batchSize: number;
  windowSeconds: number;
  /** ReportBatchItemFailures. */
  reportsItemFailures: boolean;
  /** FilterCriteria's patterns: kept and shown, not carried out. */
  filters?: readonly string[];
  /** ScalingConfig's MaximumConcurrency. */
  maximumConcurrency?: number;
  /** Settings that are shown and not carried out, as Lambda shows them. */
  kept?: JsonObject;
  tags: TagMap;
  /** Epoch milliseconds. */
  modified: number;
  /** Under way until it was read once, or until the time (epoch milliseconds). */
  unsettled?: {
    readonly state: 'Creating' | 'Updating' | 'Enabling' | 'Disabling' | 'Deleting';
    readonly until: number;
  };
}

/** An IAM role. */
export interface RoleRecord {
  readonly name: string;
  /** `/` or `/…/`. */
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly description?: string;
  /** Its trust policy's text. */
  trust: string;
  /** Texts of its inline policies, by name. */
  policies: Record<string, string>;
  /** ARNs of managed policies. */
  attached?: readonly string[];
  /** ARN of its permissions boundary. */
  boundary?: string;
  tags: TagMap;
}

/** What an alarm can be. */
export type AlarmValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** The state of an alarm, and why; times are epoch milliseconds. */
export interface AlarmState {
  readonly value: AlarmValue;
  readonly reason: string;
  /** JSON. */
  readonly data?: string;
  readonly updated: number;
  readonly transitioned: number;
}

/** An alarm on a metric, or on several. */
export interface AlarmRecord {
  readonly name: string;
  readonly arn: string;
  /** As DescribeAlarms tells them. */
  readonly settings: JsonObject;
  /** Epoch milliseconds. */
  readonly updated: number;
  tags: TagMap;
  /** Absent in what an older gcx saved: never looked at. */
  state?: AlarmState;
  /** The minute at whose beginning it was last looked at, since the epoch. */
  evaluated?: number;
}

/** Something that happened to an alarm. */
export interface AlarmHistoryRecord {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** A secret of Secrets Manager; the sandbox has one version of each. */
export interface SecretRecord {
  readonly arn: string;
  readonly name: string;
  value: string;
  /** UUID. */
  version: string;
  /** Epoch milliseconds. */
  readonly created: number;
  /** Epoch milliseconds; absent: as it was made. */
  changed?: number;
  /** The service that made it and alone may change it. */
  readonly owner?: string;
}

/** What dynalite does not keep of a DynamoDB table. */
export interface TableRecord {
  readonly name: string;
  readonly arn: string;
  tags: TagMap;
  /** The time to live of its items; `changed` in epoch milliseconds. */
  expiry?: { readonly attribute: string; readonly enabled: boolean; readonly changed: number };
}

/** A line of a log stream; times are epoch milliseconds. */
export interface LogEventRecord {
  readonly id: string;
  readonly stream: string;
  readonly time: number;
  readonly ingested: number;
  readonly message: string;
}

/** A resource policy of CloudWatch Logs: of the account, by a name, or of a log group. */
export interface LogPolicyRecord {
  readonly name?: string;
  /** ARN as it was given. */
  readonly resource?: string;
  /** As it was written. */
  readonly document: string;
  /** Epoch milliseconds. */
  readonly updated: number;
  /** Only of a log group's. */
  readonly revision?: string;
}

/** A CloudWatch log group. */
export interface LogGroupRecord {
  readonly name: string;
  /** Without the `:*` that the API appends in places. */
  readonly arn: string;
  /** Epoch milliseconds. */
  readonly created: number;
  /** Absent: kept for ever. */
  retentionDays?: number;
  /** ARN of the KMS key that encrypts it; absent: AWS's own way. */
  key?: string;
  tags: TagMap;
  /** When each stream was made (epoch milliseconds), by its name. */
  streams: Record<string, number>;
  /** In the order in which they came in. */
  events: LogEventRecord[];
  /** Events so far, those that were dropped included. */
  written: number;
}

/** A KMS key. */
export interface KeyRecord {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  /** Epoch milliseconds. */
  readonly created: number;
  enabled: boolean;
  policy: JsonObject;
  /** `alias/NAME`. */
  readonly alias?: string;
}

/** One version of a parameter. */
export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly description?: string;
  /** Epoch milliseconds. */
  readonly modified: number;
  /** ARN of who wrote it. */
  readonly by: string;
  labels?: readonly string[];
}

/** A parameter of Systems Manager's Parameter Store. */
export interface ParameterRecord {
  readonly name: string;
  readonly type: string;
  /** The latest ones, oldest first; never empty. */
  readonly versions: ParameterVersion[];
}
