import { gcxCommand } from '../../base/hints/gcx-command.js';
import { ownValue } from '../../base/own-value.js';
import type { Change, FieldChange, Plan } from '../../engine/change/model.js';
import { harmOfField, type Weight } from '../../engine/kinds/door/difference-harm.js';
import { type Live, resourceKind } from '../../engine/kinds/index.js';
import { STATEMENT_FIELDS } from '../../engine/kinds/log-policy/log-policy-statements.js';
import { TARGETS_PURPOSE } from '../../engine/kinds/log-policy/log-policy-steps.js';
import { EVENT_BRIDGE, meansService } from '../../engine/kinds/policies/lets-in.js';
import { statementsOf } from '../../engine/kinds/policies/policy.js';
import { arnOf, kindOf } from '../../engine/targets/list.js';
import type { Config } from '../../language/config/model.js';
import { ruleArn } from '../../language/names/arn.js';
import { logGroupTargets, reachOfChange } from './change-reach.js';
import { differenceWords, namedThing } from './change-words.js';
import { type LogGroupVerdict, logGroupVerdict } from './log-group-verdict.js';
import type { Finding } from './model.js';
import { isOfPattern, patternHarm } from './pattern-harm.js';
import { isDeadLetterOnly } from './reach.js';

/** What findings of changes are made of. */
export interface ChangeScope {
  readonly config: Config;
  readonly plan: Plan;
  readonly live: Live;
  /** Kinds of which not all was read: nothing is said of them. */
  readonly unread: ReadonlySet<string>;
  /** Routes whose queues are not all known: nothing is said of what their rules match. */
  readonly unresolved: ReadonlySet<string>;
}

/**
 * Pure: what an apply would fix and stops events as long as nobody does. There is no second comparison: it is the plan's
 * changes, with what each kind says that such a difference does.
 */
export function changeFindings(scope: ChangeScope): readonly Finding[] {
  const { plan, unread } = scope;
  const seen = plan.changes.filter(({ kind, links }) => !unread.has(kind) && links?.narrows === undefined);
  const noBus = seen.some(({ kind, action }) => kind === 'bus' && action === 'create');
  return seen
    .filter((change) => !(noBus && change.kind === 'rule') && !isOfMissing(scope, change))
    .flatMap((change) => findingsOfChange(scope, change));
}

/** Whether it is a part of something that is not there: that is found, and its parts say no more. */
function isOfMissing({ live }: ChangeScope, { kind, id }: Change): boolean {
  const rest = id.slice(kind.length + 1);
  switch (kind) {
    case 'sqs-policy':
      return (live.queues.get(rest) ?? null) === null;
    case 'sns-policy':
      return (live.topics.get(rest) ?? null) === null;
    case 'lambda-permission':
      return live.functions.get(rest)?.arn === undefined;
    case 'sns-subscription':
      return ![...live.topics].some(([arn, topic]) => topic !== null && rest.startsWith(`${arn}:`));
    default:
      return false;
  }
}

function findingsOfChange(scope: ChangeScope, change: Change): readonly Finding[] {
  switch (change.action) {
    case 'none':
    // What leaves the file goes on being sent to until it goes.
    case 'delete':
    case 'release':
      return [];
    case 'create':
      return isOfUnresolved(scope, change) && hasLiveRule(scope, change) ? [] : missing(scope, change);
    case 'update':
    case 'adopt':
    case 'replace':
      return change.fields.flatMap((field) => different(scope, change, field));
  }
}

function missing(scope: ChangeScope, change: Change): readonly Finding[] {
  const harm = resourceKind(change.kind)?.harms.missing;
  if (harm === undefined) return [];
  const statement = /-policy$|-permission$/.test(change.kind);
  const outside = change.origin === 'outside';
  const what = statement
    ? `${namedThing(change)} has no statement that allows the rules or topics of the file${outside ? ': somebody removed it' : ''}.`
    : `${namedThing(change)} is not there${outside ? ': somebody deleted it outside gcx' : ''}.`;
  const groups = logGroupTargets(scope.config, change);
  const opened = openedByOthers(scope, change);
  // A policy of others does for the events; what is left is the log of the bus.
  if (opened === 'lets in' && scope.config.logging === undefined) return [];
  // Without it log groups get no event at all; where it is only for the log of the bus, events flow.
  const weight = groups.length > 0 && opened !== 'lets in' ? 'stops' : harm.weight;
  return [finding(scope, change, { ...harm, weight, code: `${change.kind}-missing`, what })];
}

function different(scope: ChangeScope, change: Change, field: FieldChange): readonly Finding[] {
  const harms = resourceKind(change.kind)?.harms;
  const harm = harms === undefined ? undefined : harmOfField(harms, field.field);
  if (harm === undefined || isMeantByFile(change, field)) return [];
  if (isAboutLogGroups(field) && openedByOthers(scope, change) === 'lets in') return [];
  const isPattern = change.kind === 'rule' && isOfPattern(field);
  if (isPattern && isOfUnresolved(scope, change)) return [];
  const { weight, does } = isPattern ? patternHarm(scope.config, scope.live, change, harm) : harm;
  // What is only there beside what the file wants keeps no event away.
  if (field.kind === 'set' && field.added.length === 0 && !isPattern) return [];
  if (isOfLackingTarget(change, field)) return [];
  return [
    finding(scope, change, {
      weight,
      does,
      code: `${change.kind}-${isPattern ? 'pattern' : field.field.replaceAll(/\W+/g, '-').toLowerCase()}`,
      what: `${namedThing(change)}${differenceWords(field, scope.config)}${isPattern ? ', in its pattern' : ''}.`,
      field,
    }),
  ];
}

/** New code of the file's is no trouble: the one that is deployed handles events. */
function isMeantByFile({ kind }: Change, { field, origin }: FieldChange): boolean {
  return (
    kind === 'function' && origin === 'file' && /^(?:code|environment|memory|time-out|runtime)/.test(field)
  );
}

/** Settings of a target that the rule lacks: that it lacks it, says all. */
function isOfLackingTarget({ fields }: Change, field: FieldChange): boolean {
  if (field.kind !== 'value' || field.targets === undefined) return false;
  const lacking = fields.flatMap((each) =>
    each.kind === 'set' && each.field === 'targets'
      ? each.added.map(({ label, value }) => label ?? value)
      : [],
  );
  return field.targets.every((name) => lacking.includes(name));
}

interface Told {
  readonly code: string;
  readonly weight: Weight;
  readonly does: string;
  readonly what: string;
  readonly field?: FieldChange;
}

function finding(scope: ChangeScope, change: Change, { code, weight, does, what, field }: Told): Finding {
  const { config, plan } = scope;
  const stops = reachOfChange(config, change, field);
  const backed = weight === 'stops' && isBackstop(config, change);
  const ofLogs =
    openedByOthers(scope, change) === 'unsure' && (field === undefined || isAboutLogGroups(field));
  const others = ofLogs || letInByOthers(scope.live, change);
  return {
    code,
    weight: backed || others ? 'some' : weight,
    stops,
    what,
    why: backed
      ? 'Events that cannot be delivered to the targets that use it are lost.'
      : others
        ? `Another ${ofLogs ? 'resource policy of CloudWatch Logs' : 'statement of its policy'} may allow them: gcx cannot tell.`
        : does,
    cure:
      plan.refusals.length === 0
        ? gcxCommand('apply')
        : `${gcxCommand('apply')}, once nothing refuses it (${gcxCommand('plan')} says what does)`,
    ...(others ? { unsure: true } : {}),
  };
}

/** Whether it is of an SQS queue that only takes what could not be delivered. */
function isBackstop(config: Config, { group, name }: Change): boolean {
  const target = group.kind === 'target' ? ownValue(config.targets, group.name) : undefined;
  if (target === undefined) return false;
  const own = kindOf(target).ownDeadLetterQueue?.(target, config);
  return own === undefined ? isDeadLetterOnly(config, target.name) : name === own;
}

/** Whether a policy without a statement of gcx's lets somebody else's statement in, so that events may arrive. */
function letInByOthers(live: Live, { kind, id }: Change): boolean {
  const arn = id.slice(kind.length + 1);
  const policy =
    kind === 'sqs-policy'
      ? live.queues.get(arn)?.attributes['Policy']
      : kind === 'sns-policy'
        ? live.topics.get(arn)?.attributes['Policy']
        : kind === 'lambda-permission'
          ? JSON.stringify(live.functions.get(arn)?.policy ?? {})
          : undefined;
  return statementsOf(policy).some(
    ({ Effect, Sid, Principal, Condition }) =>
      Effect === 'Allow' &&
      !String(Sid).startsWith('GenesysGcx') &&
      meansService(Principal, EVENT_BRIDGE) &&
      // What an SNS topic's own first policy asks for: events do not meet it.
      !/aws:SourceOwner/i.test(JSON.stringify(Condition ?? {})),
  );
}

function isAboutLogGroups({ field }: FieldChange): boolean {
  return field === STATEMENT_FIELDS[TARGETS_PURPOSE];
}

/** Whether the resource policies that are there let all live rules write to the log groups of a change; undefined where it is of none. */
function openedByOthers({ config, live }: ChangeScope, change: Change): LogGroupVerdict | undefined {
  const names = new Set(logGroupTargets(config, change));
  if (names.size === 0) return undefined;
  const groups = new Set(
    Object.values(config.targets).flatMap((target) =>
      names.has(target.name) ? [arnOf(target, config)] : [],
    ),
  );
  const policies = live.logPolicies ?? live.busLog?.policies ?? [];
  const { account } = config.aws;
  const verdicts = live.rules.flatMap((rule) =>
    rule.targets.flatMap(({ arn }) =>
      groups.has(arn)
        ? [logGroupVerdict(policies, arn, { arn: ruleArn(config, rule.bus, rule.name), account })]
        : [],
    ),
  );
  if (verdicts.length === 0 || verdicts.includes('keeps out')) return 'keeps out';
  return verdicts.includes('unsure') ? 'unsure' : 'lets in';
}

function isOfUnresolved({ unresolved }: ChangeScope, { group }: Change): boolean {
  return group.kind === 'route' && unresolved.has(group.name);
}

function hasLiveRule({ live }: ChangeScope, { group }: Change): boolean {
  return group.kind === 'route' && live.rules.some(({ route }) => route === group.name);
}
