import type { WayBack } from '../../engine/targets/kind.js';
import { arnOf, isAt, kindOf } from '../../engine/targets/list.js';
import { REPLAY_INSTEAD } from '../../engine/targets/send-ways.js';
import type { Config, Target } from '../../language/config/model.js';
import { targetOfKind } from '../../language/config/targets-of-kind.js';
import { INVALID_JSON } from '../../language/events/input/index.js';
import { nameOfArn } from '../../language/names/arn.js';
import type { DeadLetter, DeadLetterOrigin } from './model.js';

/**
 * Where a dead letter was going: a processor's to its SQS queue, EventBridge's to the target that it names, what SQS
 * moved to where it came from. Only to things of the target that was asked for: others' dead letters in a shared queue
 * stay.
 */
export function wayBack(config: Config, target: Target, letter: DeadLetter): WayBack {
  const { origin } = letter;
  switch (origin.kind) {
    case 'processor':
      return isOfProcessor(config, target, letter.queue, origin)
        ? kindOf(target).wayBack(target, arnOf(target, config))
        : {
            kind: 'none',
            why: `of ${origin.processor === undefined ? 'an unnamed processor' : `processor ${origin.processor}`}`,
          };
    case 'sqs':
      return isAt(target, config, origin.sourceArn)
        ? { kind: 'sqs', arn: origin.sourceArn }
        : { kind: 'none', why: `it came from ${nameOfArn(origin.sourceArn)}` };
    case 'eventbridge':
      return backToTarget(config, target, origin);
    case 'unknown':
      return { kind: 'none', why: 'its target is not known' };
  }
}

/** Whether a dead letter was going to a target, or is of its processor; it may lie in a queue that others share. */
export function isOfTarget(config: Config, target: Target, { origin, queue }: DeadLetter): boolean {
  if (!deadLetterQueues(config, target).includes(queue)) return false;
  switch (origin.kind) {
    case 'processor':
      return isOfProcessor(config, target, queue, origin);
    case 'sqs':
      return isAt(target, config, origin.sourceArn);
    case 'eventbridge':
      return isAt(target, config, origin.targetArn);
    case 'unknown':
      return false;
  }
}

/**
 * EventBridge's dead letter holds what the target would have got, also of a target with an input (recorded), so it goes
 * back as it is. A filled template that is not JSON would have reached no target, and the event is not in it.
 */
function backToTarget(
  config: Config,
  target: Target,
  { targetArn: arn, code }: Extract<DeadLetterOrigin, { kind: 'eventbridge' }>,
): WayBack {
  if (!isAt(target, config, arn)) return { kind: 'none', why: `its target was ${calledInFile(config, arn)}` };
  if (code === INVALID_JSON)
    return {
      kind: 'none',
      why: `the target's template produced this from the event, which is not valid JSON: fix the template, then ${REPLAY_INSTEAD}`,
    };
  return kindOf(target).wayBack(target, arn);
}

/** What the file calls the target at an ARN, else what AWS calls it. */
function calledInFile(config: Config, arn: string): string {
  return Object.values(config.targets).find((each) => isAt(each, config, arn))?.name ?? nameOfArn(arn);
}

/** The dead-letter queues in which a target's dead letters lie, by name: the processor's own, and that of `deadLetter`. */
export function deadLetterQueues(config: Config, target: Target): readonly string[] {
  const own = kindOf(target).ownDeadLetterQueue?.(target, config);
  const named = target.deadLetter === undefined ? undefined : targetOfKind(config, target.deadLetter, 'sqs');
  return [...(own === undefined ? [] : [own]), ...(named === undefined ? [] : [named.queueName])];
}

/** Whether a target is the processor that gave an event up: it put it into an SQS queue of its own. */
function isOfProcessor(
  config: Config,
  target: Target,
  queue: string,
  { processor }: Extract<DeadLetterOrigin, { kind: 'processor' }>,
): boolean {
  const own = kindOf(target).ownDeadLetterQueue?.(target, config);
  return own !== undefined && (processor === undefined ? queue === own : processor === target.name);
}
