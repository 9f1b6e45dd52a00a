import { archiveKind } from './archive.js';
import { busKind } from './bus.js';
import { eventTypeSubscriptionsKind } from './event-type-subscriptions.js';
import { integrationKind } from './integration.js';
import type { ResourceKind } from './kind.js';
import { lambdaPermissionKind } from './lambda-permission.js';
import { ruleKind } from './rule.js';
import { snsPolicyKind, sqsPolicyKind } from './send-policy.js';
import { snsTopicKind } from './sns-topic.js';
import { sqsQueueKind } from './sqs-queue.js';
import { subscriptionKind } from './subscription.js';

/** Every kind of resource that gcx manages, in the order in which plans show them. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  integrationKind,
  eventTypeSubscriptionsKind,
  busKind,
  archiveKind,
  sqsQueueKind,
  snsTopicKind,
  sqsPolicyKind,
  snsPolicyKind,
  subscriptionKind,
  lambdaPermissionKind,
  ruleKind,
];

export {
  addAdoptedRules,
  adoptionTags,
  isAdopted,
  readAdoptedRules,
  ruleNameHash,
} from './adoption.js';
export { archiveName } from './archive.js';
export { nameOfArn, parseArn, unqualifiedFunctionArn } from './arn.js';
export { changeId } from './change.js';
export { type Declared, declaredIn } from './declared.js';
export { describedOwner, descriptionMark, isMarkedBy } from './description-mark.js';
export { isKeyOfAws } from './encryption.js';
export { integrationName, isHalfMade, isOfIdentity } from './integration-identity.js';
export type { Allowed, KindPlan, PlanInput, ResourceKind } from './kind.js';
export type {
  Live,
  LiveFunction,
  LivePartnerBus,
  LiveSubscriptions,
  LiveTopic,
  MarkedRule,
} from './live.js';
export { isOurs, type Mark, markOf, markTags, ownerInWords, TagKey } from './mark.js';
export { partnerBusName } from './partner-bus.js';
export { patternFields } from './pattern-fields.js';
export { recordedQueueId } from './queue-record.js';
export { findRecord, readRecords, recordFromJson, recordJson, writeRecord } from './record.js';
export { type RunContext, runStep } from './run-step.js';
export type { Step } from './step.js';
export { subscribedEventTypes } from './subscribed-event-types.js';
export { ownSubscriptions } from './subscription-record.js';
