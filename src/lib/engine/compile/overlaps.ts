import type { Notice } from '../../base/notice.js';
import { ownValue } from '../../base/own-value.js';
import { andList } from '../../base/words.js';
import type { Config, Route } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { kindOf } from '../targets/list.js';
import type { CompileNames } from './compile-names.js';
import { listsMayMeet } from './conditions.js';
import { fieldOf, shapeOf } from './event-shape.js';
import { expandTargets } from './expand-targets.js';

/** A route, with what it sends where. */
interface RouteReach {
  readonly route: Route;
  /** ARN → the target's name and the event types that go there. */
  readonly arns: ReadonlyMap<string, { readonly name: string; readonly eventTypes: ReadonlySet<string> }>;
}

/** Routes that are joined, pair by pair, by events that both send to one target. */
interface Joined {
  readonly routes: Set<Route>;
  readonly targets: Set<string>;
  /** Short names. */
  readonly eventTypes: Set<string>;
}

/**
 * Warns of enabled routes that may send one event to the same target, which then gets it more than once. Silent only
 * where event types, queues or plain values of a filter prove that they cannot, and of processors that deduplicate.
 */
export function overlaps(config: Config, queues: ResolvedQueues, names: CompileNames): readonly Notice[] {
  const reaches = Object.values(config.routes)
    // What a raw pattern matches beside is not looked at.
    .filter((route) => route.enabled && route.pattern === undefined)
    .map((route): RouteReach => ({ route, arns: arnsOf(config, route, names) }));
  const joinedByArn = new Map<string, Joined[]>();
  for (const [index, one] of reaches.entries()) {
    for (const other of reaches.slice(index + 1)) {
      for (const [arn, { name, eventTypes }] of one.arns) {
        const there = other.arns.get(arn);
        const common = [...eventTypes].filter(
          (type) => there?.eventTypes.has(type) && mayBothMatch(one.route, other.route, type, queues, names),
        );
        if (common.length === 0) continue;
        const types = common.map((type) => names.eventType(type, one.route.format).name);
        joinedByArn.set(arn, joining(joinedByArn.get(arn) ?? [], [one.route, other.route], name, types));
      }
    }
  }
  return ofSameRoutes([...joinedByArn.values()].flat()).map(notice);
}

/** The groups with two more routes that share a target: groups that they join become one. */
function joining(
  groups: readonly Joined[],
  pair: readonly [Route, Route],
  target: string,
  eventTypes: readonly string[],
): Joined[] {
  const touched = groups.filter(({ routes }) => pair.some((route) => routes.has(route)));
  const joined: Joined = {
    routes: new Set([...touched.flatMap(({ routes }) => [...routes]), ...pair]),
    targets: new Set([...touched.flatMap(({ targets }) => [...targets]), target]),
    eventTypes: new Set([...touched.flatMap((each) => [...each.eventTypes]), ...eventTypes]),
  };
  return [...groups.filter((group) => !touched.includes(group)), joined];
}

/** Groups of the same routes as one, whatever the target. */
function ofSameRoutes(groups: readonly Joined[]): readonly Joined[] {
  const byRoutes = new Map<string, Joined>();
  for (const group of groups) {
    const key = JSON.stringify([...group.routes].map(({ name }) => name).sort());
    const known = byRoutes.get(key);
    for (const target of group.targets) known?.targets.add(target);
    for (const type of group.eventTypes) known?.eventTypes.add(type);
    if (known === undefined) byRoutes.set(key, group);
  }
  return [...byRoutes.values()];
}

function arnsOf(config: Config, route: Route, names: CompileNames): RouteReach['arns'] {
  const arns = new Map<string, { name: string; eventTypes: Set<string> }>();
  for (const { target, arn, eventType } of expandTargets(config, route, names)) {
    // It tells what came before, and handles it once.
    if (kindOf(target).handlesOnce?.(target) === true) continue;
    const entry = arns.get(arn) ?? { name: target.name, eventTypes: new Set<string>() };
    for (const type of eventType === undefined ? route.events : [eventType]) entry.eventTypes.add(type);
    arns.set(arn, entry);
  }
  return arns;
}

/** Whether an event of this type may match both routes. */
function mayBothMatch(
  a: Route,
  b: Route,
  eventType: string,
  queues: ResolvedQueues,
  names: CompileNames,
): boolean {
  // Events of one format are not of another.
  if (a.format?.name !== b.format?.name) return false;
  const queuesOf = (route: Route): readonly string[] | undefined =>
    route.queues === undefined ? undefined : (ownValue(queues, route.name) ?? []).map((queue) => queue.id);
  const one = queuesOf(a);
  const other = queuesOf(b);
  if (one?.length === 0 || other?.length === 0) return false;
  if (one !== undefined && other !== undefined && !one.some((id) => other.includes(id))) return false;
  const inBody = names.eventType(eventType, a.format).queue !== 'topicName';
  const shape = shapeOf(a, names);
  const queueField = fieldOf(shape, shape.queuePath) ?? '';
  const fields = (route: Route, ids: readonly string[] | undefined) => [
    ...Object.entries(route.where),
    ...(inBody && ids !== undefined ? [[queueField, ids] as const] : []),
  ];
  return fields(a, one).every(([field, conditions]) =>
    fields(b, other).every(
      ([theirs, others]) =>
        theirs !== field ||
        names.isList?.(eventType, field, a.format) === true ||
        listsMayMeet(conditions, others),
    ),
  );
}

function notice({ routes, targets, eventTypes }: Joined): Notice {
  const named = [...routes].map(({ name }) => `"${name}"`);
  const types = list([...eventTypes].sort());
  const to = list([...targets].map((name) => `"${name}"`));
  return {
    code: 'routes-overlap',
    message:
      named.length === 2
        ? `Routes ${list(named)} can both send the same event (${types}) to ${to}, which then receives it twice.`
        : `${named.length} routes (${list(named)}) overlap: an event (${types}) that several of them take reaches ${to} once for each of them.`,
  };
}

function list(words: readonly string[]): string {
  return andList(words.length > 3 ? [...words.slice(0, 3), `${words.length - 3} more`] : words);
}
