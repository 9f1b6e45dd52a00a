import type { RouteStatus, TargetStatus } from './model.js';
import { keptIn } from './target-things.js';

/**
 * Targets of a route that fails now, of which dead letters show that they are among those that refuse: EventBridge counts for
 * all targets of a rule together, but writes the target on each dead letter. None: nothing shows which.
 */
export function refusingTargets(
  { name, targets: own, numbers: { failing } }: RouteStatus,
  targets: readonly TargetStatus[],
): readonly string[] {
  if (failing === undefined) return [];
  const recent = targets
    .flatMap((target) => keptIn(target)?.letters?.reasons ?? [])
    .filter(({ route, newest = 0 }) => route === name && newest >= failing.since);
  return own.filter((target) => recent.some((each) => each.target === target));
}
