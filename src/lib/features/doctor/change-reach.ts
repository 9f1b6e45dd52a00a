import type { Change, FieldChange } from '../../engine/change/model.js';
import { declaredByTarget } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import type { Reach } from './model.js';
import {
  reachOfAll,
  reachOfRoutes,
  reachOfSubscription,
  reachOfTargets,
  targetsOfConnection,
} from './reach.js';

/** The file's log groups to which a resource policy of CloudWatch Logs lets rules write; of other changes none. */
export function logGroupTargets(config: Config, { kind, links }: Change): readonly string[] {
  if (kind !== 'log-policy') return [];
  const on = [links?.on ?? []].flat();
  return Object.values(config.targets).flatMap((target) => {
    const groups = declaredByTarget(config, target)?.logGroups ?? [];
    return groups.some(({ arn }) => on.includes(arn)) ? [target.name] : [];
  });
}

/** What a change of the plan, or one field of it, is about in the file's names. */
export function reachOfChange(config: Config, change: Change, field: FieldChange | undefined): Reach {
  const { id, kind, group, name } = change;
  const logGroups = logGroupTargets(config, change);
  if (logGroups.length > 0) return reachOfTargets(config, logGroups);
  switch (group.kind) {
    case 'integration':
    case 'bus':
      return field?.kind === 'set' ? routesOfEventTypes(config, field) : reachOfAll(config);
    case 'event-type-subscriptions':
      return field?.kind === 'set' ? routesOfEventTypes(config, field) : reachOfAll(config);
    case 'route': {
      const all = reachOfRoutes(config, [group.name]);
      const some =
        field?.kind === 'set' && field.field === 'targets'
          ? field.added.map(({ label, value }) => label ?? value)
          : field?.kind === 'value'
            ? field.targets
            : undefined;
      if (some === undefined) return all;
      // Of a topic for each event type: `NAME/SHORT-NAME`.
      const names = some.map((name) => name.replace(/\/.*$/, ''));
      return { routes: all.routes, targets: reachOfTargets(config, names).targets };
    }
    case 'target':
      if (kind === 'connection') return reachOfTargets(config, targetsOfConnection(config, name));
      return kind === 'sns-subscription'
        ? reachOfSubscription(config, group.name, id)
        : reachOfTargets(config, [group.name]);
  }
}

function routesOfEventTypes(config: Config, { added }: Extract<FieldChange, { kind: 'set' }>): Reach {
  const names = new Set(added.map(({ value }) => value));
  const routes = Object.values(config.routes).filter(({ events }) => events.some((each) => names.has(each)));
  return routes.length === 0
    ? reachOfAll(config)
    : reachOfRoutes(
        config,
        routes.map(({ name }) => name),
      );
}
