import { nodeAt } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';

/** Checks that `protect` stands only at what gcx makes: what it does not make, it never deletes, and cannot keep others from deleting. */
export function checkProtect({ problems, root }: CheckContext, target: ConfigPath): void {
  const protect = nodeAt(root, [...target, 'protect']);
  if (protect?.kind !== 'scalar' || protect.value !== true) return;
  const made = [['sns', 'create'], ['sqs', 'create'], ['logGroup', 'create'], ['processor']];
  if (made.some((key) => nodeAt(root, [...target, ...key]) !== undefined)) return;
  if (nodeAt(root, [...target, 'http']) !== undefined) {
    problems.atKey([...target, 'protect'], {
      code: 'protect-not-made',
      message: 'AWS gives connections and API destinations no tags, so gcx cannot protect them.',
      fix: 'Remove the line. To keep events going there, write protect: true at the routes that send there.',
    });
    return;
  }
  problems.atKey([...target, 'protect'], {
    code: 'protect-not-made',
    message:
      'gcx does not make what this target sends to: it never deletes it, and there is nothing to protect.',
    fix: 'Remove the line. To keep events going there, write protect: true at the routes that send there.',
  });
}
