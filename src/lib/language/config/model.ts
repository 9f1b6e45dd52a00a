import type { JsonObject, JsonValue } from '../../base/json.js';
import type { Diagnostic, SourcePosition } from '../../base/terminal/diagnostic.js';
import type { EventFormat } from '../events/formats/model.js';
import type { BusLogLevel } from '../names/bus-log-names.js';
import type { Hours } from '../names/hours.js';

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

/** A finding of `plan` that the team means so: it is no warning. */
export interface AcceptedFinding {
  /** The thing as messages call it, or the file's name for the target that it belongs to; `*` stands for any text. */
  readonly thing: string;
  /** As messages name it, e.g. `DelaySeconds`. */
  readonly finding: string;
  readonly reason: string;
  /** `YYYY-MM-DD`: the last day on which it is accepted. Absent: always. */
  readonly until?: string;
}

/** Which Genesys Cloud organisation the events come from. */
export interface GenesysSettings {
  /** Host part of the environment, e.g. `mypurecloud.ie`; a region in the file (eu-west-1) is turned into it. */
  readonly environment: string;
  /** The organisation's id (UUID, lower case). */
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
  /** False: others look after it; gcx reads and checks it, and never writes it. Absent: gcx manages it. */
  readonly manage?: false;
}

/** Which AWS account and region the events go to. */
export interface AwsSettings {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** An event bus that exists and is used, never created or deleted. Absent: the integration's partner event bus. */
  readonly bus?: string;
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

/** Events that a route is to see, else it is silent. */
export interface Expectation {
  readonly atLeast: number;
  readonly withinSeconds: number;
  /** Absent: always. */
  readonly hours?: Hours;
}

/** Where a route sends. */
export type Target = SnsTarget | SqsTarget | LambdaTarget | ProcessorTarget | ArnTarget;

/** What every kind of target has. */
export interface TargetCommon {
  /** The target's name in the file. */
  readonly name: string;
  /** Name of the target (an SQS queue) that takes what could not be delivered; defaults are already applied. */
  readonly deadLetter?: string;
  /** EventBridge's retry policy; defaults are already applied. Absent: AWS's own (185 attempts, 24 h). */
  readonly retry?: RetryPolicy;
  /** What is sent instead of the whole event. */
  readonly input?: TargetInput;
  /** The role that EventBridge assumes: of an ARN target, and of an SNS topic, SQS queue or function of another account. */
  readonly role?: string;
  /** The name that the target had in the file before. */
  readonly renamedFrom?: string;
  /** What gcx makes of it is never deleted or replaced. */
  readonly protect?: true;
}

/** EventBridge's retry policy of a target. */
export interface RetryPolicy {
  /** Seconds, {@link Limits.retryMaxAgeSecondsMin} to {@link Limits.retryMaxAgeSecondsMax}. */
  readonly maxAgeSeconds?: number;
  /** 0 to {@link Limits.retryAttempts}. */
  readonly attempts?: number;
}

/** What EventBridge sends to a target instead of the whole event. */
export type TargetInput =
  | { readonly kind: 'template'; readonly template: string; readonly paths: Readonly<Record<string, string>> }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'constant'; readonly json: string };

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
  readonly batch: {
    /** Messages of one invocation at most. */
    readonly size: number;
    /** How long Lambda gathers messages for a batch, in seconds. */
    readonly windowSeconds: number;
  };
  /** Events that are handled at once within an invocation. */
  readonly concurrency: number;
  /** Megabytes. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly runtime: 'nodejs22.x' | 'nodejs24.x';
  readonly architecture: 'arm64' | 'x86_64';
  /** How long CloudWatch keeps the logs, in days; 0: for ever. */
  readonly logRetentionDays: number;
  /** ARN of the role that the function runs as; gcx then makes none. */
  readonly executionRole?: string;
  /** Plain environment variables of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name in the handler's `secrets` → ARN of a secret of AWS Secrets Manager, read at start. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly migrations: readonly SchemaMigration[];
  /** Name of the target, an SNS topic, that alarms are sent to. Absent: no alarms. */
  readonly alarms?: string;
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

/** Any other target, by ARN. */
export interface ArnTarget extends TargetCommon {
  readonly kind: 'arn';
  readonly arn: string;
}

/** One entry of the file: event types + queues + filter → targets. */
export interface Route {
  readonly name: string;
  /** The name that the route had before: live rules of that name are this route's. */
  readonly renamedFrom?: string;
  /** It is never deleted: neither with the file's entry nor by `destroy`. */
  readonly protect?: true;
  readonly description?: string;
  /**
   * Full templates, e.g. `v2.detail.events.conversation.{id}.acd.end`, or a relay's own names where the format has such;
   * sorted as in the file, without repeats. Of a route with a `pattern`: those that it names in full, perhaps none.
   */
  readonly events: readonly string[];
  /** Absent: no filter on the queue. Never empty. */
  readonly queues?: readonly QueueSelector[];
  /** The shape of the events. Absent: `partner`, as Genesys Cloud sends them. */
  readonly format?: EventFormat;
  /** Field of the event body, or of the format's payload, (dots between levels) → the EventBridge conditions of which one must hold. */
  readonly where: Readonly<Record<string, readonly FieldCondition[]>>;
  /** The event pattern of the route's rules as it is, in place of events, queues and where. */
  readonly pattern?: JsonObject;
  /** Names of targets; none only with a `pattern`: a rule without targets. */
  readonly targets: readonly string[];
  readonly enabled: boolean;
  /** Absent: nobody is told where no event comes. */
  readonly expect?: Expectation;
}

/** A plain value, or an EventBridge operator such as `{prefix: 'x'}`. */
export type FieldCondition = Exclude<JsonValue, readonly JsonValue[] | JsonObject> | JsonObject;

/** How the file points at queues; `division` narrows by the division's name. */
export type QueueSelector =
  | { readonly kind: 'name'; readonly name: string; readonly division?: string }
  | { readonly kind: 'glob'; readonly glob: string; readonly division?: string }
  | { readonly kind: 'id'; readonly id: string };

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
