export { catalogue } from './catalogue.js';
export { transportsOf } from './catalogue-data.js';
export type {
  Catalogue,
  EventProblem,
  EventType,
  Field,
  FieldType,
  GenesysDetail,
  GenesysEnvelope,
  QueueLocation,
  SampleSettings,
  TutorialName,
} from './model.js';
export { sampleEvent } from './sample-event.js';
export { validateEvent } from './validate-event.js';
