import { ownValue } from '../../base/own-value.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { type MarkedRule, recordedQueueId } from '../../engine/kinds/index.js';
import type { Config, QueueSelector } from '../../language/config/model.js';
import type { Queue } from '../../language/queues/queue.js';

/**
 * What finds a queue whose name no longer fits: the one that the route's live rules chose by that name, if it is still
 * there. Without a record of it there is no certainty, and nothing is found.
 * @param rules the project's live rules; asked for only where a name fits no queue
 */
export function recallQueue(
  config: Config,
  rules: () => Promise<readonly MarkedRule[]>,
  genesys: Genesys,
): (route: string, selector: QueueSelector) => Promise<Queue | undefined> {
  return async (name, selector) => {
    const route = ownValue(config.routes, name);
    if (route === undefined) return undefined;
    const id = recordedQueueId(await rules(), route, selector);
    return id === undefined ? undefined : genesys.queues.byId(id);
  };
}
