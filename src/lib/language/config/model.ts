import type { Diagnostic, SourcePosition } from '../../base/terminal/diagnostic.js';
import type { EventFormat } from '../events/formats/model.js';
import type { BusLogLevel } from '../names/bus-log-names.js';
import type { Route } from './model/route.js';
import type { Target } from './model/target.js';

export type {
  DeduplicationPolicy,
  EventAgePolicy,
  ProcessorFilter,
  ProcessorTarget,
} from './model/processor-target.js';
export type { Expectation, FieldCondition, QueueSelector, Route } from './model/route.js';
export type {
  ArnTarget,
  BusTarget,
  FirehoseTarget,
  KinesisTarget,
  LambdaTarget,
  LogGroupTarget,
  Provenance,
  SnsTarget,
  SqsQueueSettings,
  SqsTarget,
  StateMachineTarget,
  Subscriber,
  Target,
} from './model/target.js';
export type { RetryPolicy, TargetCommon, TargetInput } from './model/target-common.js';

/** A path into the file's document, e.g. `['routes', 'sales', 'queues', 0]`. */
export type ConfigPath = readonly (string | number)[];

/** The file for one environment, checked, with variables replaced and defaults filled in. */
export interface Config {
  /** Path as to be shown, relative to the current folder where that is shorter. */
  readonly file: string;
  readonly project: string;
  /** The chosen environment; `default` where the file has none. */
  readonly environment: string;
  /** The environments that the file has. Absent: it has none. */
  readonly environments?: readonly string[];
  /** True where another environment of the file works on the same account, region and bus, so rule names must tell them apart. */
  readonly sharesBus: boolean;
  /** The variables that this environment of the file took, by name: their values are where they stand. Absent: none. */
  readonly variables?: readonly UsedVariable[];
  readonly genesys: GenesysSettings;
  readonly aws: AwsSettings;
  /** Absent: events are not kept for replay. */
  readonly archive?: ArchivePolicy;
  /** What the event bus logs. Absent: gcx sets nothing. */
  readonly logging?: LoggingPolicy;
  /** Alarms of the pipe as a whole. Absent: none, but those of processors. */
  readonly alarms?: PipeAlarms;
  /** The event formats that the file declares, by name. Absent: none. */
  readonly formats?: Readonly<Record<string, EventFormat>>;
  /** Whether only one at a time may change the pipe. Absent: `try`. */
  readonly lease?: LeasePolicy;
  /** What an apply is refused for unless a flag allows it. Absent: gcx's own thresholds. */
  readonly guards?: GuardSettings;
  /** The company's own tags on everything that gcx makes. Absent: none. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What people set on live things and mean so. Absent: nothing. */
  readonly accept?: readonly AcceptedFinding[];
  /** By name, in the file's order. */
  readonly targets: Readonly<Record<string, Target>>;
  /** By name, in the file's order. */
  readonly routes: Readonly<Record<string, Route>>;
}

/** A finding of `plan` that the team accepts: it is not a warning. */
export interface AcceptedFinding {
  /** The thing as messages call it, or the file's name for the target that it belongs to; `*` stands for any text. */
  readonly thing: string;
  /** As messages name it, e.g. `DelaySeconds`. */
  readonly finding: string;
  readonly reason: string;
  /** `YYYY-MM-DD`: the last day on which it is accepted. Absent: always. */
  readonly until?: string;
}

/** Which Genesys Cloud organization the events come from. */
export interface GenesysSettings {
  /** Host part of the environment, e.g. `mypurecloud.ie`; a region in the file (eu-west-1) is turned into it. */
  readonly environment: string;
  /** The organization's id (UUID, lower case). */
  readonly organization: string;
  /** Absent: gcx manages no integration (then `aws.bus` is set). */
  readonly integration?: IntegrationSettings;
  /** The format of the routes that name no other. Absent: `partner`. */
  readonly format?: EventFormat;
  /** How event types are subscribed where there is no integration. Absent: by others. */
  readonly subscriptions?: PerEventTypeSubscriptions;
}

/** Event types are subscribed one by one, at a gateway: those of the routes whose format is the file's own. */
export interface PerEventTypeSubscriptions {
  readonly kind: 'per-event-type';
  /** True: event types that no route needs are disabled. Else none ever is: there is no place to record what gcx enabled. */
  readonly exclusive: boolean;
}

/** The Amazon EventBridge integration in the file. */
export interface IntegrationSettings {
  readonly suffix: string;
  /** False: managed by others; gcx reads and checks it, and never writes it. Absent: gcx manages it. */
  readonly manage?: false;
}

/** Which AWS account and region the events go to. */
export interface AwsSettings {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** An event bus that exists and is used, never created or deleted. Absent: the integration's partner event bus. */
  readonly bus?: string;
  /** ARN of the KMS key that encrypts the event bus that gcx makes. Absent: AWS's own, or the one that people set. */
  readonly busKey?: string;
  /** ARN of the IAM policy that bounds every role that gcx makes. Absent: none. */
  readonly permissionsBoundary?: string;
  /** Profile of the AWS configuration; credentials in the environment beat it. */
  readonly profile?: string;
  /** Rules that an event bus holds in this account. Absent: {@link Limits.rulesPerBus}. */
  readonly rulesPerBus?: number;
}

/**
 * `try`: a lease keeps two at once apart; without the right to it, a warning says that nothing does. `required`: without it
 * nothing is changed. `none`: there is none.
 */
export type LeasePolicy = 'try' | 'required' | 'none';

/** What an apply is refused for unless a flag allows it. */
export interface GuardSettings {
  readonly deletions?: {
    /** Things that one apply deletes or replaces at most. Absent: {@link Limits.guardedDeletions}. */
    readonly count?: number;
    /** Of 100 things that are there. Absent: {@link Limits.guardedDeletionsPercent}. */
    readonly percent?: number;
  };
}

/** How events are kept for replay. */
export interface ArchivePolicy {
  /** 0: for ever. */
  readonly retentionDays: number;
  /** ARN of the KMS key that encrypts the archive. Absent: AWS's own, or the one that people set. */
  readonly key?: string;
}

/** What the event bus logs, which is a setting of the whole bus. */
export interface LoggingPolicy {
  readonly level: BusLogLevel;
  /** `full`: the events themselves, with all personal data in them. */
  readonly detail: 'none' | 'full';
  /** 0: for ever. */
  readonly retentionDays: number;
  /** ARN of the KMS key that encrypts the log group. Absent: CloudWatch's own way. */
  readonly key?: string;
}

/** Whom alarms of the pipe are told, and what stands in them. */
export interface PipeAlarms {
  /** Name of the target, an SNS topic to which no route sends. */
  readonly to: string;
  readonly owner?: string;
  readonly runbook?: string;
  /** Seconds that a message may wait in an SQS queue. */
  readonly oldestSeconds: number;
}

/** A file as loaded for one environment. */
export interface LoadedConfig {
  readonly config: Config;
  /** Warnings; errors are thrown. */
  readonly warnings: readonly Diagnostic[];
  /** Things to say aloud, e.g. that the file was found in a parent folder. */
  readonly notices: readonly string[];
  /** What `--var` gave of the variables that it took, where outputs may show their values. Absent: nothing. */
  readonly given?: readonly { readonly name: string; readonly value: string }[];
  /** Where the file says it: the nearest position for a path of the document; used by later errors (a queue not found). */
  locate(path: ConfigPath): SourcePosition | undefined;
}

/** A variable of the file that an environment of it took. */
export interface UsedVariable {
  readonly name: string;
  /** `--var`, the variable of the environment that it came from, or `default` for that in the file. */
  readonly from: string;
}
