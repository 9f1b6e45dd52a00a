import { isMarkedBy } from './description-mark.js';
import type { PlanInput } from './kind.js';

/** What EventBridge calls the rule that fills an archive: this and the archive's name. */
const ARCHIVE_RULE_PREFIX = 'Events-Archive-';

/**
 * How many rules on the bus that the file works on belong to others: they carry another mark or none, or fill an
 * archive of others. Other rules that AWS manages do not count.
 */
export function foreignRuleCount({ live, mark }: PlanInput): number {
  const ours = new Set([
    ...live.rules.map((rule) => rule.name),
    ...live.archives
      .filter(({ description }) => isMarkedBy(description, mark))
      .map(({ name }) => ARCHIVE_RULE_PREFIX + name),
  ]);
  return live.rulesOnBus.filter(
    ({ name, managedBy }) =>
      !ours.has(name) && (managedBy === undefined || name.startsWith(ARCHIVE_RULE_PREFIX)),
  ).length;
}
