import type { JsonObject } from '../../base/json.js';
import { ownValue } from '../../base/own-value.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';
import type { EventFormat } from '../../language/events/index.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { type Live, patternFields } from '../kinds/index.js';

/** Up to this many queues that left a rule are looked up one by one; beyond it the whole list is fewer calls. */
const SINGLE_LOOKUPS = 20;

/** What the plan can say of queues: their names, and why they come and go. */
export interface QueueNames {
  name(id: string): string | undefined;
  note(route: string, id: string): string | undefined;
}

/** Reads the names of queues that live rules hold and the file no longer chooses, for the plan's diff. */
export async function readQueueNames(
  resolved: ResolvedQueues,
  live: Live,
  genesys: Genesys,
  config: Config,
): Promise<QueueNames> {
  const names = new Map(
    Object.values(resolved).flatMap((queues) => queues.map((queue) => [queue.id, queue.name] as const)),
  );
  const liveIds = liveQueueIds(live, config);
  const unknown = [...new Set([...liveIds.values()].flatMap((ids) => [...ids]))].filter(
    (id) => !names.has(id),
  );
  const found =
    unknown.length > SINGLE_LOOKUPS
      ? await genesys.queues.all()
      : (await Promise.all(unknown.map((id) => genesys.queues.byId(id)))).filter(
          (queue) => queue !== undefined,
        );
  for (const queue of found) names.set(queue.id, queue.name);
  return queueNamesOf(resolved, live, names, config);
}

/** Pure: what can be said of queues, from names that were read. */
export function queueNamesOf(
  resolved: ResolvedQueues,
  live: Live,
  names: ReadonlyMap<string, string>,
  config: Config,
): QueueNames {
  const liveIds = liveQueueIds(live, config);
  return {
    name: (id) => names.get(id),
    note(route, id) {
      const chosen = ownValue(resolved, route)?.find((queue) => queue.id === id);
      if (chosen === undefined) return names.has(id) ? 'left the file' : 'gone from Genesys';
      if (!chosen.chosenBy.startsWith('glob')) return undefined;
      // A glob that already has queues in the live rule stood in the file before: so it is the queue that is new.
      const globIsOld = ownValue(resolved, route)?.some(
        (queue) => queue.chosenBy === chosen.chosenBy && liveIds.get(route)?.has(queue.id),
      );
      return globIsOld ? `new in Genesys, ${chosen.chosenBy}` : chosen.chosenBy;
    },
  };
}

/** The queues that live rules hold, for a plan that could not read those that the file chooses: nothing of them changes. */
export function queuesAsLive(live: Live, config: Config): ResolvedQueues {
  return Object.fromEntries(
    [...liveQueueIds(live, config)].map(([route, ids]) => [
      route,
      [...ids]
        .sort()
        .map((id) => ({ id, name: id, division: { id: '', name: '' }, chosenBy: 'as it is live' })),
    ]),
  );
}

function liveQueueIds(live: Live, config: Config): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.values(config.routes).map(({ name, renamedFrom, format }) => [
      name,
      new Set(
        live.rules
          .filter(({ route }) => route !== undefined && (route === name || route === renamedFrom))
          .flatMap((rule) => queueIdsIn(rule.pattern, format)),
      ),
    ]),
  );
}

/** All UUIDs in a pattern's queue conditions, in the format of its route or Genesys's own. */
function queueIdsIn(pattern: JsonObject | undefined, format: EventFormat | undefined): readonly string[] {
  if (pattern === undefined) return [];
  const fields = [patternFields(pattern), ...(format === undefined ? [] : [patternFields(pattern, format)])];
  const texts = fields.flatMap((each) =>
    [...each.values()].flatMap(({ role, conditions }) =>
      role === 'queue' || role === 'topic' ? conditions.map((condition) => JSON.stringify(condition)) : [],
    ),
  );
  return texts.flatMap((text) => text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
}
