/** The names and ids of queues that were resolved live, kept for working offline. */
export { cacheFolder } from './cache-folder.js';
export type { CachePlace, QueueCache } from './model.js';
export { readQueueCache, rememberQueueNames, rememberQueues } from './queue-cache.js';
