import type { StepData } from '../change/step.js';
import { alarmKind } from './alarm/alarm.js';
import { alarmsReading } from './alarm/alarms-reading.js';
import { pipeAlarmsReading } from './alarm/pipe-alarms-reading.js';
import { apiDestinationKind } from './api-destination/api-destination.js';
import { apiDestinationsReading } from './api-destination/api-destinations-reading.js';
import { archiveKind } from './archive/archive.js';
import { archivesReading } from './archive/archives-reading.js';
import { busKind } from './bus/bus.js';
import { busTagsReading } from './bus/bus-tags-reading.js';
import { busesReading } from './bus/buses-reading.js';
import { busLogKind } from './bus-log/bus-log.js';
import { busLogReading } from './bus-log/bus-log-reading.js';
import { connectionKind } from './connection/connection.js';
import { connectionsReading } from './connection/connections-reading.js';
import { deliveryDestinationKind } from './delivery-destination/delivery-destination.js';
import { deliverySourceKind } from './delivery-source/delivery-source.js';
import type { ResourceKind } from './door/kind.js';
import type { Reading } from './door/reading.js';
import type { StepDoor } from './door/step-door.js';
import { eventSourceMappingKind } from './event-source-mapping/event-source-mapping.js';
import { eventSourceMappingsReading } from './event-source-mapping/event-source-mappings-reading.js';
import { eventTypeSubscriptionsKind } from './event-type-subscriptions/event-type-subscriptions.js';
import { eventTypeSubscriptionsReading } from './event-type-subscriptions/event-type-subscriptions-reading.js';
import { functionKind } from './function/function.js';
import { processorFunctionsReading } from './function/processor-functions-reading.js';
import { integrationKind } from './integration/integration.js';
import { integrationsReading } from './integration/integrations-reading.js';
import { functionsReading } from './lambda-permission/functions-reading.js';
import { lambdaPermissionKind } from './lambda-permission/lambda-permission.js';
import { logDeliveryKind } from './log-delivery/log-delivery.js';
import { logGroupKind } from './log-group/log-group.js';
import { logGroupsReading } from './log-group/log-groups-reading.js';
import { targetLogGroupsReading } from './log-group/target-log-groups-reading.js';
import { logPolicyKind } from './log-policy/log-policy.js';
import { markedReading } from './ownership/marked-reading.js';
import { keysReading } from './policies/keys-reading.js';
import { processorBasesReading } from './processor/processor-bases-reading.js';
import { roleKind } from './role/role.js';
import { rolesReading } from './role/roles-reading.js';
import { senderRolesReading } from './role/sender-roles-reading.js';
import { otherRulesReading } from './rule/other-rules-reading.js';
import { ruleKind } from './rule/rule.js';
import { rulesReading } from './rule/rules-reading.js';
import { snsPolicyKind, sqsPolicyKind } from './send-policy/send-policy.js';
import { snsSubscriptionKind } from './sns-subscription/sns-subscription.js';
import { snsTopicKind } from './sns-topic/sns-topic.js';
import { topicsReading } from './sns-topic/topics-reading.js';
import { queuesReading } from './sqs-queue/queues-reading.js';
import { sqsQueueKind } from './sqs-queue/sqs-queue.js';
import { tableKind } from './table/table.js';
import { tablesReading } from './table/tables-reading.js';

/** Every kind of resource that gcx manages, in the order in which plans show them. */
const KINDS = [
  integrationKind,
  eventTypeSubscriptionsKind,
  busKind,
  archiveKind,
  sqsQueueKind,
  tableKind,
  connectionKind,
  apiDestinationKind,
  roleKind,
  logGroupKind,
  logPolicyKind,
  deliverySourceKind,
  deliveryDestinationKind,
  logDeliveryKind,
  busLogKind,
  functionKind,
  eventSourceMappingKind,
  snsTopicKind,
  sqsPolicyKind,
  snsPolicyKind,
  snsSubscriptionKind,
  lambdaPermissionKind,
  alarmKind,
  ruleKind,
] as const;

/** What is read before a plan is made; what a reading waits for stands before it. */
const READ = [
  integrationsReading,
  markedReading,
  busTagsReading,
  rulesReading,
  archivesReading,
  eventTypeSubscriptionsReading,
  busesReading,
  busLogReading,
  targetLogGroupsReading,
  topicsReading,
  queuesReading,
  functionsReading,
  keysReading,
  processorBasesReading,
  tablesReading,
  logGroupsReading,
  processorFunctionsReading,
  eventSourceMappingsReading,
  alarmsReading,
  pipeAlarmsReading,
  rolesReading,
  senderRolesReading,
  connectionsReading,
  apiDestinationsReading,
  otherRulesReading,
] as const;

type PartOf<R> = R extends Reading<infer Part, infer _Needs> ? Part : never;
type Joined<U> = (U extends object ? (part: U) => void : never) extends (part: infer All) => void
  ? All
  : never;
type StepOfKind<K> = K extends ResourceKind<infer _Name, infer S, infer _Live> ? S : never;

/** Everything that a plan read, from both sides; only values, so that planning is pure. */
export type Live = Joined<PartOf<(typeof READ)[number]>>;

/** One mutating call to Genesys Cloud or AWS, as data: those of all kinds. */
export type Step = StepOfKind<(typeof KINDS)[number]>;

/** Every kind of resource that gcx manages, in the order in which plans show them. */
export const RESOURCE_KINDS: readonly ResourceKind<string, StepData, Live>[] = KINDS;

/** What is read before a plan is made; what a reading waits for stands before it. */
export const READINGS: readonly Reading<Partial<Live>, Live>[] = READ;

const doors = new Map(KINDS.flatMap(({ steps }) => steps).map((door) => [door.call, door] as const));

/** All that gcx knows of the call of a step. Throws an Error for a call that no kind makes. */
export function doorOf(step: StepData): StepDoor<StepData> {
  const door = doors.get(step.call);
  if (door === undefined) throw new Error(`no kind of resource makes the call ${step.call}`);
  return door;
}

/** A step written out: checked by its type. */
export function typedStep(step: Step): Step {
  return step;
}

/** Reads a step that was saved: undefined where no kind makes it, or it holds something else than the call takes. */
export function parseStep(value: unknown): StepData | undefined {
  const call = typeof value === 'object' && value !== null && 'call' in value ? value.call : undefined;
  const door = typeof call === 'string' ? doors.get(call) : undefined;
  const parsed = door?.schema.safeParse(value);
  return parsed?.success === true ? parsed.data : undefined;
}

/** All that gcx knows of a kind of resource; undefined where it manages none of that name. */
export function resourceKind(kind: string): ResourceKind<string, StepData, Live> | undefined {
  return RESOURCE_KINDS.find((each) => each.kind === kind);
}

/** What a person calls a kind of resource. */
export function kindLabel(kind: string): string {
  return resourceKind(kind)?.label ?? kind;
}
