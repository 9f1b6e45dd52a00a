import type { Config, Route } from '../config/model.js';
import type { ResolvedQueues } from '../genesys/resolved-queues.js';
import type { Notice } from '../plan/model.js';
import type { CompileNames } from './compile-names.js';
import { listsMayMeet } from './conditions.js';
import { fieldOf, shapeOf } from './event-shape.js';
import { expandTargets } from './expand-targets.js';

/** Two routes, with what each sends where. */
interface RouteReach {
  readonly route: Route;
  /** ARN → the target's name and the event types that go there. */
  readonly arns: ReadonlyMap<string, { readonly name: string; readonly eventTypes: ReadonlySet<string> }>;
}

/**
 * Warns of two enabled routes that may both send one event to the same target, which then gets it twice. Silent only
 * where event types, queues or plain values of a filter prove that they cannot.
 */
export function overlaps(config: Config, queues: ResolvedQueues, names: CompileNames): readonly Notice[] {
  const reaches = Object.values(config.routes)
    // What a raw pattern matches beside is not looked at.
    .filter((route) => route.enabled && route.pattern === undefined)
    .map((route): RouteReach => ({ route, arns: arnsOf(config, route, names) }));
  return reaches.flatMap((one, index) =>
    reaches.slice(index + 1).flatMap((other) => {
      const shared = [...one.arns].flatMap(([arn, { name, eventTypes }]) => {
        const there = other.arns.get(arn);
        const common = [...eventTypes].filter(
          (type) => there?.eventTypes.has(type) && mayBothMatch(one.route, other.route, type, queues, names),
        );
        return common.length === 0 ? [] : [{ name, common }];
      });
      return shared.length === 0 ? [] : [notice(one.route, other.route, shared, names)];
    }),
  );
}

function arnsOf(config: Config, route: Route, names: CompileNames): RouteReach['arns'] {
  const arns = new Map<string, { name: string; eventTypes: Set<string> }>();
  for (const { target, arn, eventType } of expandTargets(config, route, names)) {
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
    route.queues === undefined ? undefined : (queues[route.name] ?? []).map((queue) => queue.id);
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

function notice(
  a: Route,
  b: Route,
  shared: readonly { readonly name: string; readonly common: readonly string[] }[],
  names: CompileNames,
): Notice {
  const targets = shared.map(({ name }) => `"${name}"`);
  const types = [...new Set(shared.flatMap(({ common }) => common))].map(
    (type) => names.eventType(type, a.format).name,
  );
  return {
    code: 'routes-overlap',
    message: `Routes "${a.name}" and "${b.name}" can both send the same event (${list(types.sort())}) to ${list([...new Set(targets)])}, which then receives it twice.`,
  };
}

function list(words: readonly string[]): string {
  const shown = words.length > 3 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
