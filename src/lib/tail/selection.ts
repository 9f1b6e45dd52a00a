import type { Config, LoadedConfig, Route } from '../config/model.js';
import { catalogue, requireEventType } from '../events/index.js';
import { ExitCode } from '../exit-codes.js';
import { GcxError } from '../gcx-error.js';
import { lookupQueues, resolveQueues } from '../genesys/index.js';
import type { Genesys, Queue } from '../genesys/model.js';
import { nearNames } from '../near-names.js';

/** What the command line asks a tail for; nothing of it: every event of the source. */
export interface TailRequest {
  readonly route?: string;
  /** Names or ids of Genesys queues. */
  readonly queues: readonly string[];
  /** Short names, templates or aliases. */
  readonly eventTypes: readonly string[];
}

/** Which events a tail is for. */
export interface Selection {
  /** Templates; absent: any. */
  readonly events?: readonly string[];
  /** Absent: any. */
  readonly queues?: readonly Queue[];
  readonly where: Route['where'];
  /** In words, for the start: `route sales-left-queue`, `acd.end of Sales Support`, `every event`. */
  readonly words: string;
}

/**
 * Reads what the command line asks for: a route of the file, narrowed by the flags, or the flags alone.
 * @throws GcxError where a route, event type or queue is not there, or the route does not cover it
 */
export async function selectEvents(
  { config, locate }: LoadedConfig,
  request: TailRequest,
  genesys: Genesys,
): Promise<Selection> {
  const route = request.route === undefined ? undefined : routeOf(config, request.route);
  const asked = request.eventTypes.map(requireEventType);
  const queues = request.queues.length === 0 ? undefined : await findQueues(genesys, request.queues);
  const words = [
    route === undefined ? '' : `route ${route.name}`,
    asked.map(({ alias, name }) => alias ?? name).join(', '),
    queues === undefined ? '' : `queue ${queues.map(({ name }) => name).join(', ')}`,
  ].filter((part) => part !== '');
  const events = asked.map(({ template }) => template);
  if (route === undefined) {
    const chosen = events.length > 0 ? events : queues === undefined ? undefined : eventTypesWithQueue();
    if (queues !== undefined) refuseQueueless(chosen ?? []);
    return {
      ...(chosen === undefined ? {} : { events: chosen }),
      ...(queues === undefined ? {} : { queues }),
      where: {},
      words: words.length === 0 ? 'every event' : words.join(', '),
    };
  }
  const one = { ...config, routes: { [route.name]: route } };
  const ofRoute =
    route.queues === undefined ? undefined : (await resolveQueues(genesys, one, locate))[route.name];
  const chosen = events.length === 0 ? route.events : events;
  for (const event of events) {
    if (!route.events.includes(event)) throw notOfRoute(route, `event type ${nameOf(event)}`);
  }
  for (const queue of queues ?? []) {
    const covered = ofRoute === undefined || ofRoute.some(({ id }) => id === queue.id);
    if (!covered) throw notOfRoute(route, `queue "${queue.name}"`);
  }
  if (queues !== undefined) refuseQueueless(chosen);
  const wanted = queues ?? ofRoute;
  return {
    events: chosen,
    ...(wanted === undefined ? {} : { queues: wanted }),
    where: route.where,
    words: words.join(', '),
  };
}

/** The event types that name a queue, of those that may reach EventBridge. */
function eventTypesWithQueue(): readonly string[] {
  return catalogue()
    .all.filter(({ queue, transports }) => queue !== 'none' && transports !== 'other')
    .map(({ template }) => template);
}

function routeOf(config: Config, name: string): Route {
  const route = config.routes[name];
  if (route !== undefined && Object.hasOwn(config.routes, name)) return route;
  const names = Object.keys(config.routes);
  const near = nearNames(name, names);
  throw new GcxError({
    code: 'route-not-found',
    what: `The file has no route "${name}".`,
    where: config.file,
    fix:
      near.length > 0
        ? `Probably meant: ${near.join(', ')}.`
        : `Its routes: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`,
  });
}

/** Queues by name, or by id. */
async function findQueues(genesys: Genesys, texts: readonly string[]): Promise<readonly Queue[]> {
  const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  const names = texts.filter((text) => !isId(text));
  const [named, byId] = await Promise.all([
    names.length === 0 ? [] : lookupQueues(genesys, names, undefined).catch(withoutDivisionFlag),
    Promise.all(
      texts.filter(isId).map(async (id) => {
        const queue = await genesys.queues.byId(id.toLowerCase());
        if (queue !== undefined) return queue;
        throw new GcxError({
          code: 'queue-not-found',
          what: `No queue has the id ${id}.`,
          fix: 'gcx queue list shows what there is.',
        });
      }),
    ),
  ]);
  return [...named, ...byId];
}

/** A name that several queues carry is told apart here by the id. */
function withoutDivisionFlag(error: unknown): never {
  if (error instanceof GcxError && error.report.code === 'queue-ambiguous') {
    throw new GcxError({ ...error.report, fix: 'Give the id of the one that is meant: --queue ID.' });
  }
  throw error;
}

function refuseQueueless(events: readonly string[]): void {
  const without = events.filter((event) => catalogue().find(event)?.queue === 'none');
  if (without.length === 0) return;
  throw new GcxError({
    code: 'event-type-without-queue',
    what: `Events of ${without.map(nameOf).join(', ')} carry no queue, so --queue would match none of them.`,
    fix: 'Leave --queue out, or give event types that carry one: gcx event-type list.',
  });
}

function notOfRoute(route: Route, what: string): GcxError {
  return new GcxError(
    {
      code: 'not-of-route',
      what: `Route ${route.name} does not cover ${what}: nothing would arrive.`,
      fix: `Leave the route out to tail it all the same.`,
    },
    ExitCode.error,
  );
}

function nameOf(template: string): string {
  return catalogue().find(template)?.name ?? template;
}
