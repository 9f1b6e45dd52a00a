import { nodeAt } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import type { TargetNeeds } from './target-needs.js';

/** Checks that what keeps no retry policy is given none: a bus keeps no retry policy; what "defaults" say of retrying is left out for it. */
export function checkRetry(
  { problems, root }: CheckContext,
  path: ConfigPath,
  { called, retry }: TargetNeeds,
): void {
  const at = [...path, 'retry'];
  if (retry || nodeAt(root, at) === undefined) return;
  problems.atKey(at, {
    code: 'retry-refused',
    message: `AWS takes no retry policy for ${called}: "Retry policy is not supported for Event bus targets."`,
    fix: 'Remove "retry", and give it to the targets of the rules on that bus.',
  });
}
