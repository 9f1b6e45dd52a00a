import { type SourceNode, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { patternProblem } from './condition-pattern.js';

/** Checks what only the conditions of a field together can be: too complex, as their wildcards count together. */
export function checkTogether(
  { problems }: CheckContext,
  path: ConfigPath,
  nodes: readonly SourceNode[],
  key: string,
): void {
  const conditions = nodes.map(toJson);
  if (conditions.length < 2 || conditions.some((one) => patternProblem(key, [one]) !== undefined)) return;
  const reason = patternProblem(key, conditions);
  if (reason === undefined) return;
  problems.atKey(path, {
    code: 'where-invalid',
    message: `EventBridge does not take these conditions together: ${reason}.`,
    fix: 'Use "prefix", "suffix" or plain values, or make several routes of them.',
  });
}
