/**
 * Questions that gcx init and gcx add share: each takes an asker and what is known, checks each answer with the schema of its
 * field, and gives an answer as a value. In an {@link interview} the person can go back at each. Import it with `import()`: it
 * loads yaml and zod.
 */
export type * from './answers.js';
export { eventAnswer } from './answers.js';
export { askEvents } from './ask-events.js';
export { askEnvironment, askRouteName } from './ask-names.js';
export { askAwsRegion, askGenesysEnvironment } from './ask-place.js';
export { askQueues, noteOnQueues, whyNoQueues } from './ask-queues.js';
export { askTarget, askTargets } from './ask-target.js';
export { askWhere, whereFrom } from './ask-where.js';
export { eventTypesMeant } from './event-search.js';
export { fieldProblem, keyProblem } from './field-problem.js';
export { type Answered, type Interviewer, interview } from './interview.js';
export { pastedQueues } from './pasted-queues.js';
export { queueAnswer } from './queue-answer.js';
export {
  keyFrom,
  parseSubscriber,
  parseTarget,
} from './target-answer.js';
