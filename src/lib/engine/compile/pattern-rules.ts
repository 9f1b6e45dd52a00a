import type { JsonObject } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type { Config, Route } from '../../language/config/model.js';
import { pairTargets, ruleOf } from './build-rule.js';
import { type ExpandedTarget, toRuleTarget } from './expand-targets.js';
import type { DesiredRule, LiveRule } from './model.js';

type WantedTarget = Omit<RuleTarget, 'id'>;

/** How many rules more than needed a route may keep, so that few of its live rules change. */
const RULES_TO_SPARE = 1;

/**
 * The rules of a route with a `pattern`: the same pattern in each, its targets shared out. Targets stay with the live
 * rule that has them; new ones fill rules up before they get another. Without targets it is one rule that has none.
 */
export function patternRules(
  config: Config,
  route: Route,
  pattern: JsonObject,
  targets: readonly ExpandedTarget[],
  live: readonly LiveRule[],
  names: { readonly bus: string; next(): string },
): readonly DesiredRule[] {
  const wanted = targets.map((target) => toRuleTarget(config, target));
  const holders = keepers(wanted, live);
  const placed = new Set(holders.flatMap((holder) => holder.targets));
  const left = wanted.filter((target) => !placed.has(target));
  const filled = holders.map((holder) => ({
    live: holder.live,
    targets: [...holder.targets, ...left.splice(0, Limits.targetsPerRule - holder.targets.length)],
  }));
  const rules: { live: LiveRule | undefined; targets: readonly WantedTarget[] }[] = [...filled];
  while (left.length > 0) rules.push({ live: undefined, targets: left.splice(0, Limits.targetsPerRule) });
  if (rules.length === 0) rules.push({ live: undefined, targets: [] });
  return rules.map((rule) =>
    ruleOf(
      config,
      route,
      { bus: names.bus, name: rule.live?.name ?? names.next(), live: rule.live, pattern },
      rule.targets,
    ),
  );
}

/** The live rules that go on, each with the wanted targets that it has; those that hold most go on first. */
function keepers(
  wanted: readonly WantedTarget[],
  live: readonly LiveRule[],
): readonly { readonly live: LiveRule; readonly targets: readonly WantedTarget[] }[] {
  const free = new Set(wanted);
  const holding = [...live]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((rule) => {
      const targets = [...pairTargets([...free], rule.targets).keys()].slice(0, Limits.targetsPerRule);
      for (const target of targets) free.delete(target);
      return { live: rule, targets };
    })
    .filter(({ targets }) => targets.length > 0)
    .sort((one, other) => other.targets.length - one.targets.length);
  const [first] = [...live].sort((one, other) => (one.name < other.name ? -1 : 1));
  if (holding.length === 0) return first === undefined ? [] : [{ live: first, targets: [] }];
  const needed = Math.ceil(wanted.length / Limits.targetsPerRule);
  return holding.slice(0, needed + RULES_TO_SPARE);
}
