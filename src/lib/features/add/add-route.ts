import { isDeepStrictEqual } from 'node:util';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { JsonObject, JsonValue } from '../../base/json.js';
import { type RouteItem, sameItem } from './add-items.js';
import { namesOf } from './add-target.js';
import { type FileContent, listAt, mapAt, requireName } from './file-content.js';
import { NOTHING, type Origin, type Proposal, together } from './proposal.js';
import { eventItems, flagged } from './route-events.js';
import { TargetBook } from './target-book.js';
import type { GivenTarget, TargetSettings } from './target-text.js';
import { fieldOf, whereOf } from './where-flag.js';

/** What `gcx add route` is asked. */
export interface RouteRequest extends Pick<TargetSettings, 'subscribers'> {
  readonly name: string;
  readonly description?: string | undefined;
  readonly events: readonly string[];
  /** As the file names them, each with the flag that brought it. */
  readonly queues: readonly RouteItem[];
  readonly where: readonly string[];
  readonly targets: readonly GivenTarget[];
}

/**
 * Adds a route, and the targets that it names and the file lacks.
 * @throws GcxError where there is a route of the name that says something else
 */
export function addRoute(file: FileContent, request: RouteRequest): Proposal {
  const { name, description, queues } = request;
  requireName('route', name);
  const events = eventItems(file, request.events, '--event');
  const book = new TargetBook(file);
  const { subscribers = [] } = request;
  const targets = namesOf(book, file, request.targets, '--target', { subscribers });
  const where = whereOf(
    request.where,
    events.map(({ value }) => String(value)),
  );
  const route: JsonObject = {
    ...(description === undefined ? {} : { description }),
    events: distinct(events),
    ...(queues.length === 0 ? {} : { queues: distinct(queues) }),
    ...(Object.keys(where).length === 0 ? {} : { where }),
    targets: [...new Set(targets.map((each) => each.name))],
  };
  const there = mapAt(file.content, 'routes');
  if (Object.hasOwn(there, name)) {
    if (saysAlready(mapAt(there, name), route))
      return { ...NOTHING, there: [`Route ${name} is there already.`] };
    throw routeExists(file, name, commandsFor(name, mapAt(there, name), route));
  }
  const at: readonly string[] = ['routes', name];
  const origins: readonly Origin[] = [
    { path: at, flag: name },
    ...listed('events', events),
    ...listed('queues', queues),
    ...request.where.map((text) => ({
      path: [...at, 'where', fieldOf(text)],
      flag: flagged('--where', text),
    })),
    ...targets.map(({ flag }, index) => ({ path: [...at, 'targets', index], flag })),
    ...(description === undefined ? [] : [{ path: [...at, 'description'], flag: '--description' }]),
  ];
  function listed(key: string, items: readonly RouteItem[]): readonly Origin[] {
    return items.map(({ flag }, index) => ({ path: [...at, key, index], flag }));
  }
  return together([
    { ...book.proposal(), there: [] },
    {
      ...NOTHING,
      additions: [{ kind: 'entry', path: ['routes'], key: name, value: route, layout: 'lines' }],
      origins,
      adds: [`route ${name}`],
    },
  ]);
}

function distinct(items: readonly RouteItem[]): readonly JsonValue[] {
  return items
    .map(({ value }) => value)
    .filter((value, index, all) => all.findIndex((each) => isDeepStrictEqual(each, value)) === index);
}

/** Whether a route says all that is asked for: the same lists in any order, and the rest alike. */
function saysAlready(route: JsonObject, wanted: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    if (key !== 'events' && key !== 'queues' && key !== 'targets')
      return isDeepStrictEqual(route[key], value);
    const there = listAt(route, key);
    return listAt(wanted, key).every((each) => there.some((one) => sameItem(key, one, each)));
  });
}

/** @param missing what the route that is there lacks, as commands that add it */
function routeExists({ file }: FileContent, name: string, missing: readonly string[]): GcxError {
  return new GcxError({
    code: 'route-exists',
    what: `${file} has a route ${name} already, and it says something else.`,
    fix:
      missing.length === 0
        ? 'Choose another name, or change the route in the file.'
        : `Choose another name, or add to it: ${missing.join('   and   ')}`,
  });
}

/** The commands that add to a route what it lacks of another. */
function commandsFor(name: string, route: JsonObject, wanted: JsonObject): readonly string[] {
  const lacks = (key: 'events' | 'queues' | 'targets'): readonly string[] =>
    listAt(wanted, key)
      .filter((each) => !listAt(route, key).some((one) => sameItem(key, one, each)))
      .filter((each) => typeof each === 'string');
  const [events, queues, targets] = [lacks('events'), lacks('queues'), lacks('targets')];
  return [
    ...(events.length === 0 ? [] : [gcxCommand('add event', ...events, '--route', name)]),
    ...(queues.length === 0 ? [] : [gcxCommand('add queue', ...queues, '--route', name)]),
    ...(targets.length === 0 ? [] : [gcxCommand('add target', ...targets, '--route', name)]),
  ];
}
