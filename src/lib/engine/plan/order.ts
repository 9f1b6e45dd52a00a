import type { Action, Change } from '../change/model.js';
import type { Step } from '../kinds/index.js';
import { parseArn, unqualifiedFunctionArn } from '../kinds/index.js';

/** A rule change that must be done before another, so that no event is lost in between. */
export interface RuleOrder {
  readonly rule: string;
  readonly mustPrecede: string;
}

/** What must be done for an ARN before a rule takes up or gives up events that reach it then. */
export interface RuleNeed {
  readonly rule: string;
  readonly arn: string;
}

/** In which order rules change, and what they wait for beside each other. */
export interface RuleOrders {
  readonly before: readonly RuleOrder[];
  readonly needs: readonly RuleNeed[];
}

/**
 * Adds to each change what must be done before it, and sorts: supports (queues, topics, policies) before the rules
 * that use them; every rule created or changed before a rule is deleted; what rules used is taken away last.
 * @param deletesFirst On a full bus, where event loss is allowed: rules are deleted before others are created.
 */
export function orderChanges(
  changes: readonly Change[],
  { before: ruleOrder, needs }: RuleOrders,
  deletesFirst: boolean,
): readonly Change[] {
  const active = changes.filter((change) => change.action !== 'none');
  const grows = (change: Change) =>
    isOneOf(change.action, ['create', 'update', 'adopt', 'replace']) && !isNarrowing(change);
  const growing = active.filter(grows);
  const shrinking = active.filter((change) => !grows(change));
  const rulesGrow = ids(growing.filter((change) => change.kind === 'rule'));
  const rulesGo = ids(shrinking.filter((change) => change.kind === 'rule'));
  // A queue or function that a rule fed may be fed by a topic now: the subscription is there before the target goes.
  const feedsGrow = ids(growing.filter((change) => change.steps.some(isFeed)));
  const alarms = ids(active.filter((change) => change.kind === 'alarm'));
  const archives = ids(active.filter((change) => change.kind === 'archive'));
  const withEdges = changes.map((change): Change => {
    const own = [...change.after, ...edgesOf(change)];
    return {
      ...change,
      after: [...new Set(own)]
        .filter((id) => id !== change.id && active.some((each) => each.id === id))
        .sort(),
    };
  });
  return topological(withEdges);

  function edgesOf(change: Change): readonly string[] {
    if (change.action === 'none') return [];
    if (!grows(change)) return edgesOfShrinking(change);
    switch (change.kind) {
      case 'integration':
      case 'subscriptions':
      case 'sqs-queue':
      case 'sns-topic':
      // What a processor's things wait for, they say themselves.
      case 'table':
      case 'role':
      case 'log-group':
      case 'function':
      case 'event-source':
      case 'alarm':
        return [];
      case 'bus':
        return ids(growing.filter((each) => each.kind === 'integration'));
      case 'archive':
        return ids(growing.filter((each) => each.kind === 'bus'));
      case 'sqs-policy':
        return ids(growing.filter((each) => each.kind === 'sqs-queue' && sharesArn(each, change)));
      case 'sns-policy':
        return ids(growing.filter((each) => each.kind === 'sns-topic' && sharesArn(each, change)));
      case 'lambda-permission':
        return [];
      case 'subscription':
        return ids(
          growing.filter(
            (each) =>
              isOneOf(each.kind, ['sqs-queue', 'sqs-policy', 'lambda-permission']) && sharesArn(each, change),
          ),
        );
      case 'rule':
        return [
          ...ids(growing.filter((each) => each.kind === 'bus')),
          ...ids(
            growing.filter(
              (each) => each.kind !== 'rule' && each.kind !== 'subscription' && sharesArn(each, change),
            ),
          ),
          ...ruleOrder
            .filter((order) => `rule:${order.mustPrecede}` === change.id)
            .map((order) => `rule:${order.rule}`),
          ...(change.action === 'update' ? feedsGrow : []),
          ...needsOf(change),
          ...(deletesFirst && change.action === 'create' ? rulesGo : []),
        ];
    }
  }

  /** What must let events arrive before a rule sends them, or sends them no more; of one on another bus, all that grows. */
  function needsOf(change: Change): readonly string[] {
    const supports = growing.filter(({ kind }) => kind !== 'rule' && kind !== 'subscription');
    if (change.id !== `rule:${change.name}`) return ids(supports);
    const arns = needs.filter(({ rule }) => change.id === `rule:${rule}`).map(({ arn }) => arn);
    return ids(supports.filter((each) => isOfAny(each, arns)));
  }

  function edgesOfShrinking(change: Change): readonly string[] {
    const before = (kinds: readonly Change['kind'][]) =>
      ids(shrinking.filter((each) => kinds.includes(each.kind)));
    switch (change.kind) {
      case 'rule':
        return deletesFirst ? [] : [...rulesGrow, ...feedsGrow, ...needsOf(change)];
      case 'subscription':
        return [...rulesGrow, ...rulesGo, ...feedsGrow];
      case 'sns-policy':
      case 'sqs-policy':
      case 'lambda-permission':
        return [
          ...rulesGrow,
          ...rulesGo,
          ...before(['subscription']),
          // A statement is widened before it is narrowed, not the other way round.
          ...ids(growing.filter((each) => change.id === `${each.id}${NARROW}`)),
          ...(change.kind === 'sns-policy' ? alarms : []),
        ];
      case 'event-source':
      case 'function':
        return [...rulesGrow, ...rulesGo];
      case 'table':
      case 'role':
      case 'log-group':
      case 'alarm':
        return [];
      case 'sns-topic':
      case 'sqs-queue':
        return [
          ...rulesGrow,
          ...rulesGo,
          ...before(['subscription', 'sns-policy', 'sqs-policy', 'lambda-permission']),
          ...(change.kind === 'sns-topic' ? alarms : []),
        ];
      case 'archive':
        return [];
      case 'bus':
        return [...rulesGo, ...archives];
      case 'integration':
        return [...rulesGo, ...before(['bus'])];
      case 'subscriptions':
        return rulesGo;
    }
  }
}

/** Whether a step subscribes a queue or function to a topic; others begin to receive only when people confirm. */
function isFeed(step: Step): boolean {
  return step.call === 'sns.subscribe' && isOneOf(step.protocol, ['sqs', 'lambda']);
}

/** At the end of the id of a change that narrows what another one widens. */
const NARROW = ':narrow';

/** Whether a change only takes away: a policy narrowed after those who send no more are gone. */
function isNarrowing(change: Change): boolean {
  return change.id.endsWith(NARROW);
}

/** Whether one change works on a topic, queue or function that the other refers to. */
function sharesArn(support: Change, user: Change): boolean {
  return isOfAny(support, user.steps.flatMap(arnsIn));
}

/** Whether a change works on one of these topics, queues or functions. */
function isOfAny(support: Change, arns: readonly string[]): boolean {
  const [, ...rest] = support.id.split(':');
  const key = rest.join(':');
  return arns.some(
    (arn) =>
      key === arn ||
      key.startsWith(`${arn}:`) ||
      key.startsWith(`${unqualifiedFunctionArn(arn)}:`) ||
      sameQueue(key, arn),
  );
}

function sameQueue(key: string, arn: string): boolean {
  const left = parseArn(key);
  const right = parseArn(arn);
  return left?.service === 'sqs' && right?.service === 'sqs' && left.resource === right.resource;
}

function arnsIn(step: Step): readonly string[] {
  switch (step.call) {
    case 'events.putTargets':
      return step.targets.flatMap((target) => [
        target.arn,
        ...(target.deadLetterArn === undefined ? [] : [target.deadLetterArn]),
      ]);
    case 'sns.subscribe':
      return [step.endpoint];
    case 'sns.putStatement':
      return [step.arn];
    case 'sqs.putStatement':
      return [`arn:aws:sqs::${step.account}:${step.name}`];
    default:
      return [];
  }
}

function ids(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => change.id);
}

function isOneOf<T extends string>(value: T, among: readonly (T | Action)[]): boolean {
  return among.includes(value);
}

/** Kahn's sort, stable: among what may come next, the first in the given order. */
function topological(changes: readonly Change[]): readonly Change[] {
  const done = new Set<string>();
  const left = [...changes];
  const sorted: Change[] = [];
  while (left.length > 0) {
    const index = left.findIndex((change) => change.after.every((id) => done.has(id)));
    const [next] = left.splice(Math.max(index, 0), 1);
    if (index < 0 || next === undefined) {
      throw new Error(`changes wait for each other: ${left.map((change) => change.id).join(', ')}`);
    }
    done.add(next.id);
    sorted.push(next);
  }
  return sorted;
}
