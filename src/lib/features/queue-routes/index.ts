/** Which routes of the file take which Genesys queues. */
export { everyQueueRoutes } from './every-queue.js';
export { findQueueRoutes } from './find-queue-routes.js';
export type { MissReason, QueueRoutes, RouteOfQueue, RouteVerdict, TargetOfQueue } from './model.js';
export { unroutedQueues } from './unrouted-queues.js';
