export { awsDeadLetterQueues, awsSender } from './aws-redrive.js';
export { collectDeadLetters } from './collect-dead-letters.js';
export type { DeadLetterQueues } from './dead-letter-queues.js';
export { groupDeadLetters, type SortedLetter } from './group-dead-letters.js';
export type { DeadLetterGroup, DeadMessage } from './model.js';
export { parseRate, type Rate } from './rate.js';
export { readDeadLetter } from './read-dead-letter.js';
export { release, type SentBack, sendBack } from './send-back.js';
export { deadLetterQueues, wayBack } from './way-back.js';
