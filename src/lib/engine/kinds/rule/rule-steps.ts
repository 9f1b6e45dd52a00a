import { canonicalJson, isJsonObject, type JsonObject } from '../../../base/json.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { type DesiredRule, type LiveRule, reachShift } from '../../compile/index.js';
import type { RuleStep } from './rule-call-steps.js';

/** A target whose settings change; its ARN stays. */
interface ChangedTarget {
  readonly id: string;
  /** Its name in the file. */
  readonly target?: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** What EventBridge does where no retry policy is given (RetryPolicy in its API reference). */
const AWS_RETRY = { attempts: 185, maxAgeSeconds: 86_400 } as const;

/** How a rule's targets differ from the live ones. */
export interface TargetDifferences {
  readonly added: readonly RuleTarget[];
  readonly removed: readonly RuleTarget[];
  readonly changed: readonly ChangedTarget[];
}

/** Compares targets by id and ARN: an id with another ARN is one target less and another more. */
export function compareTargets(
  wanted: readonly RuleTarget[],
  live: readonly RuleTarget[],
): TargetDifferences {
  const liveById = new Map(live.map((target) => [target.id, target]));
  const wantedById = new Map(wanted.map((target) => [target.id, target]));
  return {
    added: wanted.filter((target) => liveById.get(target.id)?.arn !== target.arn),
    removed: live.filter((target) => wantedById.get(target.id)?.arn !== target.arn),
    changed: wanted.flatMap((target): readonly ChangedTarget[] => {
      const now = liveById.get(target.id);
      if (now === undefined || now.arn !== target.arn) return [];
      const before = comparableTarget(now);
      const after = comparableTarget(target);
      return canonicalJson(before) === canonicalJson(after)
        ? []
        : [
            {
              id: target.id,
              ...(target.target === undefined ? {} : { target: target.target }),
              before,
              after,
            },
          ];
    }),
  };
}

/** A target's settings as AWS keeps them; the name in the file is not part of it. */
export function comparableTarget(target: RuleTarget): JsonObject {
  const { id: _id, target: _target, ...settings } = target;
  const { retry, ...json } = JSON.parse(JSON.stringify(settings)) as JsonObject;
  // AWS reads back its own defaults where only one of the two was given, and may where none was.
  const full = isJsonObject(retry) ? { ...AWS_RETRY, ...retry } : AWS_RETRY;
  return canonicalJson(full) === canonicalJson(AWS_RETRY) ? json : { ...json, retry: full };
}

/** The calls that make a rule. */
export function createRuleSteps(rule: DesiredRule, tags: Tags): readonly RuleStep[] {
  return [putRule(rule, tags), ...putTargets(rule, rule.targets)];
}

/**
 * The calls that make a live rule the one that the file wants, in an order in which what both send somewhere reaches
 * one of their targets after every call, what both send to a target reaches it, and nothing reaches a target to which
 * neither sends it. New targets come before old ones go (an id that changes its ARN does both at once), while the rule
 * matches only what both match. compileRules leaves no rule for which there is no such order: it gets another name.
 * @param settingsDiffer whether PutRule is needed although the pattern stays
 */
export function updateRuleSteps(
  live: LiveRule,
  rule: DesiredRule,
  settingsDiffer: boolean,
): readonly RuleStep[] {
  const { added, removed, changed } = compareTargets(rule.targets, live.targets);
  const changedIds = new Set(changed.map(({ id }) => id));
  const wantedIds = new Set(rule.targets.map(({ id }) => id));
  const put = putTargets(rule, [...added, ...rule.targets.filter(({ id }) => changedIds.has(id))]);
  const leaving = removed.map(({ id }) => id);
  const remove = (ids: readonly string[]) => removeTargets(rule, ids);
  const removeUnwanted = remove(leaving.filter((id) => !wantedIds.has(id)));
  const shift = reachShift(live, rule);
  switch (shift) {
    case 'same':
      return [...put, ...removeUnwanted, ...(settingsDiffer ? [putRule(rule)] : [])];
    case 'wider':
      return [...put, ...removeUnwanted, putRule(rule)];
    case 'narrower':
      return [putRule(rule), ...put, ...removeUnwanted];
    case 'other':
      // Nothing stays with the rule, or no target leaves it, or none joins it.
      return [...remove(leaving), putRule(rule), ...put];
  }
}

/** The calls that delete a rule. */
export function deleteRuleSteps(live: LiveRule): readonly RuleStep[] {
  const ids = live.targets.map((target) => target.id);
  return [...removeTargets(live, ids), { call: 'events.deleteRule', bus: live.bus, name: live.name }];
}

function putRule(rule: DesiredRule, tags?: Tags): RuleStep {
  const { bus, name, pattern, description, enabled } = rule;
  return { call: 'events.putRule', bus, name, pattern, description, enabled, ...(tags ? { tags } : {}) };
}

function putTargets(rule: DesiredRule, targets: readonly RuleTarget[]): readonly RuleStep[] {
  return targets.length === 0 ? [] : [{ call: 'events.putTargets', bus: rule.bus, rule: rule.name, targets }];
}

function removeTargets(rule: LiveRule | DesiredRule, ids: readonly string[]): readonly RuleStep[] {
  return ids.length === 0 ? [] : [{ call: 'events.removeTargets', bus: rule.bus, rule: rule.name, ids }];
}
