import { jsonObjectIn } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { containsWildcard } from '../../language/patterns/index.js';
import type { Change, Refusal } from '../change/model.js';
import type { Live, PlanInput } from '../kinds/index.js';

/** Whether a plan's rules find room on the bus, and whether some have to go before others come. */
export interface BusRoom {
  readonly deletesFirst: boolean;
  readonly refusals: readonly Refusal[];
}

/** What a plan does to the number of rules of a bus that a quota counts. */
interface Count {
  /** What the quota says, as a sentence's beginning. */
  readonly quota: string;
  readonly limit: number;
  readonly code: 'bus-full' | 'bus-wildcards-full';
  /** There now, those of others included. */
  readonly now: number;
  readonly more: number;
  readonly fewer: number;
  readonly fix: string;
}

/**
 * Whether the bus takes the new rules beside the old ones, as a change without loss needs: all of them
 * (Limits.rulesPerBus, or what the file says AWS raised it to), and those with wildcards (Limits.wildcardRulesPerBus).
 */
export function checkRoom(input: PlanInput<Live>, changes: readonly Change[]): BusRoom {
  const checked = [countRules(input, changes), countWildcardRules(input, changes)].map((count) =>
    roomFor(input, count),
  );
  return {
    deletesFirst: checked.some(({ deletesFirst }) => deletesFirst),
    refusals: checked.flatMap(({ refusals }) => refusals),
  };
}

function countRules({ config, live }: PlanInput<Live>, changes: readonly Change[]): Count {
  const rules = changes.filter((change) => change.kind === 'rule');
  const limit = config.aws.rulesPerBus ?? Limits.rulesPerBus;
  return {
    quota: `An event bus holds ${limit} rules (rulesPerBus)`,
    limit,
    code: 'bus-full',
    now: live.rulesOnBus.length,
    more: rules.filter((change) => change.action === 'create').length,
    fewer: rules.filter((change) => change.action === 'delete').length,
    fix: 'Join routes that have the same targets, delete rules that are not needed, or ask AWS to raise the quota and write it into aws.quotas.rulesPerBus.',
  };
}

function countWildcardRules(input: PlanInput<Live>, changes: readonly Change[]): Count {
  const before = new Set(
    input.live.rulesOnBus
      .filter(({ pattern }) => containsWildcard(jsonObjectIn(pattern) ?? {}))
      .map(({ name }) => name),
  );
  const after = new Set(
    input.rules.filter(({ pattern }) => containsWildcard(pattern)).map(({ name }) => name),
  );
  const goes = new Set(
    changes.filter(({ kind, action }) => kind === 'rule' && action === 'delete').map(({ id }) => id),
  );
  const desired = new Set(input.rules.map(({ name }) => name));
  const leaves = (name: string) => (desired.has(name) ? !after.has(name) : goes.has(`rule:${name}`));
  return {
    quota: `An event bus holds ${Limits.wildcardRulesPerBus} rules that contain wildcards (wildcardRulesPerBus), which AWS does not raise`,
    limit: Limits.wildcardRulesPerBus,
    code: 'bus-wildcards-full',
    now: before.size,
    more: [...after].filter((name) => !before.has(name)).length,
    fewer: [...before].filter(leaves).length,
    fix: 'Write "prefix" or "suffix" where one of them says it, join routes that have the same wildcards, or name the values.',
  };
}

function roomFor(input: PlanInput<Live>, { quota, limit, code, now, more, fewer, fix }: Count): BusRoom {
  if (more === 0 || now + more <= limit) return { deletesFirst: false, refusals: [] };
  if (more > fewer && now + more - fewer > limit) {
    const message = `${quota}: ${now} are there, and the file needs ${more - fewer} more.`;
    return { deletesFirst: false, refusals: [{ code, message, fix }] };
  }
  if (input.allowed.eventLoss) return { deletesFirst: true, refusals: [] };
  return {
    deletesFirst: false,
    refusals: [
      {
        code: 'event-loss',
        message: `${quota} and ${now} are there: ${fewer} must go before ${more} come, and events in between are lost.`,
        fix: `Make room on the bus, apply in two steps (${inTwoSteps(input)}), or allow it with --allow-event-loss.`,
      },
    ],
  };
}

/** What to do first where the bus takes no rule more. */
function inTwoSteps({ replaced = new Map() }: PlanInput<Live>): string {
  return replaced.size > 0
    ? 'what a route matches in one, where it sends in the other'
    : 'first take routes out, then add';
}
