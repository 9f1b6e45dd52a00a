import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { listQueues } from '../queues/list-queues.js';
import { recallFromAccount } from '../queues/recall-from-account.js';
import { resolveQueues } from '../queues/resolve-queues.js';
import type { QueueRoutes } from './model.js';
import { routesOfQueues } from './routes-of-queues.js';

/**
 * Every queue that the credentials see, sorted by name, with what the file's routes do with it.
 * @throws GcxError where Genesys Cloud cannot be asked, or one of the file's queues is not to be found
 */
export async function everyQueueRoutes(
  { config, locate }: Pick<LoadedConfig, 'config' | 'locate'>,
  genesys: Genesys,
  aws: Aws,
): Promise<readonly QueueRoutes[]> {
  const recall = recallFromAccount(config, async () => aws, genesys);
  const [resolved, queues] = await Promise.all([
    resolveQueues(genesys, config, locate, recall),
    listQueues(genesys, {}),
  ]);
  const routesOf = routesOfQueues(config, resolved);
  return queues.map((queue) => ({ queue, routes: routesOf(queue) }));
}
