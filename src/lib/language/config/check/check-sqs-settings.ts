import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { sqsSettings } from '../schema/schema-sqs-settings.js';
import type { CheckContext } from './check-context.js';

/**
 * Checks the settings of an SQS queue: only of one that gcx makes, and only those that SQS takes together.
 * @param path of `sqs`
 * @param queue the queue's name or ARN; undefined if it is not a text
 */
export function checkSqsSettings(
  { problems, root }: CheckContext,
  path: ConfigPath,
  queue: string | undefined,
): void {
  const has = (key: string) => nodeAt(root, [...path, key]) !== undefined;
  if (!has('create')) {
    for (const key of Object.keys(sqsSettings).filter(has)) {
      problems.atKey([...path, key], {
        code: 'misplaced-key',
        message: 'gcx sets up the SQS queues that it makes; it does not change one that exists.',
        fix: `Remove "${key}", or let gcx make the queue: sqs: { create: NAME, … }.`,
      });
    }
    return;
  }
  if (has('throughput') && queue !== undefined && !queue.endsWith('.fifo')) {
    problems.atKey([...path, 'throughput'], {
      code: 'misplaced-key',
      message: 'Only a FIFO queue has this setting; a standard queue has no such limit.',
      fix: 'Remove "throughput", or give the queue a name that ends in .fifo.',
    });
  }
  if (has('encryption') && has('key')) {
    problems.atKey([...path, 'encryption'], {
      code: 'two-encryptions',
      message: 'An SQS queue is encrypted in one way, but this one names a "key" and says "encryption", too.',
      fix: 'Keep "key" for a KMS key of your own, or "encryption".',
    });
  }
  if (has('keyReuse') && !has('key')) {
    problems.atKey([...path, 'keyReuse'], {
      code: 'misplaced-key',
      message: 'SQS uses data keys of KMS only where the queue is encrypted with a KMS key.',
      fix: 'Remove "keyReuse", or name the key: key: arn:aws:kms:….',
    });
  }
  checkRedrive({ problems, root }, path, queue);
}

/** Checks that the dead-letter queue of a queue's consumers is one that SQS takes. */
function checkRedrive(
  { problems, root }: Pick<CheckContext, 'problems' | 'root'>,
  path: ConfigPath,
  queue: string | undefined,
): void {
  const at = [...path, 'redrive', 'deadLetter'];
  const owner = String(path[1]);
  const name = textOf(nodeAt(root, at));
  if (name === undefined || queue === undefined) return;
  const sqs = ['targets', name, 'sqs'];
  const other = textOf(nodeAt(root, [...sqs, 'create'])) ?? textOf(nodeAt(root, [...sqs, 'existing']));
  if (other !== undefined && other.endsWith('.fifo') !== queue.endsWith('.fifo')) {
    const kind = (text: string) => (text.endsWith('.fifo') ? 'a FIFO queue' : 'a standard queue');
    problems.at(at, {
      code: 'redrive-type',
      message: `"${name}" is ${kind(other)}, "${owner}" is ${kind(queue)}; SQS moves messages only between queues of one type.`,
      fix: `Name a target that is ${kind(queue)}.`,
    });
  }
  const circle = circleFrom(owner, (each) =>
    textOf(nodeAt(root, ['targets', each, 'sqs', 'redrive', 'deadLetter'])),
  );
  if (circle !== undefined) {
    problems.at(at, {
      code: 'redrive-circle',
      message:
        circle.length === 1
          ? 'An SQS queue cannot be its own dead-letter queue.'
          : `The dead letters of these SQS queues go in a circle: ${[...circle, owner].join(' → ')}.`,
      fix: 'Name another SQS queue, which has no "redrive".',
    });
  }
}

/** The names on the way from one back to itself; undefined where the way ends, or ends in a circle without it. */
function circleFrom(
  start: string,
  next: (name: string) => string | undefined,
): readonly string[] | undefined {
  const way = [start];
  for (let at = next(start); at !== undefined; at = next(at)) {
    if (at === start) return way;
    if (way.includes(at)) return undefined;
    way.push(at);
  }
  return undefined;
}
