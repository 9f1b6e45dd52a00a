/** The kinds of resources that gcx manages: each behind its own door, and the list of all. */

export { destinationsOf, withoutDestinationIds } from './api-destination/destination-ids.js';
export { archiveName } from './archive/archive.js';
export { readBusTags } from './bus/bus-tags-reading.js';
export type { LivePartnerBus } from './bus/buses-reading.js';
export { isGoing } from './connection/await-connection.js';
export { NOT_LISTED, targetOfEndpoint } from './connection/endpoint-things.js';
export {
  fingerprintIn,
  fingerprintOfUnknown,
  fingerprintOfVersion,
  isOfFingerprint,
  isOfUnknown,
} from './connection/secret-fingerprint.js';
export { requireVariables, variableValue } from './connection/secret-value.js';
export { attributesOf } from './door/attributes.js';
export {
  type Allowed,
  type Earlier,
  type KindOrder,
  NOTHING_ALLOWED,
  type PlanInput,
  type ProcessorCode,
  type SecretState,
} from './door/kind.js';
export type { MarkedThing, MarksInput } from './door/marks.js';
export type { ReadScope, Sides } from './door/reading.js';
export type {
  KindRights,
  Right,
  RightConditions,
  RightScope,
} from './door/right.js';
export type { BuiltProcessor, RunContext } from './door/run-context.js';
export { integrationName, isOfIdentity } from './integration/integration-identity.js';
export { findRecord, readRecords, recordFromJson, recordJson, writeRecord } from './integration/record.js';
export {
  doorOf,
  kindLabel,
  type Live,
  parseStep,
  READINGS,
  RESOURCE_KINDS,
  resourceKind,
  type Step,
  typedStep,
} from './list.js';
export { isNote, madeKey, madeListParts, madeListStep, underwayEntry } from './noted/made-list.js';
export { readMade } from './noted/read-made.js';
export {
  addAdoptedRules,
  adoptionTags,
  readAdoptedRules,
  ruleNameHash,
} from './ownership/adoption.js';
export { describedOwner, describedParts, descriptionMark, isMarkedBy } from './ownership/description-mark.js';
export { descriptionExcess, descriptionRoomRefusal } from './ownership/description-room.js';
export {
  belongsTo,
  isOurs,
  type Mark,
  markOf,
  markTags,
  ownerInWords,
  statementId,
  TagKey,
} from './ownership/mark.js';
export {
  newerFormatOfDescription,
  newerFormatOfNotes,
  newerFormatOfOurs,
  newerFormatOfTags,
  newerMarksNotice,
  newerMarksRefusal,
  refusedForNewerMarks,
} from './ownership/mark-format.js';
export { isProtected } from './ownership/protect-tag.js';
export { type TagCall, tagRoomRefusal } from './ownership/tag-room.js';
export { DocumentTurns } from './policies/document-turns.js';
export { sendRequests } from './policies/send-requests.js';
export { policyStatements, sourcesOf } from './policies/senders.js';
export { processorBase } from './processor/processor-order.js';
export { patternFields } from './rule/pattern-fields.js';
export { recordedQueueId } from './rule/queue-record.js';
export { ownerByTags } from './rule/rule-owner.js';
export type { MarkedRule } from './rule/rules-reading.js';
export { readRules } from './rule/rules-reading.js';
export { withSplitOrigins } from './rule/split-origins.js';
export { isOwnSubscription, ownSubscriptions } from './sns-subscription/sns-subscription-record.js';
export { deadLettersIn, liveSettings } from './sns-subscription/subscription-settings.js';
export { topicKeyAsked } from './sns-topic/topic-key.js';
export type { LiveTopic } from './sns-topic/topics-reading.js';
export { settingsAsked } from './sqs-queue/settings-asked.js';
export { stepsInWords } from './step-words.js';
