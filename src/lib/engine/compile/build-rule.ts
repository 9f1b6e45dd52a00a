import { canonicalJson, type JsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type { Config, Route } from '../../language/config/model.js';
import { cutWithHash, toNameCharacters } from '../../language/names/rule-names.js';
import { type Box, setOf } from './box.js';
import { type ExpandedTarget, toRuleTarget } from './expand-targets.js';
import type { DesiredRule, LiveRule } from './model.js';
import { samePattern } from './same-pattern.js';
import { patternOf, type Space, targetDimension } from './space.js';

/** Makes the rule that delivers a box. */
export function buildRule(
  config: Config,
  route: Route,
  space: Space,
  targets: readonly ExpandedTarget[],
  rule: {
    readonly bus: string;
    readonly name: string;
    readonly box: Box;
    readonly live: LiveRule | undefined;
  },
): DesiredRule {
  const chosen = setOf(rule.box, targetDimension(space));
  const wanted = targets.filter(({ name }) => chosen.has(name)).map((target) => toRuleTarget(config, target));
  return ruleOf(config, route, { ...rule, pattern: patternOf(space, rule.box) }, wanted);
}

/**
 * The rule of a pattern and targets. What its live self says in other words is kept as it is: a pattern that says the
 * same, and the description of a rule that people made and gcx adopted.
 */
export function ruleOf(
  config: Config,
  route: Route,
  rule: {
    readonly bus: string;
    readonly name: string;
    readonly pattern: JsonObject;
    readonly live: LiveRule | undefined;
  },
  targets: readonly Omit<RuleTarget, 'id'>[],
): DesiredRule {
  const { bus, name, live } = rule;
  const kept = live?.pattern !== undefined && samePattern(live.pattern, rule.pattern, rule);
  const describedAlike = live !== undefined && (live.description ?? '') === (route.description ?? '');
  return {
    bus,
    name,
    route: route.name,
    description: describedAlike ? (live.description ?? '') : describe(config, route),
    enabled: route.enabled,
    pattern: kept && live.pattern !== undefined ? live.pattern : rule.pattern,
    targets: withIds(targets, live?.targets ?? []),
  };
}

/** What a person reads at the rule in AWS's console. */
function describe(config: Config, route: Route): string {
  const origin = `gcx: route ${route.name} of ${config.project} (${config.environment})`;
  const text =
    route.description === undefined
      ? origin
      : `${route.description.replaceAll(/\s+/g, ' ').trim()} [${origin}]`;
  return text.length <= Limits.ruleDescriptionCharacters
    ? text
    : `${text.slice(0, Limits.ruleDescriptionCharacters - 1)}…`;
}

/** Wanted and live targets of the same ARN, paired: those alike first, so that a renamed target keeps its id. */
export function pairTargets<Wanted extends Omit<RuleTarget, 'id'>>(
  wanted: readonly Wanted[],
  live: readonly RuleTarget[],
): ReadonlyMap<Wanted, RuleTarget> {
  const pairs = new Map<Wanted, RuleTarget>();
  const free = new Set(live);
  const alike: readonly ((one: Wanted, other: RuleTarget) => boolean)[] = [
    (one, other) => settings(one) === settings(other),
    (one, other) => idFor(one) === other.id,
    () => true,
  ];
  for (const test of alike) {
    for (const one of wanted) {
      if (pairs.has(one)) continue;
      const other = [...free].find((target) => target.arn === one.arn && test(one, target));
      if (other === undefined) continue;
      pairs.set(one, other);
      free.delete(other);
    }
  }
  return pairs;
}

/**
 * Gives each target an id that no other of the rule has: that of its live twin, else its name. Where live and new
 * targets are more than a rule takes, some new ones get the id of one that leaves: PutTargets then puts one in the
 * other's place at once, and no event misses both.
 */
export function withIds(
  wanted: readonly Omit<RuleTarget, 'id'>[],
  live: readonly RuleTarget[],
): readonly RuleTarget[] {
  const pairs = pairTargets(wanted, live);
  const used = new Set([...pairs.values()].map((target) => target.id));
  const leaving = new Set(live.map(({ id }) => id).filter((id) => !used.has(id)));
  const room = Math.max(0, Limits.targetsPerRule - live.length);
  const named = wanted.map((target) => {
    const twin = pairs.get(target);
    const id = twin?.id ?? unused(idFor(target), used);
    used.add(id);
    leaving.delete(id);
    return { target, twin, id };
  });
  const free = [...leaving].sort();
  const liveIds = new Set(live.map(({ id }) => id));
  const fresh = named.filter(({ id }) => !liveIds.has(id)).slice(room);
  const taken = new Map(fresh.map((one, index) => [one, free[index] ?? one.id]));
  return named.map((one) => ({
    id: taken.get(one) ?? one.id,
    ...one.target,
    ...sameConstant(one.target.input, one.twin?.input),
  }));
}

/** The live constant where it is the same JSON in another spelling. */
function sameConstant(wanted: RuleTarget['input'], live: RuleTarget['input']): Pick<RuleTarget, 'input'> {
  if (wanted?.kind !== 'constant' || live?.kind !== 'constant') return {};
  return canonicalText(wanted.json) === canonicalText(live.json) ? { input: live } : {};
}

function canonicalText(json: string): string {
  try {
    return canonicalJson(JSON.parse(json) as JsonValue);
  } catch {
    return json;
  }
}

function idFor(target: Pick<RuleTarget, 'target' | 'arn'>): string {
  return cutWithHash(toNameCharacters(target.target ?? target.arn), Limits.targetIdCharacters);
}

function unused(id: string, used: ReadonlySet<string>): string {
  if (!used.has(id)) return id;
  for (let number = 2; ; number += 1) {
    const numbered = cutWithHash(`${id}-${number}`, Limits.targetIdCharacters);
    if (!used.has(numbered)) return numbered;
  }
}

/** All that a target does beside its name, as text to compare by. */
function settings(target: Omit<RuleTarget, 'id'>): string {
  const { arn, roleArn, deadLetterArn, retry, input, messageGroup, partitionKey, http, parameters } = target;
  const parts: JsonValue[] = [
    arn,
    roleArn ?? null,
    deadLetterArn ?? null,
    retry === undefined ? null : { ...retry },
    input === undefined ? null : { ...input },
    messageGroup ?? null,
    partitionKey ?? null,
    http === undefined ? null : { ...http },
    parameters ?? null,
  ];
  return canonicalJson(parts);
}
