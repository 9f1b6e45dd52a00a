/** Adds to the file: routes, targets, queues, event types, environments; comments and layout stay. */
export { addEnvironment } from './add-environment.js';
export { type GivenQueue, type QueueItems, queueItems } from './add-queues.js';
export { addRoute } from './add-route.js';
export { addTargets } from './add-target.js';
export { addEvents, addQueues } from './add-to-route.js';
export { type DifferenceLine, differenceOf } from './difference.js';
export { type EditableFile, editFile, readEditable, writeEdit, writeHandlers } from './edit-file.js';
export { environmentsOf } from './file-content.js';
export type { Proposal } from './proposal.js';
export {
  askForRoute,
  askNewEnvironment,
  askNewEvents,
  askNewQueues,
  askNewTarget,
  askRoute,
  type QuestionGround,
} from './questions.js';
