import { isArn, unqualifiedFunctionArn } from '../../language/names/arn.js';
import type { Change } from '../change/model.js';
import { doorOf, type Earlier, type KindOrder, RESOURCE_KINDS, resourceKind } from '../kinds/index.js';

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
 * Adds to each change what must be done before it, and sorts. What each kind waits for, it says itself; said here is what
 * holds for all: what makes room or a way comes before what takes one away. Every rule is created or changed before a rule
 * is deleted; what rules need is there before them, and what they used is taken away last. What no tag finds is made when
 * the event bus is there that notes it: a run that stops before would else leave what nobody finds.
 * @param deletesFirst On a full bus, where event loss is allowed: rules are deleted before others are created.
 */
export function orderChanges(
  changes: readonly Change[],
  { before: ruleOrder, needs }: RuleOrders,
  deletesFirst: boolean,
): readonly Change[] {
  const active = changes.filter((change) => change.action !== 'none');
  const growing = active.filter(grows);
  const shrinking = active.filter((change) => !grows(change));
  const isOf = (part: KindOrder['part']) => (change: Change) => orderOf(change).part === part;
  const rulesGrow = ids(growing.filter(isOf('way')));
  const rulesGo = ids(shrinking.filter(isOf('way')));
  const supports = growing.filter(isOf('support'));
  const notingBuses = ids(growing.filter(({ kind }) => kind === 'bus'));
  // A queue or function that a rule fed may be fed by a topic now: the subscription is there before the target goes.
  const feedsGrow = ids(growing.filter((change) => isOf('feed')(change) && receivers(change).length > 0));
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
    const { part, growsAfter, goesAfter, goesAfterRules } = orderOf(change);
    const own = (grows(change) ? growsAfter : goesAfter).flatMap((earlier) => earlierThan(change, earlier));
    if (part === 'way') return [...own, ...edgesOfWay(change)];
    if (grows(change)) return isNotedFirst(change) ? [...own, ...notingBuses] : own;
    return [
      ...own,
      ...(goesAfterRules === 'all' ? rulesGrow : []),
      ...(goesAfterRules === 'none' ? [] : rulesGo),
      ...(part === 'feed' ? feedsGrow : []),
      // A statement is widened before it is narrowed, not the other way round.
      ...(change.links?.narrows === undefined ? [] : [change.links.narrows]),
    ];
  }

  function edgesOfWay(change: Change): readonly string[] {
    if (!grows(change)) return deletesFirst ? [] : [...rulesGrow, ...feedsGrow, ...needsOf(change)];
    return [
      ...ids(supports.filter((each) => worksOnAny(each, reachedBy(change)))),
      ...ruleOrder
        .filter((order) => `rule:${order.mustPrecede}` === change.id)
        .map((order) => `rule:${order.rule}`),
      ...(change.action === 'update' ? feedsGrow : []),
      ...needsOf(change),
      ...(deletesFirst && change.action === 'create' ? rulesGo : []),
    ];
  }

  /** What must let events arrive before a rule sends them, or sends them no more; of one on another bus, all that grows. */
  function needsOf(change: Change): readonly string[] {
    if (change.id !== `rule:${change.name}`) return ids(supports);
    const arns = needs.filter(({ rule }) => change.id === `rule:${rule}`).map(({ arn }) => arn);
    return ids(supports.filter((each) => worksOnAny(each, arns)));
  }

  function earlierThan(change: Change, { kind, of, same }: Earlier): readonly string[] {
    const among = { growing, shrinking, any: active }[of].filter((each) => each.kind === kind);
    if (same !== true) return ids(among);
    const { on } = change.links ?? {};
    return ids(among.filter((each) => worksOnAny(each, [...reachedBy(change), ...arnsOf(on)])));
  }
}

/** Whether a change makes room or a way; else it takes one away. */
function grows({ action, links }: Change): boolean {
  return action !== 'none' && action !== 'delete' && links?.narrows === undefined;
}

/** Whether a change makes what is found, should the run stop, by the note that the event bus has of it. */
function isNotedFirst({ kind, action }: Change): boolean {
  return action !== 'update' && resourceKind(kind)?.underway !== undefined;
}

const orders = new Map(RESOURCE_KINDS.map(({ kind, order }) => [kind, order] as const));

function orderOf({ kind }: Change): KindOrder {
  const order = orders.get(kind);
  if (order === undefined) throw new Error(`there is no kind of resource ${kind}`);
  return order;
}

/** ARNs of what the steps of a change make events reach. */
function reachedBy(change: Change): readonly string[] {
  return change.steps.flatMap((step) => doorOf(step).reaches?.(step) ?? []);
}

/** ARNs of the queues and functions that a change feeds; others begin to receive only when people confirm. */
function receivers(change: Change): readonly string[] {
  return reachedBy(change).filter(isArn);
}

/** Whether a change works on one of these topics, queues or functions. */
function worksOnAny({ links }: Change, arns: readonly string[]): boolean {
  return arnsOf(links?.on).some((on) => arns.some((arn) => on === arn || on === unqualifiedFunctionArn(arn)));
}

function arnsOf(on: NonNullable<Change['links']>['on']): readonly string[] {
  return typeof on === 'string' ? [on] : (on ?? []);
}

function ids(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => change.id);
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
