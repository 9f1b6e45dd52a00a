import type { Notice } from '../../base/notice.js';
import type { Config, Route } from '../../language/config/model.js';
import { RuleNames, routeOfRuleName } from '../../language/names/rule-names.js';
import { withoutPlainWildcard, withoutPlainWildcards } from '../../language/patterns/index.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { Box } from './box.js';
import { buildRule, withIds } from './build-rule.js';
import { lossyChanges } from './change-order.js';
import type { CompileNames } from './compile-names.js';
import { type ExpandedTarget, expandTargets, toRuleTarget } from './expand-targets.js';
import { freshLayout } from './fresh-layout.js';
import { filtersOnTopic, liveBox } from './live-box.js';
import type { DesiredRule, LiveRule } from './model.js';
import { rulesOfOneQueue } from './one-queue.js';
import { patternRules } from './pattern-rules.js';
import { routeSpaces } from './route-spaces.js';
import type { Space } from './space.js';
import { bareLayout, stickyLayout } from './sticky-layout.js';

/** What compile makes of a file. */
export interface Compiled {
  /** By route in the file's order, then by name. */
  readonly rules: readonly DesiredRule[];
  /** By name of a new rule the live one in whose place it comes, as that one cannot change without a moment of loss. */
  readonly replaced: ReadonlyMap<string, string>;
  readonly warnings: readonly Notice[];
}

/**
 * The rules that deliver what the file's routes say, within EventBridge's quotas. Live rules of this project and
 * environment keep their names and as much of what they hold as can be; without any, the rules are the fewest.
 * @throws GcxError where a filter is too long for any pattern
 */
export function compileRules(
  config: Config,
  queues: ResolvedQueues,
  live: readonly LiveRule[],
  names: CompileNames,
): Compiled {
  const ours = live.filter((rule) => rule.bus === names.bus);
  const fresh = new RuleNames(config, [...names.taken, ...ours.map((rule) => rule.name)]);
  const warnings: Notice[] = [];
  const rules = Object.values(config.routes)
    .map(withFewestWildcards)
    .flatMap((route) => {
      const targets = expandTargets(config, route, names);
      const ofRoute = ours.filter((rule) => {
        const owner = rule.route ?? routeOfRuleName(config, rule.name);
        return owner === route.name || (owner !== undefined && owner === route.renamedFrom);
      });
      if (route.pattern !== undefined) {
        const next = () => fresh.next(route.name);
        return patternRules(config, route, route.pattern, targets, ofRoute, { bus: names.bus, next });
      }
      const spaces = routeSpaces(config, route, queues, targets, names);
      if (spaces.length === 0) warnings.push(emptyRoute(route));
      return place(config, spaces, targets, ofRoute, () => fresh.next(route.name)).map((rule) =>
        buildRule(config, route, rule.space, targets, { ...rule, bus: names.bus }),
      );
    });
  return { ...withoutLoss(ours, rules, names, (route) => fresh.next(route)), warnings };
}

/** The route in words that count for no quota, where there are such. */
function withFewestWildcards(route: Route): Route {
  return {
    ...route,
    where: Object.fromEntries(
      Object.entries(route.where).map(([field, conditions]) => [
        field,
        conditions.map((condition) => withoutPlainWildcard(condition)),
      ]),
    ),
    ...(route.pattern === undefined ? {} : { pattern: withoutPlainWildcards(route.pattern) }),
  };
}

/**
 * Rules that would take over events from each other could not change in any order without a moment of loss, nor can one
 * that matches and sends elsewhere at once. Such a rule gets a new name: then it is there before the others change, and
 * its former self is deleted after them.
 */
function withoutLoss(
  live: readonly LiveRule[],
  desired: readonly DesiredRule[],
  names: CompileNames,
  newName: (route: string) => string,
): Pick<Compiled, 'rules' | 'replaced'> {
  const replaced = new Map<string, string>();
  let rules = desired;
  for (;;) {
    const lossy = new Set(lossyChanges(live, rules, names).map(({ rule }) => rule));
    if (lossy.size === 0) return { rules, replaced };
    rules = rules.map((rule) => {
      if (!lossy.has(rule.name)) return rule;
      const name = newName(rule.route);
      replaced.set(name, rule.name);
      const targets = rule.targets.map(({ id: _id, ...target }) => target);
      return { ...rule, name, targets: withIds(targets, []) };
    });
  }
}

/** A box with the rule that holds it. */
interface Placement {
  readonly space: Space;
  readonly box: Box;
  readonly name: string;
  readonly live: LiveRule | undefined;
}

/**
 * Shares a route's spaces out among its live rules and new ones. So that few live rules change, a route may keep some
 * rules more than a fresh plan has: one, or as many as one queue takes. With fewer, a queue that no rule has room for
 * would split the whole route again.
 */
function place(
  config: Config,
  spaces: readonly Space[],
  targets: readonly ExpandedTarget[],
  live: readonly LiveRule[],
  newName: () => string,
): readonly Placement[] {
  const wanted = new Map(targets.map((target) => [target.name, toRuleTarget(config, target)]));
  let spare = Math.max(
    1,
    spaces.reduce((sum, space) => sum + rulesOfOneQueue(space), 0),
  );
  return spaces.flatMap((space) => {
    const onTopics = space.dimensions[0]?.kind === 'topic';
    const ofSpace =
      spaces.length === 1 ? live : live.filter((rule) => filtersOnTopic(rule, space.shape) === onTopics);
    const boxes = ofSpace.map((rule) => liveBox(space, rule, wanted));
    const fresh = freshLayout(space);
    const isBare = ofSpace.every(({ targets }) => targets.length === 0);
    const layout = isBare ? bareLayout(space, boxes, fresh) : stickyLayout(space, boxes, fresh, spare);
    spare += fresh.length - layout.length;
    return layout.map((placed) => {
      const rule = placed.live === undefined ? undefined : ofSpace[placed.live];
      return { space, box: placed.box, live: rule, name: rule?.name ?? newName() };
    });
  });
}

function emptyRoute(route: Route): Notice {
  return {
    code: 'route-delivers-nothing',
    message: `Route "${route.name}" delivers nothing: no queue is left for its filter, so it has no rule.`,
  };
}
