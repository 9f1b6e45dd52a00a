import type { JsonObject, JsonValue } from '../../base/json.js';
import type { BusLogConfig } from './events/log/log-config.js';
import type {
  DeliveryDestinationRecord,
  DeliverySourceRecord,
  LogDeliveryRecord,
} from './logs/delivery-records.js';
import type { MetricRecord, QueueUseRecord } from './metric-records.js';
import type { Delivery } from './model.js';
import type {
  AlarmHistoryRecord,
  AlarmRecord,
  FunctionRecord,
  LogGroupRecord,
  LogPolicyRecord,
  MappingRecord,
  RoleRecord,
  SecretRecord,
  TableRecord,
} from './processor-records.js';
import type { TagMap } from './tag-map.js';

/** An EventBridge target in the API's form. */
export type TargetRecord = JsonObject & { readonly Id: string; readonly Arn: string };

/** A rule with its targets. */
export interface RuleRecord {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  pattern?: string;
  schedule?: string;
  state: string;
  description?: string;
  role?: string;
  readonly managedBy?: string;
  tags: TagMap;
  /** By id, in the order they were first put. */
  targets: TargetRecord[];
}

/** An event bus. */
export interface BusRecord {
  readonly name: string;
  readonly arn: string;
  readonly source?: string;
  description?: string;
  readonly created: number;
  /** Epoch milliseconds; absent: as it was made. */
  modified?: number;
  /** What it logs; absent: nobody ever said. */
  log?: BusLogConfig;
  /** ARN of the SQS queue for what a key does not let EventBridge encrypt: kept and shown, as no bus here has a key. */
  deadLetterArn?: string;
  /** Its policy's text. */
  policy?: string;
  tags: TagMap;
}

/** A partner event source; ACTIVE where a bus is made of it. */
export interface SourceRecord {
  readonly name: string;
  readonly created: number;
  expires: number;
  /** The partner took it back; it shows as DELETED while its bus stands. */
  deleted: boolean;
  /** Its receiver deactivated it; it shows as PENDING while its bus stands. */
  deactivated?: boolean;
  /** Epoch milliseconds before which it is still PENDING although its bus stands. */
  activeFrom?: number;
}

/** An SNS topic. */
export interface TopicRecord {
  readonly arn: string;
  readonly name: string;
  attributes: Record<string, string>;
  tags: TagMap;
  /** Messages of a FIFO topic so far. */
  sequence?: number;
  /** Deduplication ids of a FIFO topic: when, and which message they made. */
  deduplication?: Record<string, { readonly at: number; readonly id: string; readonly sequence: string }>;
}

/** A subscription of an SNS topic. */
export interface SubscriptionRecord {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  /** Epoch milliseconds; absent in what an older gcx saved. */
  readonly created?: number;
  attributes: Record<string, string>;
  /** Confirms the subscription. */
  readonly token: string;
  confirmed: boolean;
}

/** A message attribute of SNS and SQS. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

/** A message in an SQS queue. */
export interface MessageRecord {
  readonly id: string;
  readonly body: string;
  readonly sent: number;
  readonly attributes: Record<string, string>;
  readonly messageAttributes: Record<string, MessageAttribute>;
  /** Epoch milliseconds from which it can be received. */
  visibleAt: number;
  receives: number;
  firstReceived?: number;
  /** When SQS itself moved it into this dead-letter queue, epoch milliseconds. */
  readonly moved?: number;
  /** The latest receipt handle. */
  receipt?: string;
}

/** An SQS queue. */
export interface QueueRecord {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly created: number;
  modified: number;
  attributes: Record<string, string>;
  tags: TagMap;
  messages: MessageRecord[];
  /** Deduplication ids seen in the last five minutes: when, and which message they made. */
  deduplication: Record<string, { readonly at: number; readonly id: string; readonly sequence: string }>;
  sequence: number;
  purged?: number;
}

/** A task that moves messages of a dead-letter queue. */
export interface MoveTaskRecord {
  readonly handle: string;
  /** ARN of the queue, as the one below. */
  readonly source: string;
  /** Absent: each message goes where it came from. */
  readonly destination?: string;
  /** Messages a second. Absent: as fast as can be. */
  readonly rate?: number;
  /** Epoch milliseconds. */
  readonly started: number;
  readonly toMove: number;
  /** Messages that were there at the start and are there still. */
  left: readonly string[];
  moved: number;
  /** Moved, or dropped because the destination knows them. */
  handled: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  cancelled?: number;
  failure?: string;
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

/** An archive of a bus, with the events in it. */
export interface ArchiveRecord {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  description?: string;
  pattern?: string;
  /** 0: for ever. */
  retentionDays: number;
  readonly created: number;
  /** Oldest first; the time in each and when it came in (epoch milliseconds; absent in what an older gcx saved). */
  events: { readonly time: number; readonly ingested?: number; readonly event: JsonObject }[];
}

/** A replay of an archive. */
export interface ReplayRecord {
  readonly name: string;
  readonly arn: string;
  readonly archiveArn: string;
  readonly description?: string;
  readonly busArn: string;
  readonly filterArns: readonly string[];
  /** Seconds since the epoch, as in the API. */
  readonly eventStart: number;
  readonly eventEnd: number;
  /** Epoch milliseconds, as the two below. */
  readonly started: number;
  /** When it is over. */
  readonly ends: number;
  cancelled?: number;
  /** When its archive was deleted before it had begun. */
  failed?: number;
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

/** All that exists in one region. Maps of plain JSON values, so that it can be written to a file. */
export interface CloudState {
  readonly buses: Map<string, BusRecord>;
  /** By ARN. */
  readonly rules: Map<string, RuleRecord>;
  readonly sources: Map<string, SourceRecord>;
  /** By ARN, as the four below. */
  readonly topics: Map<string, TopicRecord>;
  readonly subscriptions: Map<string, SubscriptionRecord>;
  readonly queues: Map<string, QueueRecord>;
  readonly functions: Map<string, FunctionRecord>;
  readonly keys: Map<string, KeyRecord>;
  /** By UUID. */
  readonly mappings: Map<string, MappingRecord>;
  /** By handle, in the order in which they were started. */
  readonly moveTasks: Map<string, MoveTaskRecord>;
  /** When a queue's name was freed, by queue ARN. */
  readonly freedQueues: Map<string, number>;
  /** Events that came from a partner and found no bus, by source. */
  readonly droppedEvents: Map<string, number>;
  /** By name, as the one below. */
  readonly archives: Map<string, ArchiveRecord>;
  readonly replays: Map<string, ReplayRecord>;
  /** Buses that take no archive; a `*` at the end stands for any characters. */
  readonly refusedArchives: Map<string, true>;
  readonly settings: Map<'replaySeconds' | 'activationSeconds' | 'roleSeconds', number>;
  /** By name. */
  readonly logGroups: Map<string, LogGroupRecord>;
  /** By name or group; see logs/resource-policies. */
  readonly logPolicies: Map<string, LogPolicyRecord>;
  /** By name, as the one below. */
  readonly deliverySources: Map<string, DeliverySourceRecord>;
  readonly deliveryDestinations: Map<string, DeliveryDestinationRecord>;
  /** By id. */
  readonly logDeliveries: Map<string, LogDeliveryRecord>;
  /** Until when (epoch milliseconds) what a delivery was made or deleted of is being updated, by ARN. */
  readonly updatedDeliveries: Map<string, number>;
  /** By name. */
  readonly tables: Map<string, TableRecord>;
  /** By name; only in the region of global services. */
  readonly roles: Map<string, RoleRecord>;
  /** By name. */
  readonly alarms: Map<string, AlarmRecord>;
  /** By the alarm's name, oldest first; it outlives the alarm. */
  readonly alarmHistory: Map<string, AlarmHistoryRecord[]>;
  /** By namespace, name and dimensions; see cloudwatch/measure. */
  readonly metrics: Map<string, MetricRecord>;
  /** By the SQS queue's name. */
  readonly queueUse: Map<string, QueueUseRecord>;
  /** By ARN. */
  readonly secrets: Map<string, SecretRecord>;
  /** By name. */
  readonly parameters: Map<string, ParameterRecord>;
}

/** An empty region. */
export function emptyState(): CloudState {
  return {
    buses: new Map(),
    rules: new Map(),
    sources: new Map(),
    topics: new Map(),
    subscriptions: new Map(),
    queues: new Map(),
    functions: new Map(),
    keys: new Map(),
    mappings: new Map(),
    moveTasks: new Map(),
    freedQueues: new Map(),
    droppedEvents: new Map(),
    archives: new Map(),
    replays: new Map(),
    refusedArchives: new Map(),
    settings: new Map(),
    logGroups: new Map(),
    logPolicies: new Map(),
    deliverySources: new Map(),
    deliveryDestinations: new Map(),
    logDeliveries: new Map(),
    updatedDeliveries: new Map(),
    tables: new Map(),
    roles: new Map(),
    alarms: new Map(),
    alarmHistory: new Map(),
    metrics: new Map(),
    queueUse: new Map(),
    secrets: new Map(),
    parameters: new Map(),
  };
}

/** A snapshot's shape; the number changes when it no longer fits. */
interface Snapshot {
  readonly schemaVersion: 1;
  readonly regions: Record<string, Record<string, unknown>>;
  readonly deliveries: readonly Delivery[];
}

/** The regions and the delivery log as plain JSON, detached from the live values. */
export function takeSnapshot(
  regions: ReadonlyMap<string, CloudState>,
  deliveries: readonly Delivery[],
): JsonValue {
  const plain: Record<string, Record<string, unknown>> = {};
  for (const [region, state] of regions) {
    plain[region] = Object.fromEntries(
      Object.entries(state).map(([name, map]: [string, Map<string, unknown>]) => [name, [...map]]),
    );
  }
  const snapshot: Snapshot = { schemaVersion: 1, regions: plain, deliveries };
  return JSON.parse(JSON.stringify(snapshot)) as JsonValue;
}

/**
 * Reads a snapshot back.
 * @throws Error where it was written by another version
 */
export function readSnapshot(value: JsonValue): { regions: Map<string, CloudState>; deliveries: Delivery[] } {
  const snapshot = JSON.parse(JSON.stringify(value)) as Partial<Snapshot> | null;
  if (snapshot?.schemaVersion !== 1 || snapshot.regions === undefined) {
    throw new Error('The saved AWS state is of another version.');
  }
  const regions = new Map<string, CloudState>();
  for (const [region, maps] of Object.entries(snapshot.regions)) {
    const state = emptyState();
    for (const [name, map] of Object.entries(state) as [string, Map<string, unknown>][]) {
      for (const [key, record] of (maps[name] ?? []) as [string, unknown][]) map.set(key, record);
    }
    regions.set(region, state);
  }
  return { regions, deliveries: [...(snapshot.deliveries ?? [])] };
}
