import { alarmKind } from './alarm/alarm.js';
import { archiveKind } from './archive/archive.js';
import { busKind } from './bus/bus.js';
import type { ResourceKind } from './door/kind.js';
import { eventSourceKind } from './event-source-mapping/event-source-mapping.js';
import { eventTypeSubscriptionsKind } from './event-type-subscriptions/event-type-subscriptions.js';
import { functionKind } from './function/function.js';
import { integrationKind } from './integration/integration.js';
import { lambdaPermissionKind } from './lambda-permission/lambda-permission.js';
import { logGroupKind } from './log-group/log-group.js';
import { roleKind } from './role/role.js';
import { ruleKind } from './rule/rule.js';
import { snsPolicyKind, sqsPolicyKind } from './send-policy/send-policy.js';
import { snsTopicKind } from './sns-topic/sns-topic.js';
import { sqsQueueKind } from './sqs-queue/sqs-queue.js';
import { subscriptionKind } from './subscription/subscription.js';
import { tableKind } from './table/table.js';

/** Every kind of resource that gcx manages, in the order in which plans show them. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  integrationKind,
  eventTypeSubscriptionsKind,
  busKind,
  archiveKind,
  sqsQueueKind,
  tableKind,
  roleKind,
  logGroupKind,
  functionKind,
  eventSourceKind,
  snsTopicKind,
  sqsPolicyKind,
  snsPolicyKind,
  subscriptionKind,
  lambdaPermissionKind,
  alarmKind,
  ruleKind,
];

export { alarmNames } from '../../language/names/alarm-names.js';
export { nameOfArn, parseArn, unqualifiedFunctionArn } from '../../language/names/arn.js';
export { partnerBusName } from '../../language/names/partner-bus.js';
export { type OwnedContext, runOwnedStep } from '../apply/run-owned-step.js';
export type { BuiltProcessor } from '../apply/run-processor-step.js';
export { type RunContext, runStep } from '../apply/run-step.js';
export { changeId } from '../change/change.js';
export type { Step } from '../change/step.js';
export { type Declared, declaredIn } from '../targets/declared.js';
export type { DeclaredProcessor } from '../targets/declared-processor.js';
export { archiveName } from './archive/archive.js';
export type { Allowed, PlanInput, ProcessorCode, ResourceKind } from './door/kind.js';
export { subscribedEventTypes } from './event-type-subscriptions/subscribed-event-types.js';
export { integrationName, isOfIdentity } from './integration/integration-identity.js';
export { findRecord, readRecords, recordFromJson, recordJson, writeRecord } from './integration/record.js';
export type {
  Live,
  LiveFunction,
  LivePartnerBus,
  LiveProcessor,
  LiveSubscriptions,
  LiveTopic,
  MarkedRule,
} from './live.js';
export {
  addAdoptedRules,
  adoptionTags,
  readAdoptedRules,
  ruleNameHash,
} from './ownership/adoption.js';
export { describedOwner, descriptionMark, isMarkedBy } from './ownership/description-mark.js';
export { isOurs, type Mark, markOf, markTags, ownerInWords, TagKey } from './ownership/mark.js';
export {
  described,
  newerMarksNotice,
  newerMarksOf,
  newerMarksRefusal,
  noted,
  refusedForNewerMarks,
  tagged,
} from './ownership/mark-format.js';
export { DocumentTurns } from './policies/document-turns.js';
export { isKeyOfAws } from './policies/encryption.js';
export { processorBase } from './processor/processor-order.js';
export {
  archiveOfRule,
  ownerByDescription,
  ownerByTags,
} from './rule/others-on-bus.js';
export { patternFields } from './rule/pattern-fields.js';
export { recordedQueueId } from './rule/queue-record.js';
export { ownSubscriptions } from './subscription/subscription-record.js';
