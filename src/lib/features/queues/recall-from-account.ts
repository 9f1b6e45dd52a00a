import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { type MarkedRule, markOf, readBusTags, readRules } from '../../engine/kinds/index.js';
import { busOf } from '../../engine/plan/index.js';
import type { Config, QueueSelector } from '../../language/config/model.js';
import type { Queue } from '../../language/queues/queue.js';
import { recallQueue } from './recall-queue.js';

/**
 * What finds a queue that was renamed, for commands that make no plan: the project's rules are read where a name of the
 * file fits no queue, and not before. Where AWS cannot be asked nothing is found.
 */
export function recallFromAccount(
  config: Config,
  aws: () => Promise<Aws>,
  genesys: Genesys,
): (route: string, selector: QueueSelector) => Promise<Queue | undefined> {
  const scope = { config, mark: markOf(config), bus: busOf(config), isRuleNameOfFile: () => false };
  let rules: Promise<readonly MarkedRule[]> | undefined;
  const read = (): Promise<readonly MarkedRule[]> => {
    rules ??= aws()
      .then(async (opened) => readRules(scope, opened, await readBusTags(scope, opened)))
      .then(({ rules: ours }) => ours)
      .catch(() => []);
    return rules;
  };
  return recallQueue(config, read, genesys);
}
