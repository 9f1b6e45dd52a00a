import { GcxError } from '../../base/gcx-error.js';
import { Limits } from '../../base/limits.js';
import { ownValue } from '../../base/own-value.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type {
  ArnTarget,
  Config,
  LambdaTarget,
  ProcessorTarget,
  Route,
  SnsTarget,
  SqsTarget,
  Target,
} from '../../language/config/model.js';
import { functionArn, queueArn, topicArn } from '../../language/names/arns.js';
import { EVENT_TYPE_PLACEHOLDER, fillTopicName } from '../../language/names/event-type-topics.js';
import { processorNames } from '../../language/names/processor-names.js';
import type { CompileNames } from './compile-names.js';

/** A target of one route, `{eventType}` filled in. */
export interface ExpandedTarget {
  /** The target's name in the file, or `NAME/SHORT-NAME` where it is one of several. */
  readonly name: string;
  readonly target: Target;
  readonly arn: string;
  /** The only event type that goes there; undefined: all of the route's. */
  readonly eventType?: string;
  /** Name of the SNS topic, filled in; undefined for other kinds. */
  readonly topicName?: string;
}

/** The targets of a route in the file's order; an `{eventType}` topic becomes one for each of its event types. */
export function expandTargets(
  config: Pick<Config, 'aws' | 'targets' | 'file' | 'project' | 'environment'>,
  route: Pick<Route, 'name' | 'events' | 'targets' | 'format'>,
  names: Pick<CompileNames, 'eventType'>,
): readonly ExpandedTarget[] {
  return [...new Set(route.targets)].flatMap((name): ExpandedTarget[] => {
    const target = ownValue(config.targets, name);
    if (target === undefined)
      throw new Error(`route ${route.name} names a target that is not there: ${name}`);
    if (target.kind !== 'sns') return [{ name, target, arn: plainArn(config, target) }];
    if (!target.topicName.includes(EVENT_TYPE_PLACEHOLDER))
      return [topic(config, name, target, target.topicName)];
    return [...new Set(route.events)].map((eventType) => {
      const short = names.eventType(eventType, route.format).name;
      const topicName = fillTopicName(target.topicName, short);
      checkTopicName(config, target, topicName, short);
      return { ...topic(config, `${name}/${short}`, target, topicName), eventType };
    });
  });
}

/** The target as a rule has it, all but its id. */
export function toRuleTarget(
  config: Pick<Config, 'aws' | 'targets' | 'project' | 'environment'>,
  expanded: ExpandedTarget,
): Omit<RuleTarget, 'id'> {
  const { target } = expanded;
  const deadLetterArn = deadLetterOf(config, target);
  return {
    target: expanded.name,
    arn: expanded.arn,
    ...(target.role === undefined ? {} : { roleArn: target.role }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    ...(target.retry === undefined ? {} : { retry: target.retry }),
    ...(target.input === undefined ? {} : { input: target.input }),
    ...(target.kind === 'sqs' && target.messageGroup !== undefined
      ? { messageGroup: target.messageGroup }
      : {}),
  };
}

function topic(
  config: Pick<Config, 'aws'>,
  name: string,
  target: SnsTarget,
  topicName: string,
): ExpandedTarget {
  return { name, target, topicName, arn: topicArn(config, topicName, target.account) };
}

function plainArn(
  config: Pick<Config, 'aws' | 'project' | 'environment'>,
  target: SqsTarget | LambdaTarget | ProcessorTarget | ArnTarget,
): string {
  switch (target.kind) {
    case 'sqs':
      return queueArn(config, target.queueName, target.account);
    case 'lambda':
      return functionArn(config, target.functionName, target.account, target.qualifier);
    case 'processor':
      return queueArn(config, processorNames(config, target).queue);
    case 'arn':
      return target.arn;
  }
}

/** What EventBridge cannot deliver to a processor lies beside what the processor cannot handle, unless the file says otherwise. */
function deadLetterOf(
  config: Pick<Config, 'aws' | 'targets' | 'project' | 'environment'>,
  target: Target,
): string | undefined {
  if (target.deadLetter !== undefined) return deadLetter(config, target.deadLetter);
  return target.kind === 'processor'
    ? queueArn(config, processorNames(config, target).deadLetterQueue)
    : undefined;
}

function deadLetter(config: Pick<Config, 'aws' | 'targets'>, name: string): string {
  const target = ownValue(config.targets, name);
  if (target?.kind !== 'sqs') throw new Error(`the dead-letter target ${name} is no SQS queue of the file`);
  return queueArn(config, target.queueName, target.account);
}

function checkTopicName(
  config: Pick<Config, 'file'>,
  target: SnsTarget,
  topicName: string,
  short: string,
): void {
  if (topicName.length <= Limits.snsTopicNameCharacters) return;
  throw new GcxError({
    code: 'topic-name-too-long',
    what: `With ${EVENT_TYPE_PLACEHOLDER} replaced by "${short}", the SNS topic's name has ${topicName.length} characters.`,
    where: `${config.file}: targets.${target.name}.sns`,
    why: `An SNS topic's name has at most ${Limits.snsTopicNameCharacters} characters.`,
    fix: 'Shorten the name that the target gives.',
  });
}
