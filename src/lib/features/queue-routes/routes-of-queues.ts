import { ownValue } from '../../base/own-value.js';
import { type CompileNames, fieldOf, shapeOfFormat } from '../../engine/compile/index.js';
import { compileNames, sourceOf } from '../../engine/plan/index.js';
import { kindOf } from '../../engine/targets/list.js';
import type { Config, Route } from '../../language/config/model.js';
import { partnerFormat } from '../../language/events/index.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { selectQueues } from '../../language/queues/select-queues.js';
import { selectorWords, whereWords } from '../graph/index.js';
import type { MissReason, RouteOfQueue, RouteVerdict, TakeReason, TargetOfQueue } from './model.js';
import { patternOfQueues, type QueuePlaces } from './queue-conditions.js';

/** What each route of a file does with the events of a queue; what is the same for every queue is worked out once. */
export function routesOfQueues(
  config: Config,
  resolved: ResolvedQueues,
): (queue: Queue) => readonly RouteOfQueue[] {
  const names = compileNames(config, new Set());
  const routes = Object.values(config.routes).map((route) => ({
    route: route.name,
    enabled: route.enabled,
    verdictOf: verdictsOf(config, resolved, names, route),
  }));
  return (queue) =>
    routes.map(({ route, enabled, verdictOf }) => ({ route, enabled, verdict: verdictOf(queue) }));
}

type Verdicts<T> = (queue: Queue) => T;

function verdictsOf(
  config: Config,
  resolved: ResolvedQueues,
  names: CompileNames,
  route: Route,
): Verdicts<RouteVerdict> {
  const types = route.events.map((event) => names.eventType(event, route.format));
  const carrying = types.filter((type) => type.queue !== 'none').map(({ name }) => name);
  if (types.length > 0 && carrying.length === 0) {
    const missed = misses({ kind: 'no-queue', events: types.map(({ name }) => name) });
    return () => missed;
  }
  const shape = shapeOfFormat(route.format ?? partnerFormat(), sourceOf(config));
  const { queuePath, topicPath } = shape;
  const places = {
    ...(queuePath === undefined ? {} : { queuePath }),
    ...(topicPath === undefined ? {} : { topicPath }),
  };
  const reasonOf = reasonsOf(route, resolved, places);
  const excludes = whereExcludes(route, shape.payload, places);
  const queueField = fieldOf(shape, queuePath);
  const where = whereWords(config, { ...route, where: without(route.where, queueField) });
  return (queue) => {
    const reason = reasonOf(queue);
    if (reason.kind === 'misses') return reason;
    if (excludes(queue)) return misses({ kind: 'where' });
    const targets = route.targets.map((name) => targetOfQueue(config, name, queue));
    return { ...reason, events: carrying, where, targets };
  };
}

type Takes = Pick<Extract<RouteVerdict, { kind: 'takes' }>, 'kind' | 'because'>;
type Misses = Extract<RouteVerdict, { kind: 'misses' }>;

function misses(because: MissReason): Misses {
  return { kind: 'misses', because };
}

function takes(because: TakeReason): Takes {
  return { kind: 'takes', because };
}

function reasonsOf(
  { name, queues, pattern }: Route,
  resolved: ResolvedQueues,
  places: QueuePlaces,
): Verdicts<Takes | Misses> {
  if (pattern !== undefined) {
    const saysOf = patternOfQueues(pattern, places);
    return ({ id }) => {
      const says = saysOf(id);
      if (says === 'says nothing') return takes({ kind: 'every-queue' });
      return says === 'takes' ? takes({ kind: 'pattern' }) : misses({ kind: 'pattern' });
    };
  }
  if (queues === undefined) return () => takes({ kind: 'every-queue' });
  const chosenById = new Map((ownValue(resolved, name) ?? []).map((each) => [each.id, each]));
  const others = misses({ kind: 'other-queues', wants: queues.map(selectorWords) });
  return ({ id }) => {
    const chosen = chosenById.get(id);
    if (chosen === undefined) return others;
    const selector = chosen.chosenBy.replace(/^name /, '');
    return takes({ kind: 'selector', selector, renamed: chosen.renamed === true });
  };
}

/** Whether the file's own condition on the queue's id leaves a queue out. */
function whereExcludes({ where }: Route, payload: string, places: QueuePlaces): Verdicts<boolean> {
  const pattern = Object.fromEntries(
    Object.entries(where).flatMap(([field, tests]) => {
      const path = `${payload}.${field}`;
      return path === places.queuePath ? [[path, [...tests]]] : [];
    }),
  );
  if (Object.keys(pattern).length === 0) return () => false;
  const saysOf = patternOfQueues(pattern, places);
  return ({ id }) => saysOf(id) === 'misses';
}

function without(where: Route['where'], field: string | undefined): Route['where'] {
  return Object.fromEntries(Object.entries(where).filter(([name]) => name !== field));
}

function targetOfQueue({ targets }: Config, name: string, queue: Queue): TargetOfQueue {
  const target = ownValue(targets, name);
  const only = target === undefined ? undefined : kindOf(target).onlyQueues?.(target);
  if (only === undefined || only.some((each) => selectQueues(each, [queue], false).kind === 'found'))
    return { name };
  return { name, handlesOnly: only.map(selectorWords) };
}
