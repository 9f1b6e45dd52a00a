import type { Queue } from '../../language/queues/queue.js';
import { type FileQueuesHost, queuesOfFile } from '../queues/file-queues.js';
import { listQueues, type QueueFilter } from '../queues/list-queues.js';
import { routesOfQueues } from './routes-of-queues.js';

/** The queues that no route takes, of how many; and the routes that take every queue. */
export interface UnroutedQueues {
  readonly queues: readonly Queue[];
  /** How many there are with those that a route takes. */
  readonly of: number;
  /** Names of enabled routes that filter on no queue: while there is one, no queue is without a route. */
  readonly everyQueue: readonly string[];
}

/**
 * The live queues that no enabled route of the file takes.
 * @throws GcxError where one of the file's queues is not to be found
 */
export async function unroutedQueues(host: FileQueuesHost, filter: QueueFilter): Promise<UnroutedQueues> {
  const { resolved } = await queuesOfFile(host);
  const all = await listQueues(await host.genesys(), filter);
  const routesOf = routesOfQueues(host.loaded.config, resolved);
  const everyQueue = new Set<string>();
  const queues = all.filter((queue) => {
    const taking = routesOf(queue).flatMap(({ route, enabled, verdict }) =>
      enabled && verdict.kind === 'takes' ? [{ route, because: verdict.because }] : [],
    );
    for (const { route, because } of taking) if (because.kind === 'every-queue') everyQueue.add(route);
    return taking.length === 0;
  });
  return { queues, of: all.length, everyQueue: [...everyQueue] };
}
