import type { Config, Target } from '../../language/config/model.js';
import { processorNames } from '../../language/names/processor-names.js';
import type { EmitReport } from '../../sandbox/index.js';

/** The AWS names that the file lets a route send to, sorted. */
export function expectedTargets(config: Config, route: string): readonly string[] {
  return (config.routes[route]?.targets ?? [])
    .map((name) => config.targets[name])
    .flatMap((target) => (target === undefined ? [] : [awsName(config, target)]))
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

function awsName(config: Config, target: Target): string {
  switch (target.kind) {
    case 'sns':
      return target.topicName;
    case 'sqs':
      return target.queueName;
    case 'lambda':
      return target.functionName;
    case 'processor':
      return processorNames(config, target).queue;
    case 'arn':
      return lastPart(target.arn);
  }
}

function lastPart(arn: string): string {
  return arn.split(/[:/]/).at(-1) ?? arn;
}
