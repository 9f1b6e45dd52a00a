import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import { type EmitReport, openSandbox, type SandboxOptions } from '../../sandbox/index.js';

/**
 * The routes of a file that have no rule on the event bus which emitted events came to: no event can reach their targets
 * yet. Only routes whose event format is that of an event that reached its bus; of others it cannot be told.
 * @param adopted routes by the names of rules that do not tell them: those that were adopted under their own names
 */
export function routesNotApplied(
  config: Config,
  { events }: EmitReport,
  adopted: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const arrived = events.filter(({ accepted }) => accepted);
  const rules = arrived.flatMap(({ deliveries, nearMisses }) =>
    [...deliveries, ...nearMisses].flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
  );
  const applied = new Set(rules.map((rule) => adopted.get(rule) ?? routeOfRuleName(config, rule)));
  const formats = new Set(arrived.map(({ relay }) => relay?.format));
  return Object.values(config.routes).flatMap(({ name, format }) =>
    formats.has(format?.name) && !applied.has(name) ? [name] : [],
  );
}

/**
 * The same, asking the sandbox for the routes of its rules where their names do not tell them.
 * @param routesOfRules reads the routes by the names of the rules that the project has in an account
 * @throws what the clients throw
 */
export async function routesWithoutRule(
  config: Config,
  report: EmitReport,
  options: SandboxOptions,
  routesOfRules: (aws: Aws, config: Config) => Promise<ReadonlyMap<string, string>>,
): Promise<readonly string[]> {
  const byName = routesNotApplied(config, report);
  if (byName.length === 0) return [];
  const sandbox = await openSandbox({ ...options, functionsRest: true });
  try {
    const { createAws } = await import('../../clients/aws/index.js');
    return routesNotApplied(config, report, await routesOfRules(createAws(sandbox.aws), config));
  } finally {
    await sandbox.close();
  }
}
