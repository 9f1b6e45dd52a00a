import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { ArchivesRead } from '../archive/archives-reading.js';
import type { PlanInput } from '../door/kind.js';
import { isMarkedBy } from '../ownership/description-mark.js';
import type { OtherRulesRead } from './other-rules-reading.js';
import { ARCHIVE_RULE_PREFIX, archiveOfRule } from './rule-owner.js';
import type { RulesRead } from './rules-reading.js';

/** Who manages the rule by which schema discovery looks at the events of a bus. */
const SCHEMA_DISCOVERY = 'schemas.amazonaws.com';
/** Rules of others that are told one by one. */
const MOST_TOLD = 10;

/** A rule on a bus that is not this project's: it keeps the bus, and what it takes keeps its event types. */
export interface OtherRule {
  readonly name: string;
  readonly enabled: boolean;
  /** The pattern's text; absent for a scheduled rule. */
  readonly pattern?: string;
  readonly managedBy?: string;
  /** As a sentence calls it, with whose it is: `rule billing (project billing, environment live)`. */
  readonly words: string;
  /** What its owner can do so that it is on the bus no longer. */
  readonly wayOut: string;
}

/** What was read of rules, ours and those of others. */
export type OthersRead = RulesRead & OtherRulesRead & ArchivesRead;

/** The rules on a bus that are neither this project's nor fill an archive of its own; those that AWS manages among them. */
export function othersOn(
  bus: string,
  { live, mark, bus: own }: Pick<PlanInput<OthersRead>, 'live' | 'mark' | 'bus'>,
): readonly OtherRule[] {
  const ours = new Set([
    ...live.rules.filter((rule) => rule.bus === bus).map(({ name }) => name),
    ...live.archives
      .filter(({ description }) => isMarkedBy(description, mark))
      .map(({ name }) => ARCHIVE_RULE_PREFIX + name),
  ]);
  const rules = bus === own ? live.rulesOnBus : (live.rulesElsewhere.get(bus) ?? []);
  return rules
    .filter(({ name }) => !ours.has(name))
    .map(
      ({ name, arn, enabled, pattern, managedBy }): OtherRule => ({
        name,
        enabled,
        ...(pattern === undefined ? {} : { pattern }),
        ...(managedBy === undefined ? {} : { managedBy }),
        ...described({ name, ...(managedBy === undefined ? {} : { managedBy }) }, live.ruleOwners.get(arn)),
      }),
    );
}

/** One line for each rule of others that keeps a bus, with what to do; the last line counts those beyond the first ten. */
export function keepingLines(others: readonly OtherRule[], again: string): readonly string[] {
  if (others.length === 0) return [];
  const left = others.length - MOST_TOLD;
  return [
    ...others.slice(0, MOST_TOLD).map(({ words, wayOut }) => `kept for ${words}: ${wayOut}`),
    ...(left > 0 ? [`kept for ${left} more: ${gcxCommand('rule list', '--live')} shows them`] : []),
    `once ${others.length === 1 ? 'it is' : 'they are'} gone: ${again} deletes it`,
  ];
}

function described(
  rule: { readonly name: string; readonly managedBy?: string },
  owner: string | undefined,
): Pick<OtherRule, 'words' | 'wayOut'> {
  const archive = archiveOfRule(rule);
  if (archive !== undefined)
    return {
      words: `archive ${archive} (${owner ?? 'not of gcx'})`,
      wayOut: 'who keeps it can delete it, with the events in it',
    };
  if (rule.managedBy === SCHEMA_DISCOVERY)
    return {
      words: `rule ${rule.name} (schema discovery, managed by ${rule.managedBy})`,
      wayOut: 'stop schema discovery on this bus (EventBridge console, or aws schemas delete-discoverer)',
    };
  if (rule.managedBy !== undefined)
    return {
      words: `rule ${rule.name} (managed by ${rule.managedBy})`,
      wayOut: 'it goes with what that service made it for',
    };
  if (owner === 'gcx tail')
    return {
      words: `rule ${rule.name} (gcx tail)`,
      wayOut: 'it goes when that tail ends, or the next one begins',
    };
  return {
    words: `rule ${rule.name} (${owner ?? 'not of gcx'})`,
    wayOut: 'ask its owner to move or delete it',
  };
}
