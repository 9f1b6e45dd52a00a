import { arnOf } from '../../engine/targets/list.js';
import type { Config } from '../../language/config/model.js';
import type { EmitReport } from '../../sandbox/index.js';

/** The AWS names that the file lets a route send to, sorted. */
export function expectedTargets(config: Config, route: string): readonly string[] {
  return (config.routes[route]?.targets ?? [])
    .map((name) => config.targets[name])
    .flatMap((target) => (target === undefined ? [] : [lastPart(arnOf(target, config))]))
    .sort();
}

/** The AWS names that the rules of a route delivered an event to, sorted. */
export function reachedTargets(report: EmitReport, project: string, route: string): readonly string[] {
  return report.events
    .flatMap(({ deliveries }) => deliveries)
    .filter(
      ({ by, outcome, rule }) => by === 'events' && outcome === 'delivered' && isRuleOf(rule, project, route),
    )
    .flatMap(({ target }) => (target === undefined ? [] : [lastPart(target)]))
    .sort();
}

/** Whether a rule's name is one of a route's; an environment may stand between project and route. */
export function isRuleOf(rule: string | undefined, project: string, route: string): boolean {
  return rule?.startsWith(`${project}-`) === true && new RegExp(`-${route}-\\d+$`).test(rule);
}

function lastPart(arn: string): string {
  return arn.split(/[:/]/).at(-1) ?? arn;
}
