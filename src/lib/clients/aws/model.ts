import type { JsonObject } from '../../base/json.js';
import type { AlarmsApi } from './alarm-model.js';
import type { ArchivesApi, ReplaysApi } from './archive-model.js';
import type { DynamoApi } from './dynamo-model.js';
import type { FunctionsApi } from './functions-model.js';
import type { HttpApi, SecretsApi } from './http-model.js';
import type { IamApi } from './iam-model.js';
import type { LogDeliveriesApi, LogPoliciesApi } from './log-delivery-model.js';
import type { LogsApi } from './logs-model.js';
import type { MetricsApi } from './metrics-model.js';
import type { ParametersApi } from './parameter-model.js';
import type { FirehoseApi, KinesisApi, StepFunctionsApi } from './receivers-model.js';
import type { RuleTarget } from './rule-model.js';
import type { Tags } from './tags-model.js';

/** Who the credentials are (`sts:GetCallerIdentity`). */
export interface CallerIdentity {
  /** 12 digits. */
  readonly account: string;
  readonly arn: string;
  /** ms by which AWS's clock is ahead of this machine's; 0 where they agree to a few seconds. */
  readonly clockAheadMs: number;
}

/** A partner event source as EventBridge shows it to the account. */
export interface PartnerEventSource {
  readonly name: string;
  readonly state: 'PENDING' | 'ACTIVE' | 'DELETED';
  /** When a PENDING source expires; epoch ms. */
  readonly expirationTime?: number;
}

/** An event bus. */
export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
  /** ARN of the KMS key that encrypts it. Absent: AWS's own. */
  readonly key?: string;
  /** What it logs. Absent: nothing, and nobody ever said. */
  readonly log?: BusLogSetting;
}

/** What an event bus logs, in AWS's words. */
export interface BusLogSetting {
  readonly level: string;
  readonly detail: string;
}

/** A rule as ListRules gives it: without tags and targets. */
export interface RuleSummary {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** The pattern's text as stored; undefined for a scheduled rule. */
  readonly pattern?: string;
  /** Set for rules that an AWS service or partner manages: never touched. */
  readonly managedBy?: string;
  /** Settings that gcx cannot keep, by AWS's name: it leaves such a rule alone. Absent: none. */
  readonly unmanaged?: readonly string[];
}

/** EventBridge as gcx uses it. `bus` is the full name, slashes included. */
export interface EventsApi {
  partnerSource(name: string): Promise<PartnerEventSource | undefined>;
  /** Undefined where there is none. @param known its tags, where they were read already */
  bus(name: string, known?: Tags): Promise<EventBus | undefined>;
  /** Names of all buses, `default` included; all pages. */
  busNames(): Promise<readonly string[]>;
  createBus(name: string, source: string, tags: Tags, key?: string): Promise<void>;
  /** Sets the key of a bus, or AWS's own; all else stays, as for setBusLog. */
  setBusKey(name: string, key: string | undefined): Promise<void>;
  /** Activates a PENDING partner source whose bus stands; nothing where it is in another state. */
  activateSource(name: string): Promise<void>;
  deleteBus(name: string): Promise<void>;
  /** Sets what a bus logs; all else is read before, and sent back as it is, as the call sets all at once. */
  setBusLog(name: string, setting: BusLogSetting): Promise<void>;
  /** All pages; `prefix` narrows by name. */
  listRules(bus: string, prefix?: string): Promise<readonly RuleSummary[]>;
  ruleTags(arn: string): Promise<Tags>;
  /** All pages. `target` is left out; input transformers, paths and constants are read back. */
  listTargets(bus: string, rule: string): Promise<readonly RuleTarget[]>;
  putRule(rule: {
    readonly bus: string;
    readonly name: string;
    readonly pattern: JsonObject;
    readonly description: string;
    readonly enabled: boolean;
    readonly tags?: Tags;
  }): Promise<void>;
  /** In requests of 10; an entry that failed is retried where it was a concurrent change, else the call throws and names it. */
  putTargets(bus: string, rule: string, targets: readonly RuleTarget[]): Promise<void>;
  removeTargets(bus: string, rule: string, ids: readonly string[]): Promise<void>;
  deleteRule(bus: string, name: string): Promise<void>;
  /** What TestEventPattern answers to raw JSON texts; `invalid` is its message where the pattern is not valid. */
  testPattern(
    pattern: string,
    event: string,
  ): Promise<{ readonly matches: boolean } | { readonly invalid: string }>;
  tag(arn: string, tags: Tags, remove: readonly string[]): Promise<void>;
}

/** An SNS topic with all that gcx reads of it. */
export interface SnsTopic {
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

/** A subscription of an SNS topic. */
export interface SnsSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  /** Undefined while it is waiting to be confirmed. */
  readonly arn?: string;
  readonly raw: boolean;
  /** What else is set of a confirmed one, as SNS answers it: its dead-letter queue. Absent: nothing, or not read. */
  readonly settings?: SubscriptionSettings;
}

/** Attributes of a subscription that gcx sets beside raw delivery. */
export interface SubscriptionSettings {
  readonly RedrivePolicy?: string;
  /** Of a filter, what it looks into: `MessageBody` or `MessageAttributes`. */
  readonly FilterPolicyScope?: string;
  readonly FilterPolicy?: string;
}

/** Amazon SNS as gcx uses it. */
export interface SnsApi {
  /** Undefined where there is none. @param known its tags, where they were read already */
  topic(arn: string, known?: Tags): Promise<SnsTopic | undefined>;
  /**
   * All pages, with whether raw delivery is on for the confirmed ones.
   * @param whole Those of which all attributes are read, where they are confirmed; absent: those that can be raw
   */
  subscriptions(
    topicArn: string,
    whole?: (subscription: Pick<SnsSubscription, 'protocol' | 'endpoint'>) => boolean,
  ): Promise<readonly SnsSubscription[]>;
  /**
   * With its tags in the one call: a topic that others made meanwhile is refused as one "with different tags", and no
   * crash leaves one without them. An equal topic is no error.
   */
  createTopic(name: string, tags: Tags): Promise<void>;
  /** Names of all topics of the account, all pages. Can lag behind writes. */
  topicNames(): Promise<readonly string[]>;
  /** The policy's text; undefined where there is no such topic. */
  policy(arn: string): Promise<string | undefined>;
  setAttribute(arn: string, attribute: string, value: string): Promise<void>;
  deleteTopic(arn: string): Promise<void>;
  /** After a lost answer it can have been published twice. */
  publish(arn: string, message: string): Promise<void>;
  tag(arn: string, tags: Tags, remove: readonly string[]): Promise<void>;
  subscribe(
    topicArn: string,
    protocol: string,
    endpoint: string,
    raw: boolean,
    settings?: SubscriptionSettings,
  ): Promise<void>;
  /**
   * Sets attributes of the confirmed subscription of that protocol and endpoint; an empty text takes one away. Throws where
   * there is none.
   */
  setSubscription(
    topicArn: string,
    protocol: string,
    endpoint: string,
    settings: SubscriptionSettings,
  ): Promise<void>;
  /** Turns raw delivery of the confirmed subscription of that protocol and endpoint on or off. Throws where there is none. */
  setRaw(topicArn: string, protocol: string, endpoint: string, raw: boolean): Promise<void>;
  /** Removes the subscription of that protocol and endpoint; nothing where there is none. Throws where it is not confirmed. */
  unsubscribe(topicArn: string, protocol: string, endpoint: string): Promise<void>;
}

/** An SQS queue with all that gcx reads of it. */
export interface SqsQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Tags;
}

/** A message as it was received. */
export interface SqsMessage {
  /** SQS's own id of it. */
  readonly id: string;
  readonly body: string;
  /** What {@link SqsApi.deleteMessages} takes. */
  readonly receipt: string;
  /** SQS's own, such as `SentTimestamp` (epoch ms) and `DeadLetterQueueSourceArn`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Values of its message attributes of the types String and Number; a binary one is left out. */
  readonly messageAttributes: Readonly<Record<string, string>>;
}

/** A message to send. */
export interface SqsDraft {
  readonly body: string;
  /** Message attributes of the type String; SQS takes ten, and no empty value. */
  readonly messageAttributes?: Readonly<Record<string, string>>;
  /** X-Ray's trace header (AWSTraceHeader), which SQS does not count as a part of the message. */
  readonly traceHeader?: string;
  /** Of a FIFO queue. */
  readonly group?: string;
  /** Of a FIFO queue without content-based deduplication. */
  readonly deduplicationId?: string;
}

/** Amazon SQS as gcx uses it. `owner` is the account that owns the queue, where it is another one. */
export interface SqsApi {
  /** Undefined where there is none. @param known its tags, where they were read already */
  queue(name: string, owner?: string, known?: Tags): Promise<SqsQueue | undefined>;
  /** For an equal queue that is there AWS answers success, and leaves its tags as they are: read them before writing more. */
  createQueue(name: string, attributes: Readonly<Record<string, string>>, tags: Tags): Promise<void>;
  /** The policy's text, empty where it has none; undefined where there is no such queue. */
  policy(name: string, owner?: string): Promise<string | undefined>;
  setAttributes(name: string, attributes: Readonly<Record<string, string>>, owner?: string): Promise<void>;
  tag(name: string, tags: Tags, remove: readonly string[]): Promise<void>;
  deleteQueue(name: string): Promise<void>;
  /** Names that begin with a prefix, all pages; all names for an empty one. Can lag behind writes. */
  queueNames(prefix: string): Promise<readonly string[]>;
  /**
   * Waits for messages, at most ten; none where `signal` ends the waiting, or the time is over. Undefined where the
   * queue is gone. It takes no turn from other calls.
   * @param waitSeconds 0 to {@link Limits.sqsWaitSeconds}.
   * @param hiddenSeconds How long others do not see what was received; absent: as the queue has it.
   */
  receive(
    name: string,
    waitSeconds: number,
    signal: AbortSignal,
    hiddenSeconds?: number,
  ): Promise<readonly SqsMessage[] | undefined>;
  /** Deletes received messages, at most ten. One that could not be deleted will be received again. */
  deleteMessages(name: string, receipts: readonly string[]): Promise<void>;
  /** After a lost answer the message can have been sent twice: SQS delivers at least once anyway. */
  send(name: string, message: SqsDraft, owner?: string): Promise<void>;
  /**
   * Shows received messages to others again at once, however many. One that SQS does not take back is deleted, is shown
   * already, or shows when its time is over.
   */
  showAgain(name: string, receipts: readonly string[]): Promise<void>;
}

/** A function's policy as GetPolicy gives it. */
export interface RevisedPolicy {
  readonly policy?: JsonObject;
  readonly revision?: string;
}

/** How a write to a function's policy went: `changed-meanwhile` where others changed it first; nothing is written then. */
export type PolicyWrite = 'written' | 'changed-meanwhile';

/** AWS Lambda as gcx uses it. */
export interface LambdaApi {
  /** Undefined where there is none. */
  functionArn(name: string): Promise<string | undefined>;
  /** Names of all functions of the account, all pages. */
  functionNames(): Promise<readonly string[]>;
  /** The resource policy; undefined where there is none (404). */
  policy(name: string): Promise<JsonObject | undefined>;
  /** The resource policy with the revision that {@link addPermission} takes; neither where there is none. */
  revisedPolicy(name: string): Promise<RevisedPolicy>;
  /** Adds a statement; with a revision, only to the policy of that revision. */
  addPermission(
    name: string,
    sid: string,
    principal: string,
    sourceArn: string,
    revision?: string,
  ): Promise<PolicyWrite>;
  /** Takes the statement of a Sid away; nothing where there is none. */
  removePermission(name: string, sid: string): Promise<void>;
}

/** A key of AWS KMS; what these credentials may not read of it is absent. */
export interface KmsKey {
  readonly arn?: string;
  /** True for a key that AWS manages for a service, such as `alias/aws/sns`. */
  readonly ofAws?: boolean;
  readonly enabled?: boolean;
  readonly policy?: JsonObject;
}

/** AWS KMS as gcx uses it: keys are read, never written. */
export interface KmsApi {
  /** By id, ARN or alias; undefined where there is none. */
  key(id: string): Promise<KmsKey | undefined>;
}

/** The Resource Groups Tagging API as gcx uses it. */
export interface TaggingApi {
  /**
   * ARNs of resources that carry all of these tags, with all their tags; all pages of 100. `types` such as `sns`, `sqs`,
   * `events:rule`. It lags behind writes, and some endpoints list fewer types: what it lacks may carry the tags all the
   * same.
   */
  find(tags: Tags, types: readonly string[]): Promise<ReadonlyMap<string, Tags>>;
}

/**
 * AWS as gcx uses it. Every call throws a GcxError with the request id; exit code 3 for credentials and
 * permissions (the missing action is named), 1 for the rest.
 */
export interface Aws {
  identity(): Promise<CallerIdentity>;
  readonly events: EventsApi;
  readonly archives: ArchivesApi;
  readonly replays: ReplaysApi;
  readonly sns: SnsApi;
  readonly sqs: SqsApi;
  readonly lambda: LambdaApi;
  readonly kms: KmsApi;
  readonly tagging: TaggingApi;
  readonly dynamo: DynamoApi;
  readonly iam: IamApi;
  readonly logs: LogsApi;
  readonly logDeliveries: LogDeliveriesApi;
  readonly logPolicies: LogPoliciesApi;
  readonly alarms: AlarmsApi;
  readonly metrics: MetricsApi;
  readonly functions: FunctionsApi;
  readonly parameters: ParametersApi;
  readonly http: HttpApi;
  readonly secrets: SecretsApi;
  readonly kinesis: KinesisApi;
  readonly firehose: FirehoseApi;
  readonly stepFunctions: StepFunctionsApi;
}
