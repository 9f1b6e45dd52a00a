import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { JsonObject } from '../../base/json.js';
import { meantName } from '../../base/name-difference.js';
import { ownValue } from '../../base/own-value.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config, LoadedConfig, Route } from '../../language/config/model.js';
import {
  catalogue,
  type EventFormat,
  listedEventTypes,
  namesGenesysEventTypes,
  partnerFormat,
  queueLocation,
  requireEventType,
  requireFormatEventType,
} from '../../language/events/index.js';
import type { Queue } from '../../language/queues/queue.js';
import { lookupQueues } from '../queues/list-queues.js';
import { resolveQueues } from '../queues/resolve-queues.js';

/** What the command line asks a tail for; nothing of it: every event of the source. */
export interface TailRequest {
  readonly route?: string;
  /** A target of the file, in place of all else: the events of each route that sends to it, enabled or not. */
  readonly target?: string;
  /** Names or ids of Genesys queues. */
  readonly queues: readonly string[];
  /** Short names, templates or aliases. */
  readonly eventTypes: readonly string[];
}

/** Which events a tail is for. */
export interface Selection {
  /** The shape of the events; absent: `partner`. */
  readonly format?: EventFormat;
  /** Templates, or a relay's own names; absent: any. */
  readonly events?: readonly string[];
  /** Absent: any. */
  readonly queues?: readonly Queue[];
  readonly where: Route['where'];
  /** The pattern of a route that has one, in place of all these. */
  readonly pattern?: JsonObject;
  /** In words, for the start: `route sales-left-queue`, `acd.end of Sales Support`, `every event`. */
  readonly words: string;
}

/**
 * Reads what the command line asks for: a route of the file, narrowed by the flags, or the flags alone.
 * @param recall finds a queue of the route that was renamed since the file was written
 * @throws GcxError where a route, event type or queue is not there, or the route does not cover it
 */
export async function selectEvents(
  { config, locate }: LoadedConfig,
  request: TailRequest,
  genesys: Genesys,
  recall?: Parameters<typeof resolveQueues>[3],
): Promise<Selection> {
  const route = request.route === undefined ? undefined : routeOf(config, request.route);
  const format = route === undefined ? config.genesys.format : route.format;
  const asked = request.eventTypes.map((text) => eventTypeOf(text, format));
  const queues = request.queues.length === 0 ? undefined : await findQueues(genesys, request.queues);
  const words = [
    route === undefined ? '' : `route ${route.name}`,
    asked.map(({ words }) => words).join(', '),
    queues === undefined ? '' : `queue ${queues.map(({ name }) => name).join(', ')}`,
  ].filter((part) => part !== '');
  const events = asked.map(({ event }) => event);
  const shape = format === undefined ? {} : { format };
  if (route === undefined) {
    const chosen =
      events.length > 0 ? events : queues === undefined ? undefined : eventTypesWithQueue(format);
    if (queues !== undefined) refuseQueueless(chosen ?? [], format);
    return {
      ...shape,
      ...(chosen === undefined ? {} : { events: chosen }),
      ...(queues === undefined ? {} : { queues }),
      where: {},
      words: words.length === 0 ? 'every event' : words.join(', '),
    };
  }
  if (route.pattern !== undefined) {
    if (events.length > 0 || queues !== undefined) throw notToNarrow(route);
    return { pattern: route.pattern, where: {}, words: words.join(', ') };
  }
  const one = { ...config, routes: { [route.name]: route } };
  const ofRoute =
    route.queues === undefined ? undefined : (await resolveQueues(genesys, one, locate, recall))[route.name];
  const chosen = events.length === 0 ? route.events : events;
  for (const event of events) {
    if (!route.events.includes(event)) throw notOfRoute(route, `event type ${nameOf(event)}`);
  }
  for (const queue of queues ?? []) {
    const covered = ofRoute === undefined || ofRoute.some(({ id }) => id === queue.id);
    if (!covered) throw notOfRoute(route, `queue "${queue.name}"`);
  }
  if (queues !== undefined) refuseQueueless(chosen, format);
  const wanted = queues ?? ofRoute;
  return {
    ...shape,
    events: chosen,
    ...(wanted === undefined ? {} : { queues: wanted }),
    where: route.where,
    words: words.join(', '),
  };
}

/** An event type as the command line names it, and what a tail calls it. */
function eventTypeOf(
  text: string,
  format: EventFormat | undefined,
): { readonly event: string; readonly words: string } {
  if (format === undefined || namesGenesysEventTypes(format)) {
    const { template, alias, name } = requireEventType(text);
    return { event: template, words: alias ?? name };
  }
  return { event: requireFormatEventType(format, text), words: text };
}

/**
 * The event types that name a queue, of those that may reach EventBridge.
 * @throws GcxError where a relay's format takes any name
 */
function eventTypesWithQueue(format: EventFormat = partnerFormat()): readonly string[] {
  const names = namesGenesysEventTypes(format)
    ? catalogue()
        .all.filter(({ transports }) => transports !== 'other')
        .map(({ template }) => template)
    : listedEventTypes(format)?.map(({ name }) => name);
  const withQueue = names?.filter((name) => queueLocation(format, name) !== 'none') ?? [];
  if (withQueue.length > 0) return withQueue;
  throw new GcxError({
    code: 'event-type-missing',
    what:
      format.places.queueId === undefined
        ? `Events in the format ${format.name} have no queue.`
        : `The format ${format.name} does not list its event types.`,
    fix: format.places.queueId === undefined ? 'Leave --queue out.' : 'Name them: --event-type TYPE.',
  });
}

function routeOf(config: Config, name: string): Route {
  const route = ownValue(config.routes, name);
  if (route !== undefined) return route;
  const names = Object.keys(config.routes);
  throw new GcxError({
    code: 'route-not-found',
    what: `The file has no route "${name}".`,
    where: config.file,
    fix: meantName(
      name,
      names,
      `Its routes: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}.`,
    ),
  });
}

/** Queues by name, or by id. */
async function findQueues(genesys: Genesys, texts: readonly string[]): Promise<readonly Queue[]> {
  return texts.length === 0 ? [] : lookupQueues(genesys, texts, undefined).catch(withoutDivisionFlag);
}

/** A name that several queues carry is told apart here by the id. */
function withoutDivisionFlag(error: unknown): never {
  if (error instanceof GcxError && error.report.code === 'queue-ambiguous') {
    throw new GcxError({ ...error.report, fix: 'Give the id of the right one: --queue ID.' });
  }
  throw error;
}

function refuseQueueless(events: readonly string[], format: EventFormat = partnerFormat()): void {
  const without = events.filter((event) => isQueueless(event, format));
  if (without.length === 0) return;
  throw new GcxError({
    code: 'event-type-without-queue',
    what: `Events of ${without.map(nameOf).join(', ')} have no queue, so --queue would not match them.`,
    fix: `Leave --queue out, or give event types that have one: ${gcxCommand('event-type list')}.`,
  });
}

/** Of an event type that nobody knows it is not said. */
function isQueueless(event: string, format: EventFormat): boolean {
  const unknown = namesGenesysEventTypes(format) && catalogue().find(event) === undefined;
  return !unknown && queueLocation(format, event) === 'none';
}

function notToNarrow(route: Route): GcxError {
  return new GcxError({
    code: 'tail-pattern-route',
    what: `Route "${route.name}" has a raw pattern, which event types and queues cannot narrow.`,
    fix: 'Leave the flags out, or the route.',
  });
}

function notOfRoute(route: Route, what: string): GcxError {
  return new GcxError(
    {
      code: 'not-of-route',
      what: `Route ${route.name} does not cover ${what}: nothing would arrive.`,
      fix: `Leave the route out to tail it anyway.`,
    },
    ExitCode.error,
  );
}

function nameOf(template: string): string {
  return catalogue().find(template)?.name ?? template;
}
