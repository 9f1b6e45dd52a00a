import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { nearName } from '../../base/name-difference.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Change, ChangeGroup, Plan, Refusal } from '../../engine/change/model.js';
import {
  type Live,
  markOf,
  NOTHING_ALLOWED,
  processorBase,
  RESOURCE_KINDS,
  TagKey,
} from '../../engine/kinds/index.js';
import { busOf, declaredByFile, makePlan } from '../../engine/plan/index.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import { nameOfArn } from '../../language/names/arn.js';
import { queueFinder } from '../queues/queue-finder.js';
import type { Release, ReleasedThing } from './model.js';
import { configWithout } from './remaining-config.js';
import { sharedSenders } from './shared-senders.js';

/** Both sides, as opened for a file. */
interface Ends {
  readonly genesys: Genesys;
  readonly aws: Aws;
  readonly sandbox: boolean;
}

/** Kinds by which others are found, or that say what others are for: they come last, in this order. */
const LAST = ['bus', 'integration'];

/** Codes of warnings about the marks themselves. */
const SAID_OF_MARKS = new Set(['tags-not-searchable', 'newer-format']);

/**
 * What the project owns, or what only some routes of its file use, with the calls that take its marks away. Reads both
 * sides and writes nothing.
 * @param routes names of routes; none: everything
 * @throws GcxError where the file has no such route, and what {@link makePlan} throws
 */
export async function planRelease(
  loaded: LoadedConfig,
  ends: Ends,
  routes: readonly string[],
): Promise<Release> {
  const { config } = loaded;
  checkRoutes(config, routes);
  const whole = routes.length === 0 || Object.keys(config.routes).every((name) => routes.includes(name));
  const remaining = configWithout(config, new Set(routes));
  let live: Live | undefined;
  const {
    made: _,
    missingPermissions: _deleting,
    ...plan
  } = await makePlan({
    loaded: whole ? loaded : { ...loaded, config: remaining.config },
    ...ends,
    queueFinder: queueFinder(ends.genesys),
    intent: whole ? 'destroy' : 'apply',
    allow: { ...NOTHING_ALLOWED, force: true, deletions: true, eventLoss: true, noTarget: true },
    onRead: (read) => {
      live = read;
    },
    // What the handlers are says nothing of what is there.
    bundle: () => Promise.reject(new GcxError({ code: 'not-built', what: 'The code is not looked at.' })),
    onFailed: (part, error) => {
      if (part !== 'processors-code' && part !== 'secrets') throw error;
    },
  });
  const read: Live | undefined = live;
  if (read === undefined) throw new Error('nothing was read');
  const going = new Set(plan.changes.flatMap(({ action, id }) => (action === 'delete' ? [id] : [])));
  const all = thingsOf(config, read);
  const things = all.filter(
    ({ kind, thing }) => thing.release.length > 0 && (whole || isGoing(kind, thing, going, read)),
  );
  const owned = things.filter(({ thing }) => thing.owner.kind === 'us');
  const scope = whole ? {} : { routes, targets: remaining.targets };
  return {
    plan: releasePlan(plan, config, things, whole ? [] : sharedSenders(things, all, read, routes)),
    owned,
    config,
    live: read,
    ...scope,
  };
}

function checkRoutes({ routes, file }: Config, asked: readonly string[]): void {
  const names = Object.keys(routes);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const { names: near } = nearName(unknown, names);
  throw new GcxError(
    {
      code: 'unknown-route',
      what: `${file} has no route ${unknown}${near.length > 0 ? `; perhaps ${near.join(' or ')}` : ''}.`,
      fix: `Its routes: ${names.join(', ')}.`,
    },
    ExitCode.usage,
  );
}

/** Every thing that was read and can carry a mark. */
function thingsOf(config: Config, live: Live): readonly ReleasedThing[] {
  const input = {
    config,
    mark: markOf(config),
    bus: busOf(config),
    declared: declaredByFile(config),
    live,
  };
  return RESOURCE_KINDS.flatMap(({ kind, marks }) =>
    marks.on === 'things' ? marks.things(input).map((thing) => ({ kind, thing })) : [],
  );
}

/** Whether a plan of the file without the routes would delete a thing. The deletion of a mapping is called by its processor. */
function isGoing(
  kind: string,
  { id, name }: ReleasedThing['thing'],
  going: ReadonlySet<string>,
  live: Live,
): boolean {
  if (kind !== 'event-source-mapping') return going.has(id);
  const base = [...live.eventSourceMappings].find(([, found]) =>
    found.some(({ queueArn }) => processorBase(nameOfArn(queueArn)) === name),
  )?.[0];
  return base !== undefined && going.has(`event-source-mapping:${base}`);
}

function releasePlan(
  plan: Omit<Plan, 'made' | 'missingPermissions'>,
  config: Config,
  things: readonly ReleasedThing[],
  refusals: readonly Refusal[],
): Plan {
  const groups = new Map(plan.changes.map(({ id, group }) => [id, group]));
  const first = things.filter(({ kind }) => !LAST.includes(kind)).map(({ thing }) => thing.id);
  const ordered = [
    ...things.filter(({ kind }) => !LAST.includes(kind)),
    ...LAST.flatMap((last) => things.filter(({ kind }) => kind === last)),
  ];
  const changes = ordered.map(
    ({ kind, thing }): Change => ({
      id: thing.id,
      kind,
      name: thing.name,
      group: groups.get(thing.id) ?? groupOf(config, kind, thing),
      action: 'release',
      fields: [],
      notes: thing.owner.kind === 'us' ? [] : ['not the project’s: only what gcx noted there is removed'],
      after: LAST.includes(kind)
        ? [
            ...first,
            ...ordered.filter((each) => each.kind === 'bus' && kind !== 'bus').map((each) => each.thing.id),
          ]
        : [],
      steps: thing.release,
    }),
  );
  const counts = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, none: 0, release: changes.length };
  const warnings = plan.warnings.filter(({ code }) => SAID_OF_MARKS.has(code));
  return { ...plan, intent: 'apply', changes, counts, warnings, pending: [], refusals };
}

/** Where a thing is shown that no change of the plan is about. */
function groupOf(config: Config, kind: string, { name, tags = {} }: ReleasedThing['thing']): ChangeGroup {
  const route = tags[TagKey.route];
  if (kind === 'rule' && route !== undefined) return { kind: 'route', name: route };
  const processor = tags[TagKey.processor];
  if (processor !== undefined) return { kind: 'target', name: processor };
  const suffix = config.genesys.integration?.suffix;
  if (kind === 'sqs-queue' || kind === 'sns-topic' || kind === 'role') return { kind: 'target', name };
  return suffix === undefined ? { kind: 'bus', name: busOf(config) } : { kind: 'integration', name: suffix };
}
