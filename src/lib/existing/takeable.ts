import { isOurs, type Mark, ownerInWords, TagKey } from '../resources/index.js';
import type { BusRule } from './model.js';

/** Why a rule can be neither exported nor adopted; undefined where it can. */
export function whyLeftOut(rule: BusRule, mark: Mark): string | undefined {
  if (rule.managedBy !== undefined) return `${rule.managedBy} manages it`;
  if (rule.tags[TagKey.project] !== undefined && !isOurs(rule.tags, mark)) return ownerInWords(rule.tags);
  if (rule.tags['genesys-gcx:tail'] !== undefined) return 'it is a temporary rule of gcx tail';
  if (rule.unmanaged.includes('ScheduleExpression')) return 'it goes by a schedule';
  if (rule.pattern === undefined) return 'its pattern cannot be read';
  const settings = [...rule.unmanaged, ...rule.targets.flatMap((target) => target.unmanaged ?? [])];
  if (settings.length > 0)
    return `it has settings that gcx does not keep: ${[...new Set(settings)].join(', ')}`;
  return undefined;
}
