import { didYouMean, nearName } from '../../../base/name-difference.js';
import { parseWrittenArn } from '../../names/arn.js';
import { EVENT_TYPE_PLACEHOLDER } from '../../names/event-type-topics.js';
import { scalar } from '../document/flow-text.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** Checks that every target that is named exists and is of the right kind, and that every target is used. */
export function checkReferences(context: CheckContext): void {
  const { root, problems } = context;
  const targets = entriesOf(nodeAt(root, ['targets']));
  const used = new Set<string>();

  deadLetter(['defaults', 'deadLetter']);
  for (const [name, { value }] of targets) {
    deadLetter(['targets', name, 'deadLetter'], name);
    for (const [index] of itemsOf(nodeAt(value, ['subscribers'])).entries())
      subscriber(['targets', name, 'subscribers', index]);
    alarms(['targets', name, 'processor', 'alarms']);
    sqsQueue(['targets', name, 'sqs', 'redrive', 'deadLetter']);
  }
  alarms(['alarms', 'to']);
  for (const [route, { value }] of entriesOf(nodeAt(root, ['routes']))) {
    const seen = new Set<string>();
    for (const [index, item] of itemsOf(nodeAt(value, ['targets'])).entries()) {
      const name = textOf(item);
      const path = ['routes', route, 'targets', index];
      if (name === undefined || reference(path) === undefined) continue;
      if (seen.has(name)) {
        problems.at(path, {
          severity: 'warning',
          code: 'repeated',
          message: `The route names the target "${name}" twice; events go there once.`,
          fix: 'Remove one of them.',
        });
      }
      seen.add(name);
    }
  }
  for (const name of targets.keys()) {
    if (used.has(name)) continue;
    problems.atKey(['targets', name], {
      severity: 'warning',
      code: 'unused-target',
      message: `Nothing sends to the target "${name}".`,
      fix: 'Name it in the "targets" of a route, or remove it.',
    });
  }

  /** The target that is named at a path; reports it where there is none. */
  function reference(path: ConfigPath): SourceNode | undefined {
    const name = textOf(nodeAt(root, path));
    if (name === undefined || name.trim() === '') return undefined;
    const entry = targets.get(name);
    used.add(name);
    if (entry !== undefined) return entry.value;
    if (nodeAt(root, ['targets'])?.kind !== 'map') return undefined;
    const near = nearName(name, targets.keys());
    const [only, ...others] = near.names;
    problems.at(path, {
      code: 'unknown-target',
      message: `There is no target "${name}".`,
      ...(only === undefined || others.length > 0 ? {} : { replacement: scalar(only) }),
      fix:
        only !== undefined
          ? didYouMean(near)
          : `Add it under "targets"${targets.size > 0 ? `; there are ${[...targets.keys()].slice(0, 8).join(', ')}` : ''}.`,
    });
    return undefined;
  }

  /** What is to keep dead letters: an SQS queue of the file's account. Gives its name or ARN; undefined where it is none. */
  function sqsQueue(path: ConfigPath): string | undefined {
    const target = reference(path);
    if (target === undefined) return undefined;
    const name = textOf(nodeAt(root, path)) ?? '';
    const sqs = nodeAt(target, ['sqs']);
    if (sqs === undefined) {
      problems.at(path, {
        code: 'dead-letter-kind',
        message: `"${name}" is not an SQS queue; only an SQS queue can be a dead-letter queue.`,
        fix:
          nodeAt(target, ['processor']) === undefined
            ? 'Name a target with sqs: { create: NAME }.'
            : 'Name a target with sqs: { create: NAME }. A processor has its own dead-letter queue.',
      });
      return undefined;
    }
    const queue = textOf(nodeAt(sqs, ['create'])) ?? textOf(nodeAt(sqs, ['existing']));
    const arn = queue === undefined ? undefined : parseWrittenArn(queue);
    if (arn !== undefined && context.account !== undefined && arn.account !== context.account) {
      const others = path.includes('redrive') ? 'what it keeps the dead letters of is' : 'the rules are';
      problems.at(path, {
        code: 'dead-letter-account',
        message: `"${name}" is in account ${arn.account}, ${others} in ${context.account}; a dead-letter queue must be in the same account and region.`,
        fix: `Name an SQS queue of account ${context.account}.`,
      });
    }
    return queue;
  }

  function deadLetter(path: ConfigPath, owner?: string): void {
    const queue = sqsQueue(path);
    if (queue === undefined) return;
    const name = textOf(nodeAt(root, path)) ?? '';
    if (queue.endsWith('.fifo')) {
      problems.at(path, {
        code: 'dead-letter-fifo',
        message: `"${name}" is a FIFO queue; a dead-letter queue for EventBridge must be a standard queue.`,
        fix: 'Name an SQS queue whose name does not end in .fifo.',
      });
    }
    if (owner === name) {
      problems.at(path, {
        code: 'dead-letter-self',
        message: 'A target cannot be its own dead-letter queue.',
        fix: 'Name another SQS queue, or write deadLetter: false.',
      });
    }
  }

  /** Who is told when a processor, or the pipe, has trouble. */
  function alarms(path: ConfigPath): void {
    const target = reference(path);
    if (target === undefined) return;
    const name = textOf(nodeAt(root, path)) ?? '';
    const sns = nodeAt(target, ['sns']);
    const topic = textOf(nodeAt(sns, ['create'])) ?? textOf(nodeAt(sns, ['existing']));
    if (sns === undefined) {
      problems.at(path, {
        code: 'alarms-kind',
        message: `"${name}" is not an SNS topic; CloudWatch sends alarms to SNS topics.`,
        fix: 'Name a target with sns: { create: NAME }, whose subscribers should be notified.',
      });
    } else if (topic?.includes(EVENT_TYPE_PLACEHOLDER) === true) {
      problems.at(path, {
        code: 'alarms-kind',
        message: `"${name}" is an SNS topic for each event type, and an alarm has no event type.`,
        fix: 'Name a target that is one SNS topic.',
      });
    }
  }

  function subscriber(path: ConfigPath): void {
    deadLetterOfSubscriber(path);
    for (const kind of ['sqs', 'lambda'] as const) {
      const at = [...path, kind];
      const target = reference(at);
      if (target === undefined) continue;
      const named = nodeAt(target, [kind]);
      const name = textOf(nodeAt(root, at)) ?? '';
      if (named === undefined) {
        problems.at(at, {
          code: 'subscriber-kind',
          message: `"${name}" is not ${kind === 'sqs' ? 'an SQS queue' : 'a Lambda function'}.`,
          fix:
            nodeAt(target, ['processor']) === undefined
              ? `Name a target with "${kind}".`
              : `A processor gets its events from a route: name "${name}" in the "targets" of one.`,
        });
        continue;
      }
      const queue = textOf(nodeAt(named, ['create'])) ?? textOf(nodeAt(named, ['existing']));
      if (kind !== 'sqs' || queue?.endsWith('.fifo') !== true) continue;
      problems.at(at, {
        code: 'subscriber-fifo',
        message: `"${name}" is a FIFO queue; a standard SNS topic does not send to one.`,
        fix: 'Use a standard queue, or name the FIFO queue in the route itself.',
      });
    }
  }
  function deadLetterOfSubscriber(path: ConfigPath): void {
    const at = [...path, 'deadLetter'];
    const queue = sqsQueue(at);
    if (queue === undefined) return;
    const name = textOf(nodeAt(root, at)) ?? '';
    if (queue.endsWith('.fifo')) {
      problems.at(at, {
        code: 'dead-letter-fifo',
        message: `"${name}" is a FIFO queue; the dead-letter queue of a subscriber must be a standard queue.`,
        fix: 'Name an SQS queue whose name does not end in .fifo.',
      });
    }
    if (textOf(nodeAt(root, [...path, 'sqs'])) === name) {
      problems.at(at, {
        code: 'dead-letter-self',
        message: 'A subscriber cannot be its own dead-letter queue.',
        fix: 'Name another SQS queue, or remove "deadLetter".',
      });
    }
  }
}
