import type { JsonValue } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import { ruleArn } from '../../../language/names/arn.js';
import type { AskedOfKind, AskedValue, ToldField } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import type { DesiredRule } from '../../compile/model.js';
import type { PlanInput } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { askedTags } from '../ownership/company-tags.js';
import { TagKey } from '../ownership/mark.js';
import { askedProtection } from '../ownership/protection.js';
import type { RuleStep } from './rule-call-steps.js';
import { comparableTarget } from './rule-steps.js';
import type { MarkedRule } from './rules-reading.js';
import { targetNameOf } from './target-names.js';

/** The setting of a rule that holds what its whole route asks for, and the one of its pattern, which is a part of that. */
export const ROUTE_SETTING = 'route as written';
export const PATTERN_SETTING = 'pattern';

/** What gcx asks for of a rule with its targets. */
export function askedOf(input: PlanInput, rule: DesiredRule, live: MarkedRule | undefined): AskedOfKind {
  const { config } = input;
  const tags = live?.tags ?? {};
  const arn = ruleArn(config, rule.bus, rule.name);
  return askedInTags({
    of: changeId('rule', rule.name),
    isLive: live !== undefined,
    values: {
      ...askedSettings(rule, live),
      [ROUTE_SETTING]: { wanted: routeAsAsked(input, rule.route) },
      'route tag': { wanted: rule.route, live: tags[TagKey.route] },
      tags: askedTags(config, tags),
      protect: askedProtection(tags, ownValue(config.routes, rule.route)),
    },
    settingsOf: (field) => settingsOfField(rule, live, field),
    tags,
    tag: (set, remove): RuleStep => ({ call: 'events.tag', arn, tags: set, remove }),
  });
}

/**
 * What gcx asks for of a rule: as it stands in the plan, with the event source, the split of its route over rules and all
 * else that gcx itself puts in. A target is called by its ARN: ids follow the live rule. Where a rule sends to one ARN more
 * than once, as to an ECS cluster with several tasks, its id tells which is meant.
 */
function askedSettings(
  rule: DesiredRule,
  live: MarkedRule | undefined,
): Readonly<Record<string, AskedValue>> {
  const settingOf = settingsOfTargets(rule);
  return {
    [PATTERN_SETTING]: { wanted: rule.pattern, live: live?.pattern },
    description: { wanted: rule.description, live: live?.description ?? '' },
    state: { wanted: rule.enabled, live: live?.enabled },
    targets: { wanted: arnsOf(rule.targets), live: live && arnsOf(live.targets) },
    ...Object.fromEntries(
      rule.targets.map((target) => {
        const setting = settingOf(target);
        const now = live?.targets.find((each) => settingOf(each) === setting);
        const wanted = comparableTarget(target);
        return [setting, { wanted, live: now && comparableTarget(now) }];
      }),
    ),
  };
}

/** The settings of a field of a rule's change: a field of the pattern belongs to the pattern. */
function settingsOfField(
  rule: DesiredRule,
  live: MarkedRule | undefined,
  { field, targets }: ToldField,
): readonly string[] {
  if (['description', 'state', 'targets', 'route tag', 'protect'].includes(field)) return [field];
  if (field === 'names of its queues' || field === 'tag record of tags') return [];
  if (field.startsWith('tag ')) return ['tags'];
  if (targets === undefined) return [PATTERN_SETTING];
  const settingOf = settingsOfTargets(rule);
  const isThere = new Set(live?.targets.map(settingOf));
  const settings = rule.targets
    .filter(({ id, target }) => targets.includes(targetNameOf(id, target)))
    // What is set on one that joins the rule comes with it.
    .map((target) => (isThere.has(settingOf(target)) ? settingOf(target) : 'targets'));
  return [...new Set(settings)];
}

/** What the file says of a rule's route, with the queues that it chose: nothing live is compared with it. */
function routeAsAsked({ config, queues }: PlanInput, name: string): JsonValue {
  const route = ownValue(config.routes, name);
  const ids = (ownValue(queues, name) ?? []).map(({ id }) => id).sort();
  return JSON.parse(JSON.stringify({ route: route ?? null, ids })) as JsonValue;
}

/** The settings of a rule's targets. */
function settingsOfTargets({ targets }: DesiredRule): (target: RuleTarget) => string {
  const seen = targets.map(({ arn }) => arn);
  const twice = new Set(seen.filter((arn, index) => seen.indexOf(arn) !== index));
  return ({ arn, id }) => (twice.has(arn) ? `target ${arn} ${id}` : `target ${arn}`);
}

function arnsOf(targets: readonly RuleTarget[]): readonly string[] {
  return targets.map(({ arn }) => arn).sort();
}
