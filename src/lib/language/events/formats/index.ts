/** The shapes that events reach EventBridge in: Genesys Cloud's own and those of relays. */
export { hasEventType, listedEventTypes, requireFormatEventType } from './check-event-type.js';
export {
  eventTypeFromText,
  eventTypePath,
  eventTypeText,
  genesysEventTypes,
  namesGenesysEventTypes,
  PARTNER_FORMAT,
  tellsByDetailType,
  toEventFormat,
} from './event-format.js';
export { findFormat, requireFormat } from './find-format.js';
export { type FormatInUse, formatsInUse } from './formats-in-use.js';
export { isOfFormat, isSourceOf } from './is-of-format.js';
export type {
  EventFormat,
  FormatDefinition,
} from './model.js';
export { queueLocation } from './queue-location.js';
export { hasQueueInTopicName, readByFormat } from './read-by-format.js';
export { relayFormatOf } from './relay-format-of.js';
export { relayedSample } from './relayed-sample.js';
export { formatForSample, sampleInFormat } from './sample-in-format.js';
export { partnerFormat, shippedFormats } from './shipped-formats.js';
export { valueAt } from './value-at.js';
