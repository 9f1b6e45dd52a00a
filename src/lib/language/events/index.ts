export { catalogue } from './catalogue.js';
export { transportsOf } from './catalogue-data.js';
export { type CheckedEvent, checkEvents } from './check-events.js';
export { conversationIdOf } from './conversation-id.js';
export { eventTypeName } from './event-type-name.js';
export * from './formats/index.js';
export * from './masking/index.js';
export type {
  Catalogue,
  EventProblem,
  EventType,
  Field,
  GenesysEnvelope,
  QueueLocation,
  SampleSettings,
} from './model.js';
export { parseSetting } from './parse-setting.js';
export { readEvents } from './read-events.js';
export { requireEventType } from './require-event-type.js';
export { SENDING_TIME, sampleEvent } from './sample-event.js';
export { sampleOrigin, sampleTime } from './sample-settings.js';
export { uuidFrom } from './seeded.js';
export { type EventTypeList, type ListedEventType, selectEventTypes } from './select-event-types.js';
export { validateEvent } from './validate-event.js';
