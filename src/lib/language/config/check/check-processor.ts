import { Limits } from '../../../base/limits.js';
import { DOTTED_PATH } from '../document/dotted-path.js';
import { parseDuration } from '../document/duration.js';
import { isNullOrMissing, itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { ProcessorDefaults } from '../schema/schema-processor.js';
import type { CheckContext } from './check-context.js';
import { checkMessageGroup } from './check-message-group.js';
import { checkMigrations } from './check-migrations.js';
import { checkProcessorConcurrency } from './check-processor-concurrency.js';
import { checkProcessorEnvironment } from './check-processor-environment.js';
import { checkProcessorFilter } from './check-processor-filter.js';
import { checkProcessorPermissions } from './check-processor-permissions.js';
import { checkProcessorSecrets } from './check-processor-secrets.js';
import { checkRoleArn } from './check-role.js';

/** Ends of files that can hold a handler. */
export const HANDLER_ENDS: readonly string[] = ['.ts', '.mts', '.js', '.mjs'];

/** What stands at the top of an event (AWS: "EventBridge event structure"). */
const EVENT_TOP: readonly string[] = [
  'detail',
  'detail-type',
  'id',
  'time',
  'source',
  'account',
  'region',
  'version',
  'resources',
];

/** Checks a processor beyond its schema: that it fits what AWS takes, its routes and itself. */
export function checkProcessor(context: CheckContext, target: ConfigPath): void {
  const path = [...target, 'processor'];
  checkMisplaced(context, target);
  if (nodeAt(context.root, path)?.kind !== 'map') return;
  checkHandlerName(context, [...path, 'handler']);
  checkMessageGroup(context, path);
  checkBatch(context, path);
  checkRole(context, [...path, 'role']);
  checkKeyPaths(context, [...path, 'deduplicate', 'key']);
  checkProcessorEnvironment(context, target);
  checkProcessorSecrets(context, [...path, 'secrets']);
  checkProcessorPermissions(context, path);
  checkProcessorConcurrency(context, path);
  checkMigrations(context, [...path, 'migrations']);
  checkProcessorFilter(context, target);
}

/** Keys of targets that a processor cannot have. */
function checkMisplaced({ problems, root }: CheckContext, target: ConfigPath): void {
  if (nodeAt(root, [...target, 'input']) !== undefined) {
    problems.atKey([...target, 'input'], {
      code: 'misplaced-key',
      message:
        'A processor gets the whole event: it needs it to tell what it is, how old, and whether it came before.',
      fix: 'Remove "input"; the handler takes what it needs.',
    });
  }
  if (nodeAt(root, [...target, 'role']) !== undefined) {
    problems.atKey([...target, 'role'], {
      code: 'misplaced-key',
      message: 'This is the role with which EventBridge sends, and to a processor it sends without one.',
      fix: 'Remove "role"; the role that the function runs as belongs under processor: { role: ARN }.',
    });
  }
}

function checkHandlerName({ problems, root }: CheckContext, path: ConfigPath): void {
  const text = textOf(nodeAt(root, path));
  if (text === undefined || text.trim() === '') return;
  if (HANDLER_ENDS.some((end) => text.endsWith(end))) return;
  problems.at(path, {
    code: 'handler-no-code',
    message: `${text} is neither TypeScript nor JavaScript by its name.`,
    fix: /\.[A-Za-z]+$/.test(text)
      ? `Name a file that ends in ${HANDLER_ENDS.join(', ')}; a function that is built already is a target with lambda: { existing: NAME }.`
      : `Write the file with its ending, for example ${text}.ts.`,
  });
}

/** AWS: "Using Lambda with Amazon SQS": above 10 messages, a batching window of at least a second. */
function checkBatch(context: CheckContext, path: ConfigPath): void {
  const { problems, root } = context;
  if (!isNullOrMissing(nodeAt(root, [...path, 'messageGroup']))) {
    checkOrderedBatch(context, path);
    return;
  }
  const at = [...path, 'batch', 'window'];
  const node = nodeAt(root, at);
  if (node?.kind !== 'scalar' || (typeof node.value !== 'string' && typeof node.value !== 'number')) return;
  const size = nodeAt(root, [...path, 'batch', 'size']);
  const messages =
    size?.kind === 'scalar' && typeof size.value === 'number' ? size.value : ProcessorDefaults.batchSize;
  const limit = Limits.lambdaBatchSizeWithoutWindow;
  if (parseDuration(node.value) !== 0 || messages <= limit) return;
  problems.at(at, {
    code: 'batch-window',
    message: `A batch of ${messages}${size === undefined ? ' (the default)' : ''} needs a window of at least 1s: without one AWS takes at most ${limit} messages (lambdaBatchSizeWithoutWindow).`,
    fix: `Write window: 1s, or size: ${limit}.`,
  });
}

/** What Lambda takes of a FIFO queue (Lambda developer guide, parameters for SQS event source mappings). */
function checkOrderedBatch({ problems, root }: CheckContext, path: ConfigPath): void {
  const size = nodeAt(root, [...path, 'batch', 'size']);
  const most = Limits.lambdaFifoBatchSize;
  if (size?.kind === 'scalar' && typeof size.value === 'number' && size.value > most) {
    problems.at([...path, 'batch', 'size'], {
      code: 'batch-size',
      message: `With messageGroup, the SQS queue is FIFO, and Lambda takes at most ${most} messages of it at once (lambdaFifoBatchSize).`,
      fix: `Write size: ${most} or less.`,
    });
  }
  if (isNullOrMissing(nodeAt(root, [...path, 'batch', 'window']))) return;
  problems.atKey([...path, 'batch', 'window'], {
    code: 'batch-window',
    message: 'With messageGroup, the SQS queue is FIFO, and Lambda gathers no batches of FIFO queues.',
    fix: 'Remove "window".',
  });
}

/** IAM: a function runs as a role of its own account. */
function checkRole(context: CheckContext, path: ConfigPath): void {
  checkRoleArn(context, path, {
    who: `the function is in ${context.account}; it can only run as a role of its own account`,
    may: 'that the function can run as, or leave it out: gcx then makes one',
  });
}

function checkKeyPaths({ problems, root }: CheckContext, path: ConfigPath): void {
  const list = nodeAt(root, path);
  const paths = list?.kind === 'list' ? itemsOf(list).map((_, index) => [...path, index]) : [path];
  const seen = new Set<string>();
  for (const at of paths) {
    const text = textOf(nodeAt(root, at));
    if (text === undefined || text.trim() === '') continue;
    const plain = text.replace(/^\$\.?/, '');
    const [top = ''] = text.split('.');
    if (!DOTTED_PATH.test(text)) {
      problems.at(at, {
        code: 'form',
        message: `"${text}" is not a path into the event.`,
        fix: `Write the names with dots between them${DOTTED_PATH.test(plain) ? `: ${plain}` : ', for example detail.eventBody.id'}.`,
      });
    } else if (!EVENT_TOP.includes(top)) {
      problems.at(at, {
        code: 'form',
        message: `An event has no "${top}" at its top.`,
        fix: `A path begins there: detail.${top === 'eventBody' ? text : `eventBody.${text}`}, for example.`,
      });
    } else if (seen.has(text)) {
      problems.at(at, {
        severity: 'warning',
        code: 'repeated',
        message: 'This path is in the key twice.',
        fix: 'Remove one of them.',
      });
    }
    seen.add(text);
  }
}
