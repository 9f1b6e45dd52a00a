import { ownValue } from '../../base/own-value.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import { formatsInUse } from '../../language/events/formats/index.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { PROCESSOR_ATTEMPTS, PROCESSOR_MAX_RECEIVES, type ProcessorSettings } from '../contract/settings.js';

/** Under which key {@link ResolvedQueues} holds the queues of a processor's own filter. */
export function filterKey(target: string): string {
  return `target:${target}`;
}

/**
 * What a processor's Lambda does, as the file says it: the same file and queues give the same settings, key for key.
 * @param queues those of the routes by the routes' names, and of processors' filters by {@link filterKey}
 */
export function processorSettings(
  config: Config,
  target: ProcessorTarget,
  queues: ResolvedQueues,
): ProcessorSettings {
  const routes = Object.values(config.routes).filter(({ targets }) => targets.includes(target.name));
  // Events of queues outside its filter never reach the handler; without their names, adding one to a route changes no code.
  const keys = target.only?.queues === undefined ? routes.map(({ name }) => name) : [filterKey(target.name)];
  const known = keys.flatMap((key) => ownValue(queues, key) ?? []);
  // Before any route sends to it, events come as the file's other events do.
  const { format } = config.genesys;
  const unrouted = { events: [], ...(format === undefined ? {} : { format }) };
  const formats = formatsInUse(routes.length === 0 ? [unrouted] : routes)
    .map(({ format }) => format)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    schemaVersion: 1,
    processor: target.name,
    project: config.project,
    environment: config.environment,
    genesysEnvironment: config.genesys.environment,
    formats,
    // A queue that the file names by its id alone has no name yet.
    queueNames: sorted(known.filter(({ id, name }) => name !== id).map(({ id, name }) => [id, name])),
    ...onlyOf(target, queues),
    ...(target.deduplicate === undefined ? {} : { deduplicate: target.deduplicate }),
    ...(target.maxEventAge === undefined ? {} : { maxEventAge: target.maxEventAge }),
    concurrency: target.concurrency,
    attempts: PROCESSOR_ATTEMPTS,
    ...(target.messageGroup === undefined ? {} : { maxReceives: maxReceivesOf(target) }),
    secrets: sorted(Object.entries(target.secrets)),
    ...(target.metricsNamespace === undefined ? {} : { metricsNamespace: target.metricsNamespace }),
    migrations: target.migrations,
  };
}

/** What waits in a batch behind events that fail is received with each attempt of theirs. */
function maxReceivesOf({ batch }: ProcessorTarget): number {
  return PROCESSOR_MAX_RECEIVES + PROCESSOR_ATTEMPTS * (batch.size - 1);
}

function onlyOf({ name, only }: ProcessorTarget, queues: ResolvedQueues): Pick<ProcessorSettings, 'only'> {
  if (only === undefined) return {};
  const ids = only.queues === undefined ? undefined : filterQueues(name, queues);
  return {
    only: {
      ...(only.events === undefined ? {} : { events: [...new Set(only.events)].sort() }),
      ...(ids === undefined ? {} : { queues: [...new Set(ids)].sort() }),
      withoutQueue: only.withoutQueue,
    },
  };
}

/** No queues would mean that nothing is handled: better no settings at all. */
function filterQueues(target: string, queues: ResolvedQueues): readonly string[] {
  const chosen = ownValue(queues, filterKey(target)) ?? [];
  if (chosen.length === 0) throw new Error(`The queues of the filter of ${target} were not looked up.`);
  return chosen.map(({ id }) => id);
}

/** An object whose keys are in order, so that its JSON does not depend on the file's order. */
function sorted(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
