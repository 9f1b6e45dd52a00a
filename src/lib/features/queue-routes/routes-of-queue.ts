import { ownValue } from '../../base/own-value.js';
import { fieldOf, shapeOfFormat } from '../../engine/compile/index.js';
import { compileNames, sourceOf } from '../../engine/plan/index.js';
import type { Config, Route } from '../../language/config/model.js';
import { partnerFormat } from '../../language/events/index.js';
import type { Queue } from '../../language/queues/queue.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { selectQueues } from '../../language/queues/select-queues.js';
import { selectorWords, whereWords } from '../graph/index.js';
import type { MissReason, RouteOfQueue, RouteVerdict, TakeReason, TargetOfQueue } from './model.js';
import { patternOfQueue, type QueuePlaces } from './queue-conditions.js';

/** What each route of a file does with the events of a queue. */
export function routesOfQueue(
  config: Config,
  resolved: ResolvedQueues,
  queue: Queue,
): readonly RouteOfQueue[] {
  return Object.values(config.routes).map((route) => ({
    route: route.name,
    enabled: route.enabled,
    verdict: verdictOf(config, resolved, route, queue),
  }));
}

function verdictOf(config: Config, resolved: ResolvedQueues, route: Route, queue: Queue): RouteVerdict {
  const names = compileNames(config, new Set());
  const types = route.events.map((event) => names.eventType(event, route.format));
  const carrying = types.filter((type) => type.queue !== 'none').map(({ name }) => name);
  if (types.length > 0 && carrying.length === 0)
    return misses({ kind: 'no-queue', events: types.map(({ name }) => name) });
  const shape = shapeOfFormat(route.format ?? partnerFormat(), sourceOf(config));
  const { queuePath, topicPath } = shape;
  const places = {
    ...(queuePath === undefined ? {} : { queuePath }),
    ...(topicPath === undefined ? {} : { topicPath }),
  };
  const reason = reasonOf(route, resolved, places, queue);
  if (reason.kind === 'misses') return reason;
  if (excludedByWhere(route, shape.payload, places, queue)) return misses({ kind: 'where' });
  const queueField = fieldOf(shape, queuePath);
  return {
    ...reason,
    events: carrying,
    where: whereWords(config, { ...route, where: without(route.where, queueField) }),
    targets: route.targets.map((name) => targetOfQueue(config, name, queue)),
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

function reasonOf(
  { name, queues, pattern }: Route,
  resolved: ResolvedQueues,
  places: QueuePlaces,
  { id }: Queue,
): Takes | Misses {
  if (pattern !== undefined) {
    const says = patternOfQueue(pattern, places, id);
    if (says === 'says nothing') return takes({ kind: 'every-queue' });
    return says === 'takes' ? takes({ kind: 'pattern' }) : misses({ kind: 'pattern' });
  }
  if (queues === undefined) return takes({ kind: 'every-queue' });
  const chosen = (ownValue(resolved, name) ?? []).find((each) => each.id === id);
  if (chosen === undefined) return misses({ kind: 'other-queues', wants: queues.map(selectorWords) });
  const selector = chosen.chosenBy.replace(/^name /, '');
  return takes({ kind: 'selector', selector, renamed: chosen.renamed === true });
}

/** Whether the file's own condition on the queue's id leaves the queue out. */
function excludedByWhere({ where }: Route, payload: string, places: QueuePlaces, { id }: Queue): boolean {
  const pattern = Object.fromEntries(
    Object.entries(where).flatMap(([field, tests]) => {
      const path = `${payload}.${field}`;
      return path === places.queuePath ? [[path, [...tests]]] : [];
    }),
  );
  return Object.keys(pattern).length > 0 && patternOfQueue(pattern, places, id) === 'misses';
}

function without(where: Route['where'], field: string | undefined): Route['where'] {
  return Object.fromEntries(Object.entries(where).filter(([name]) => name !== field));
}

function targetOfQueue({ targets }: Config, name: string, queue: Queue): TargetOfQueue {
  const target = ownValue(targets, name);
  const only = target?.kind === 'processor' ? target.only?.queues : undefined;
  if (only === undefined || only.some((each) => selectQueues(each, [queue], false).kind === 'found'))
    return { name };
  return { name, handlesOnly: only.map(selectorWords) };
}
