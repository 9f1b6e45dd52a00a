import type { PlanInput } from './kind.js';

/** How many rules on the bus that the file works on neither carry our mark nor are managed by AWS. */
export function foreignRuleCount(input: PlanInput): number {
  const ours = new Set(input.live.rules.map((rule) => rule.name));
  return input.live.rulesOnBus.filter((rule) => rule.managedBy === undefined && !ours.has(rule.name)).length;
}
