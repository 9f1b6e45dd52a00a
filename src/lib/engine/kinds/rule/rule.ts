import { canonicalJson } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import { ruleArn } from '../../../language/names/arn.js';
import { change } from '../../change/change.js';
import type { FieldChange, SetItem } from '../../change/model.js';
import type { DesiredRule } from '../../compile/model.js';
import type { PlanInput, ResourceKind } from '../door/kind.js';
import { askedNoMore } from '../noted/asked-of.js';
import { companyTags, compareTags } from '../ownership/company-tags.js';
import { markTags, TagKey } from '../ownership/mark.js';
import { protectTags, withProtection } from '../ownership/protection.js';
import type { SendersRead } from '../policies/senders.js';
import { processorIdsOf } from '../processor/processor-order.js';
import { askedOf } from './asked-rule.js';
import { otherAccountNotices } from './other-accounts.js';
import type { OthersRead } from './others-on-bus.js';
import { patternChanges } from './pattern-changes.js';
import { hasQueueRecord, queueRecordTags } from './queue-record.js';
import { renameNotices } from './renames.js';
import { type RuleStep, ruleCallSteps } from './rule-call-steps.js';
import { ruleMarks } from './rule-marks.js';
import { idOfLiveRule, routeStays, ruleRefusals, successorOf } from './rule-refusals.js';
import { ruleRights } from './rule-rights.js';
import {
  comparableTarget,
  compareTargets,
  createRuleSteps,
  deleteRuleSteps,
  updateRuleSteps,
} from './rule-steps.js';
import type { MarkedRule } from './rules-reading.js';
import { ruleHarms } from './rules-reading.js';
import { targetNameOf } from './target-names.js';
import { type TargetValues, targetSettingChanges } from './target-settings.js';
import { twinNotices } from './twin-rules.js';

type Input = PlanInput<OthersRead & SendersRead>;

/** EventBridge rules with their targets. */
export const ruleKind: ResourceKind<'rule', RuleStep, OthersRead & SendersRead> = {
  kind: 'rule',
  label: 'rule',
  taggedAs: 'events:rule',
  steps: ruleCallSteps,
  order: { part: 'way', growsAfter: [{ kind: 'bus', of: 'growing' }], goesAfter: [], goesAfterRules: 'none' },
  countsAs: 'itself',
  marks: ruleMarks,
  harms: ruleHarms,
  rights: ruleRights,
  arnOf: (name, { config, bus }) => ruleArn(config, bus, name),
  plan(input) {
    const liveByName = new Map(
      input.live.rules.filter((rule) => rule.bus === input.bus).map((rule) => [rule.name, rule]),
    );
    const wanted = new Set(input.rules.map((rule) => rule.name));
    const changes = [
      ...input.rules.map((rule) => {
        const live = liveByName.get(rule.name);
        return live === undefined ? planCreate(input, rule) : planUpdate(input, rule, live);
      }),
      ...input.live.rules
        .filter((rule) => rule.bus !== input.bus || !wanted.has(rule.name))
        .map((rule) => planDelete(input, rule)),
    ];
    return {
      changes,
      warnings: twinNotices(
        input,
        input.rules.filter((rule) => !liveByName.has(rule.name)),
      ),
      refusals: ruleRefusals(input, changes),
      pending: [...otherAccountNotices(input), ...renameNotices(input)],
    };
  },
};

function planCreate(input: Input, rule: DesiredRule) {
  const former = input.replaced?.get(rule.name);
  return change({
    kind: 'rule',
    name: rule.name,
    group: { kind: 'route', name: rule.route },
    action: 'create',
    ...(former === undefined
      ? {}
      : { reason: `in place of rule ${former}, which could not be changed without a moment of loss` }),
    after: processorsOf(input, rule),
    fields: [
      ...patternChanges(input, rule, undefined),
      { kind: 'set', field: 'targets', added: rule.targets.map(targetItem), removed: [] },
      ...targetSettingChanges(input, rule.targets.map(newTarget), rule.targets.length),
      ...(rule.enabled ? [] : [{ kind: 'value', field: 'state', after: 'disabled' } as const]),
    ],
    steps: createRuleSteps(rule, {
      ...companyTags(input.config),
      ...queueRecordTags(input.config, input.queues, rule, {}).tags,
      ...markTags(input.mark),
      ...protectTags(ownValue(input.config.routes, rule.route)),
      [TagKey.route]: rule.route,
    }),
    asked: askedOf(input, rule, undefined),
  });
}

function planUpdate(input: Input, rule: DesiredRule, live: MarkedRule) {
  const pattern = patternChanges(input, rule, live);
  const samePattern =
    live.pattern !== undefined && canonicalJson(live.pattern) === canonicalJson(rule.pattern);
  const settings: FieldChange[] = [];
  if ((live.description ?? '') !== rule.description) {
    settings.push(descriptionChange(live.description ?? '', rule.description));
  }
  if (live.enabled !== rule.enabled) {
    settings.push({ kind: 'value', field: 'state', before: state(live.enabled), after: state(rule.enabled) });
  }
  const targets = compareTargets(rule.targets, live.targets);
  const retag = live.tags[TagKey.route] !== rule.route;
  const wanted = ownValue(input.config.routes, rule.route);
  const tagged = withProtection(compareTags(input.config, live.tags), live.tags, wanted);
  const record = queueRecordTags(input.config, input.queues, rule, live.tags);
  const stale = Object.keys(record.tags).length + record.remove.length > 0;
  // A rule that never had a record, as one that people made, is given it when something else changes.
  const rerecord = stale && (!samePattern || hasQueueRecord(live.tags));
  const tags = {
    ...tagged.set,
    ...(retag ? { [TagKey.route]: rule.route } : {}),
    ...(rerecord ? record.tags : {}),
  };
  const untag = [...tagged.remove, ...(rerecord ? record.remove : [])];
  const steps: RuleStep[] = [
    ...(Object.keys(tags).length + untag.length > 0
      ? [{ call: 'events.tag', arn: live.arn, tags, remove: untag } as const]
      : []),
    ...updateRuleSteps(live, rule, settings.length > 0),
  ];
  const targetItems = {
    added: targets.added.map(targetItem),
    removed: targets.removed.map(targetItem),
  };
  const fields: FieldChange[] = [
    ...(samePattern ? [] : pattern),
    ...settings,
    ...(targetItems.added.length + targetItems.removed.length > 0
      ? [{ kind: 'set', field: 'targets', ...targetItems } as const]
      : []),
    ...targetSettingChanges(
      input,
      [...targets.changed, ...targets.added.map(newTarget)],
      rule.targets.length,
    ),
    ...(retag
      ? [
          {
            kind: 'value',
            field: 'route tag',
            before: live.tags[TagKey.route] ?? null,
            after: rule.route,
            words: {
              ...(live.tags[TagKey.route] === undefined ? {} : { before: live.tags[TagKey.route] }),
            },
          } as const,
        ]
      : []),
    ...tagged.fields,
    ...(rerecord && samePattern
      ? [{ kind: 'value', field: 'names of its queues', after: 'kept for when they change' } as const]
      : []),
  ];
  return change({
    kind: 'rule',
    name: rule.name,
    group: { kind: 'route', name: rule.route },
    action: steps.length === 0 ? 'none' : 'update',
    after: processorsOf(input, rule),
    fields,
    steps,
    asked: askedOf(input, rule, live),
  });
}

/** The changes of the processors that a rule sends to: what it newly matches, they must be able to handle. */
function processorsOf(input: Input, rule: DesiredRule): readonly string[] {
  return processorIdsOf(
    input,
    rule.targets.map(({ arn }) => arn),
  );
}

function planDelete(input: Input, live: MarkedRule) {
  return change({
    kind: 'rule',
    name: live.name,
    id: idOfLiveRule(input, live),
    group: { kind: 'route', name: live.route ?? 'unknown' },
    action: 'delete',
    reason: whyDeleted(input, live),
    ...askedNoMore(idOfLiveRule(input, live), live.tags, (tags, remove) => ({
      call: 'events.tag',
      arn: live.arn,
      tags,
      remove,
    })),
    steps: deleteRuleSteps(live),
    ...(routeStays(input, live) ? { mayBeProtected: true } : {}),
  });
}

function whyDeleted(input: Input, live: MarkedRule): string {
  if (input.intent === 'destroy') return 'destroy';
  if (live.bus !== input.bus) return `the file works on another bus; this rule is on ${live.bus}`;
  const successor = successorOf(input, live.name);
  if (successor !== undefined) return `once rule ${successor}, which takes its place, delivers`;
  const route = live.route === undefined ? undefined : ownValue(input.config.routes, live.route);
  if (route !== undefined) return 'the route needs fewer rules';
  const still = new Set(input.rules.flatMap((rule) => rule.targets.map((target) => target.arn)));
  const starved = live.targets
    .filter((target) => !still.has(target.arn))
    .map((target) => targetNameOf(target.id, target.target));
  const verb = starved.length === 1 ? 'receives' : 'receive';
  return `the route left the file${starved.length > 0 ? `; ${starved.join(', ')} ${verb} nothing more` : ''}`;
}

function newTarget(target: RuleTarget): TargetValues {
  const { id, target: name } = target;
  return { id, ...(name === undefined ? {} : { target: name }), after: comparableTarget(target) };
}

function targetItem(target: RuleTarget): SetItem {
  return { value: target.arn, label: targetNameOf(target.id, target.target) };
}

/** Both end alike, with whose rule it is: what differs is before that. */
function descriptionChange(before: string, after: string): FieldChange {
  const origin = / \[gcx: route [^\]]*\]$/;
  const alike = origin.exec(before)?.[0] === origin.exec(after)?.[0];
  const short = (text: string) => (alike ? text.replace(origin, '') : text);
  return {
    kind: 'value',
    field: 'description',
    before,
    after,
    words: { before: short(before), after: short(after) },
  };
}

function state(enabled: boolean): string {
  return enabled ? 'enabled' : 'disabled';
}
