import { alarmKind } from './alarm.js';
import { archiveKind } from './archive.js';
import { busKind } from './bus.js';
import { eventSourceKind } from './event-source.js';
import { eventTypeSubscriptionsKind } from './event-type-subscriptions.js';
import { functionKind } from './function.js';
import { integrationKind } from './integration.js';
import type { ResourceKind } from './kind.js';
import { lambdaPermissionKind } from './lambda-permission.js';
import { logGroupKind } from './log-group.js';
import { roleKind } from './role.js';
import { ruleKind } from './rule.js';
import { snsPolicyKind, sqsPolicyKind } from './send-policy.js';
import { snsTopicKind } from './sns-topic.js';
import { sqsQueueKind } from './sqs-queue.js';
import { subscriptionKind } from './subscription.js';
import { tableKind } from './table.js';

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
export { DocumentTurns } from '../apply/document-turns.js';
export { type OwnedContext, runOwnedStep } from '../apply/run-owned-step.js';
export type { BuiltProcessor } from '../apply/run-processor-step.js';
export { type RunContext, runStep } from '../apply/run-step.js';
export { changeId } from '../change/change.js';
export type { Step } from '../change/step.js';
export {
  addAdoptedRules,
  adoptionTags,
  isAdopted,
  readAdoptedRules,
  ruleNameHash,
} from './adoption.js';
export { archiveName } from './archive.js';
export { type Declared, declaredIn } from './declared.js';
export type { DeclaredProcessor } from './declared-processor.js';
export { describedOwner, descriptionMark, isMarkedBy } from './description-mark.js';
export { isKeyOfAws } from './encryption.js';
export { integrationName, isHalfMade, isOfIdentity } from './integration-identity.js';
export type { Allowed, KindPlan, PlanInput, ProcessorCode, ResourceKind } from './kind.js';
export type {
  Live,
  LiveFunction,
  LivePartnerBus,
  LiveProcessor,
  LiveSubscriptions,
  LiveTopic,
  MarkedRule,
} from './live.js';
export { isOurs, type Mark, markOf, markTags, ownerInWords, TagKey } from './mark.js';
export {
  described,
  MARK_FORMAT,
  newerMarksNotice,
  newerMarksOf,
  newerMarksRefusal,
  noted,
  refusedForNewerMarks,
  tagged,
} from './mark-format.js';
export { archiveOfRule, type OtherRule, othersOn, ownerByDescription, ownerByTags } from './others-on-bus.js';
export { patternFields } from './pattern-fields.js';
export { processorBase } from './processor-order.js';
export { recordedQueueId } from './queue-record.js';
export { findRecord, readRecords, recordFromJson, recordJson, writeRecord } from './record.js';
export { subscribedEventTypes } from './subscribed-event-types.js';
export { ownSubscriptions } from './subscription-record.js';
