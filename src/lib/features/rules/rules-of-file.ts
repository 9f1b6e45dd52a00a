import { compileRules } from '../../engine/compile/index.js';
import { compileNames } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { KnownRule } from './model.js';

/** The rules that a fresh plan makes of the file: one or more for each route. */
export function rulesOfFile(config: Config, resolved: ResolvedQueues): readonly KnownRule[] {
  return compileRules(config, resolved, [], compileNames(config, new Set())).rules.map(
    ({ name, bus, route, enabled, description, pattern, targets }) => ({
      name,
      bus,
      route,
      ...formatOf(config, route),
      owner: 'ours',
      enabled,
      description,
      pattern: JSON.stringify(pattern),
      targets,
    }),
  );
}

/** The format of a route, where it has another than Genesys's own. */
export function formatOf(
  { routes }: Pick<Config, 'routes'>,
  route: string | undefined,
): Pick<KnownRule, 'format'> {
  const format = route === undefined || !Object.hasOwn(routes, route) ? undefined : routes[route]?.format;
  return format === undefined ? {} : { format };
}
