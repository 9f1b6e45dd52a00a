import { ownValue } from '../../base/own-value.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { checkFilterWithinRoutes } from '../../engine/compile/index.js';
import type { Config, LoadedConfig, Route } from '../../language/config/model.js';
import { targetsOfKind } from '../../language/config/targets-of-kind.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { describeSelector } from '../../language/queues/select-queues.js';
import { filterKey } from '../../processor/build/index.js';
import { resolveQueues } from './resolve-queues.js';

/**
 * The queues of the filters of the file's processors, by {@link filterKey}. A queue that was renamed in Genesys Cloud is
 * the one that a route of the file still finds by that name.
 * @param queues those of the routes
 * @throws GcxError that names every selector which fits no queue, or a name that fits several; or the queues that no
 * route to the processor lets through
 */
export async function resolveFilterQueues(
  genesys: Genesys,
  config: Config,
  locate: LoadedConfig['locate'],
  queues: ResolvedQueues,
): Promise<ResolvedQueues> {
  const targets = new Map<string, string>();
  const filters: Record<string, Route> = {};
  for (const target of targetsOfKind(config, 'processor')) {
    if (target.only?.queues === undefined) continue;
    const name = filterKey(target.name);
    targets.set(name, target.name);
    filters[name] = { name, events: [], queues: target.only.queues, where: {}, targets: [], enabled: true };
  }
  if (targets.size === 0) return {};
  const ofFilters = await resolveQueues(
    genesys,
    { ...config, routes: filters },
    ([, name = '', ...rest]) =>
      locate(['targets', targets.get(String(name)) ?? '', 'processor', 'only', ...rest]),
    async (_name, selector) =>
      Object.values(queues)
        .flat()
        .find(({ chosenBy }) => chosenBy === describeSelector(selector)),
  );
  for (const target of targetsOfKind(config, 'processor')) {
    const chosen = ownValue(ofFilters, filterKey(target.name));
    if (chosen !== undefined) checkFilterWithinRoutes(config, target, { routed: queues, chosen }, locate);
  }
  return ofFilters;
}
