import { ownValue } from '../../base/own-value.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type { Target } from '../../language/config/model.js';
import { targetOfKind } from '../../language/config/targets-of-kind.js';
import { queueArn } from '../../language/names/arn.js';
import type { EventTypeNames, ExpandedRoute, ExpandedTarget, TargetScope } from '../targets/kind.js';
import { arnOf, kindOf } from '../targets/list.js';
import { roleArnOf } from '../targets/sender-roles.js';

export type { ExpandedTarget } from '../targets/kind.js';

/** The targets of a route in the file's order; an `{eventType}` topic becomes one for each of its event types. */
export function expandTargets(
  scope: TargetScope,
  route: ExpandedRoute,
  names: EventTypeNames,
): readonly ExpandedTarget[] {
  return [...new Set(route.targets)].flatMap((name): readonly ExpandedTarget[] => {
    const target = ownValue(scope.targets, name);
    if (target === undefined)
      throw new Error(`route ${route.name} names a target that is not there: ${name}`);
    const expanded = kindOf(target).expand?.(target, scope, route, names);
    return expanded ?? [{ name, target, arn: arnOf(target, scope) }];
  });
}

/** The target as a rule has it, all but its id. */
export function toRuleTarget(scope: TargetScope, expanded: ExpandedTarget): Omit<RuleTarget, 'id'> {
  const { target } = expanded;
  const deadLetterArn = deadLetterOf(scope, target);
  const roleArn = roleArnOf(target, scope);
  return {
    target: expanded.name,
    arn: expanded.arn,
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    ...(target.retry === undefined ? {} : { retry: target.retry }),
    ...(target.input === undefined ? {} : { input: target.input }),
    ...kindOf(target).parameters?.(target),
  };
}

/** Where what EventBridge cannot deliver goes: to the SQS queue that the file names, else to one of the target's own. */
function deadLetterOf(scope: TargetScope, target: Target): string | undefined {
  if (target.deadLetter !== undefined) return deadLetter(scope, target.deadLetter);
  const own = kindOf(target).ownDeadLetterQueue?.(target, scope);
  return own === undefined ? undefined : queueArn(scope, own);
}

function deadLetter(scope: TargetScope, name: string): string {
  const target = targetOfKind(scope, name, 'sqs');
  if (target === undefined) throw new Error(`the dead-letter target ${name} is no SQS queue of the file`);
  return arnOf(target, scope);
}
