import type { Config } from '../../language/config/model.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import type { EmitReport } from '../../sandbox/index.js';

/**
 * The routes of a file that have no rule on the event bus which emitted events came to: no event can reach their targets
 * yet. Only routes whose event format is that of an event that reached its bus; of others it cannot be told.
 */
export function routesNotApplied(config: Config, { events }: EmitReport): readonly string[] {
  const arrived = events.filter(({ accepted }) => accepted);
  const rules = arrived.flatMap(({ deliveries, nearMisses }) =>
    [...deliveries, ...nearMisses].flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
  );
  const applied = new Set(rules.map((rule) => routeOfRuleName(config, rule)));
  const formats = new Set(arrived.map(({ relay }) => relay?.format));
  return Object.values(config.routes).flatMap(({ name, format }) =>
    formats.has(format?.name) && !applied.has(name) ? [name] : [],
  );
}
