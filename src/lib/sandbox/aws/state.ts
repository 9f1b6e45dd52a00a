import type { JsonValue } from '../../base/json.js';
import type { ConnectionRecord, DestinationRecord } from './connection-records.js';
import type { ArchiveRecord, BusRecord, ReplayRecord, RuleRecord, SourceRecord } from './event-records.js';
import type {
  DeliveryDestinationRecord,
  DeliverySourceRecord,
  LogDeliveryRecord,
} from './logs/delivery-records.js';
import type { MoveTaskRecord, QueueRecord, SubscriptionRecord, TopicRecord } from './message-records.js';
import type { MetricRecord, QueueUseRecord } from './metric-records.js';
import type { Delivery } from './model.js';
import type {
  AlarmHistoryRecord,
  AlarmRecord,
  FunctionRecord,
  KeyRecord,
  LogGroupRecord,
  LogPolicyRecord,
  MappingRecord,
  ParameterRecord,
  RoleRecord,
  SecretRecord,
  TableRecord,
} from './processor-records.js';
import type { ReceiverRecord } from './receiver-record.js';

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
  /** By name, as the three below. */
  readonly archives: Map<string, ArchiveRecord>;
  readonly replays: Map<string, ReplayRecord>;
  readonly connections: Map<string, ConnectionRecord>;
  readonly destinations: Map<string, DestinationRecord>;
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
  /** By ARN. */
  readonly receivers: Map<string, ReceiverRecord>;
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
    connections: new Map(),
    destinations: new Map(),
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
    receivers: new Map(),
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
