import { gcxCommand } from '../../base/hints/gcx-command.js';
import { ownValue } from '../../base/own-value.js';
import type { Config, Target } from '../../language/config/model.js';
import { INVALID_JSON } from '../../language/events/input/index.js';
import { functionArn, queueArn, topicArn } from '../../language/names/arns.js';
import { processorNames } from '../../language/names/processor-names.js';
import type { DeadLetter, DeadLetterOrigin, WayBack } from './model.js';

/**
 * Where a dead letter was going: a processor's to its SQS queue, EventBridge's to the target that it names, what SQS
 * moved to where it came from. Only to things of the target that was asked for: others' dead letters in a shared queue
 * stay.
 */
export function wayBack(config: Config, target: Target, letter: DeadLetter): WayBack {
  const { origin } = letter;
  switch (origin.kind) {
    case 'processor':
      return target.kind === 'processor' && origin.processor === target.name
        ? { kind: 'sqs', arn: mainQueueArn(config, target) }
        : { kind: 'none', why: `of processor ${origin.processor}` };
    case 'sqs': {
      const own = arnsOf(config, target);
      return own.includes(origin.sourceArn)
        ? { kind: 'sqs', arn: origin.sourceArn }
        : { kind: 'none', why: `it came from ${lastPart(origin.sourceArn)}` };
    }
    case 'eventbridge':
      return backToTarget(config, target, origin);
    case 'unknown':
      return { kind: 'none', why: 'nothing says where it was going' };
  }
}

/**
 * EventBridge's dead letter holds what the target would have got, also of a target with an input (recorded), so it goes
 * back as it is. What a template was filled to and is no JSON no target would have got, and the event is not in it.
 */
function backToTarget(
  config: Config,
  target: Target,
  { targetArn: arn, code }: Extract<DeadLetterOrigin, { kind: 'eventbridge' }>,
): WayBack {
  if (!belongsTo(config, target, arn)) return { kind: 'none', why: `it was going to ${lastPart(arn)}` };
  if (code === INVALID_JSON)
    return {
      kind: 'none',
      why: `the target's template made this of the event, and it is no JSON: mend the template, then use ${gcxCommand('replay', '--from', '2h ago', '--dry-run')}, with the time that is meant`,
    };
  if (target.kind === 'sqs' && target.queueName.endsWith('.fifo'))
    return {
      kind: 'none',
      why: `the SQS queue is FIFO, whose message group only EventBridge gives: use ${gcxCommand('replay', '--from', '2h ago', '--dry-run')}, with the time that is meant`,
    };
  switch (target.kind) {
    case 'processor':
    case 'sqs':
      return { kind: 'sqs', arn };
    case 'sns':
      return { kind: 'sns', arn };
    case 'lambda':
      return { kind: 'lambda', arn };
    case 'arn':
      return {
        kind: 'none',
        why: `gcx sends to SNS topics, SQS queues and Lambda functions only: use ${gcxCommand('replay', '--from', '2h ago', '--dry-run')}, with the time that is meant`,
      };
  }
}

/** Whether an ARN is the target's; of a topic for each event type, whichever it is. */
function belongsTo(config: Config, target: Target, arn: string): boolean {
  if (target.kind === 'sns' && target.topicName.includes('{')) {
    const [before = '', after = ''] = topicArn(config, target.topicName, target.account).split('{eventType}');
    return arn.length > before.length + after.length && arn.startsWith(before) && arn.endsWith(after);
  }
  return arnsOf(config, target).includes(arn);
}

function arnsOf(config: Config, target: Target): readonly string[] {
  switch (target.kind) {
    case 'processor':
      return [mainQueueArn(config, target)];
    case 'sqs':
      return [queueArn(config, target.queueName, target.account)];
    case 'sns':
      return [topicArn(config, target.topicName, target.account)];
    case 'lambda':
      return [functionArn(config, target.functionName, target.account, target.qualifier)];
    case 'arn':
      return [target.arn];
  }
}

function mainQueueArn(config: Config, target: Extract<Target, { kind: 'processor' }>): string {
  return queueArn(config, processorNames(config, target).queue);
}

/** The dead-letter queues in which a target's dead letters lie, by name: the processor's own, and that of `deadLetter`. */
export function deadLetterQueues(config: Config, target: Target): readonly string[] {
  const own = target.kind === 'processor' ? [processorNames(config, target).deadLetterQueue] : [];
  const named = target.deadLetter === undefined ? undefined : ownValue(config.targets, target.deadLetter);
  return [...own, ...(named?.kind === 'sqs' ? [named.queueName] : [])];
}

function lastPart(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}
