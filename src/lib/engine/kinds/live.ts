import type { JsonObject } from '../../base/json.js';
import type { Archive } from '../../clients/aws/archive-model.js';
import type {
  EventBus,
  KmsKey,
  PartnerEventSource,
  RuleSummary,
  SnsSubscription,
  SnsTopic,
  SqsQueue,
  Tags,
} from '../../clients/aws/model.js';
import type {
  DynamoTable,
  EventSource,
  IamRole,
  LambdaFunction,
  LiveMetricAlarm,
  LogGroup,
} from '../../clients/aws/processor-model.js';
import type { Integration } from '../../clients/genesys/model.js';
import type { LiveRule } from '../compile/model.js';

/** A rule on the bus whose name is within our prefix or that carries our mark. */
export interface MarkedRule extends LiveRule {
  readonly arn: string;
  readonly tags: Tags;
}

/** An SNS topic as read: with its subscriptions. */
export interface LiveTopic extends SnsTopic {
  readonly subscriptions: readonly SnsSubscription[];
}

/** A Lambda function's permissions as read. */
export interface LiveFunction {
  /** Undefined where the function does not exist. */
  readonly arn?: string;
  readonly policy?: JsonObject;
}

/** A partner event bus with its source. */
export interface LivePartnerBus {
  readonly name: string;
  readonly source?: PartnerEventSource;
  readonly bus?: EventBus;
}

/** The state of event types at a gateway. */
export interface LiveSubscriptions {
  /** Whether the gateway sends to EventBridge at all; absent where it does not say. */
  readonly sending?: boolean;
  /** Whether `eventTypes` holds all that the gateway knows, not only those of the routes. */
  readonly complete: boolean;
  /** Whether each event type is enabled. */
  readonly eventTypes: ReadonlyMap<string, boolean>;
}

/** An alarm as read. */
export type LiveAlarm = LiveMetricAlarm;

/** What is there of a processor's things, ours and others' of the same names; its SQS queues are with the queues. */
export interface LiveProcessor {
  readonly table?: DynamoTable;
  /** Absent also where it was not read: the file gives the function another role. */
  readonly role?: IamRole;
  readonly logGroup?: LogGroup;
  readonly function?: LambdaFunction;
  /** All event source mappings of the function. */
  readonly eventSources: readonly EventSource[];
  /** Those with one of the processor's alarm names. */
  readonly alarms: readonly LiveAlarm[];
}

/** Everything that a plan read, from both sides; only values, so that planning is pure. */
export interface Live {
  /** Every `amazon-eventbridge-source` integration of the organisation; empty where none is managed. */
  readonly integrations: readonly Integration[];
  /** The partner buses that the file or our records speak of, by name. */
  readonly buses: ReadonlyMap<string, LivePartnerBus>;
  /** All rules of the bus that the file works on (names and ownership of others, and the count for the quota). */
  readonly rulesOnBus: readonly RuleSummary[];
  /** All rules of partner buses of ours that the file does not work on, by bus. Absent: there are none. */
  readonly rulesElsewhere?: ReadonlyMap<string, readonly RuleSummary[]>;
  /** Whose rules of others are, in words, by ARN: of those that this plan may have to name, as far as it could be read. */
  readonly ruleOwners?: ReadonlyMap<string, string>;
  /** Rules on buses of ours with our mark. */
  readonly rules: readonly MarkedRule[];
  /** Rules with a name of ours without our mark, with their tags. */
  readonly foreignRules: readonly { readonly name: string; readonly tags: Tags }[];
  /** Archives with a name of the project's, ours and others'. */
  readonly archives: readonly Archive[];
  /** By ARN; null where there is none. */
  readonly topics: ReadonlyMap<string, LiveTopic | null>;
  /** By ARN; null where there is none. */
  readonly queues: ReadonlyMap<string, SqsQueue | null>;
  /** KMS keys of topics and queues of the file, by the name that the file or the attribute gives; null where there is none. */
  readonly keys?: ReadonlyMap<string, KmsKey | null>;
  /** By function ARN, without qualifier. */
  readonly functions: ReadonlyMap<string, LiveFunction>;
  /** By what their things are called: the file's, and what is left of others. Absent: none. */
  readonly processors?: ReadonlyMap<string, LiveProcessor>;
  /** Absent where the file does not subscribe per event type. */
  readonly subscriptions?: LiveSubscriptions;
}
