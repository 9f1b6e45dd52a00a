import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { meantName } from '../../base/name-difference.js';
import { ownValue } from '../../base/own-value.js';
import type { Config } from '../../language/config/model.js';
import { routeOfRuleName } from '../../language/names/rule-names.js';
import type { KnownRule } from './model.js';

/**
 * The rules that are called so, or that belong to a route which is.
 * @throws GcxError for a name that fits neither, with near ones
 */
export function chooseRules(rules: readonly KnownRule[], wanted: readonly string[]): readonly KnownRule[] {
  const unknown = wanted.filter((name) => !rules.some((rule) => isCalled(rule, name)));
  const [first] = unknown;
  if (first === undefined) return rules.filter((rule) => wanted.some((name) => isCalled(rule, name)));
  const names = [
    ...new Set(rules.flatMap(({ name, route }) => [...(route === undefined ? [] : [route]), name])),
  ];
  throw new GcxError({
    code: 'rule-not-found',
    what: `No rule and no route is called "${first}".`,
    ...(unknown.length > 1
      ? { details: unknown.slice(1).map((name) => `Nor is any called "${name}".`) }
      : {}),
    fix: meantName(
      first,
      names,
      `${gcxCommand('rule list')} shows those of the file, ${gcxCommand('rule list', '--live')} those of the account.`,
    ),
  });
}

/** A file with only the routes that names are of; the whole file where a name is of none, or there are no names. */
export function onlyRoutes(config: Config, names: readonly string[]): Config {
  const routes = new Set(
    names.map((name) => (ownValue(config.routes, name) === undefined ? routeOfRuleName(config, name) : name)),
  );
  if (routes.size === 0 || routes.has(undefined)) return config;
  return {
    ...config,
    routes: Object.fromEntries(Object.entries(config.routes).filter(([name]) => routes.has(name))),
  };
}

/** Whether a name is a rule's own or that of its route. */
export function isCalled({ name, route }: Pick<KnownRule, 'name' | 'route'>, wanted: string): boolean {
  return name === wanted || route === wanted;
}
