import type { CheckContext } from './check-context.js';
import type { ConfigPath } from './model.js';
import { nodeAt } from './source-node.js';

/** Checks a processor beyond its schema: that it fits what AWS takes, its routes and itself. */
export function checkProcessor(context: CheckContext, target: ConfigPath): void {
  checkMisplaced(context, target);
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
