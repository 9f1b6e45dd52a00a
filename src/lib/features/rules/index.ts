/** The rules that commands look at: those that the file makes, or those that are live. */

export { type GivenQueue, resolveOffline } from '../queues/offline-queues.js';
export { QueueBook } from '../queues/queue-book.js';
export { queueIdsIn } from '../queues/queue-ids.js';
export { chooseRules, isCalled, onlyRoutes } from './choose-rules.js';
export type { KnownRule, QueueIdSource } from './model.js';
export { newerMarksOfRules, rulesOfAccount } from './rules-of-account.js';
export { rulesOfFile } from './rules-of-file.js';
