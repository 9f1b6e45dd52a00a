import { dirname, resolve } from 'node:path';
import { ownValue } from '../../base/own-value.js';
import type { LoadedConfig, ProcessorTarget, Route } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { ProcessorBundle } from '../../processor/build/index.js';
import type { ProcessorSettings } from '../../processor/contract/settings.js';
import { type FileQueuesHost, queuesOfFile } from '../queues/file-queues.js';
import { requireProcessor } from './require-processor.js';

/** A processor of the file, with what its code is built from. */
export interface PreparedProcessor {
  readonly target: ProcessorTarget;
  readonly settings: ProcessorSettings;
  /** The queues that it deals with. */
  readonly queues: ResolvedQueues;
  /** Folder of the file, absolute. */
  readonly folder: string;
}

/** A processor of the file, built. */
export interface BuiltProcessor extends PreparedProcessor {
  readonly bundle: ProcessorBundle;
}

/**
 * Builds a processor of the file; looks up the queues that it deals with, and no others.
 * @throws GcxError where there is no such processor, a queue is unknown or no route lets it through, or the handler cannot be built
 */
export async function buildProcessor(host: FileQueuesHost, name: string): Promise<BuiltProcessor> {
  const prepared = await prepareProcessor(host, name);
  const { bundleProcessor } = await import('../../processor/build/index.js');
  return { ...prepared, bundle: await bundleProcessor(prepared) };
}

/**
 * Looks up what the code of a processor is built from.
 * @throws GcxError where there is no such processor, a queue is unknown or no route lets it through
 */
export async function prepareProcessor(host: FileQueuesHost, name: string): Promise<PreparedProcessor> {
  const { config } = host.loaded;
  const target = requireProcessor(config, name);
  const [{ checkFilterWithinRoutes }, { filterKey, processorSettings }] = await Promise.all([
    import('../../engine/compile/index.js'),
    import('../../processor/build/index.js'),
  ]);
  const loaded = partOf(host.loaded, target, filterKey(target.name));
  const { resolved } = await queuesOfFile({ ...host, loaded });
  const chosen = ownValue(resolved, filterKey(target.name)) ?? [];
  checkFilterWithinRoutes(config, target, { routed: resolved, chosen }, host.loaded.locate);
  const settings = processorSettings(config, target, resolved);
  return { target, settings, queues: resolved, folder: dirname(resolve(config.file)) };
}

/**
 * The file with only the routes that send to a processor, and its filter as one more: queues are looked up for routes.
 * @param key the filter's key among the queues
 */
function partOf(
  { config, locate, ...rest }: LoadedConfig,
  target: ProcessorTarget,
  key: string,
): LoadedConfig {
  const routes = Object.entries(config.routes).filter(([, { targets }]) => targets.includes(target.name));
  const queues = target.only?.queues;
  const filter: Route = { name: key, events: [], where: {}, targets: [], enabled: true };
  return {
    ...rest,
    config: {
      ...config,
      routes: Object.fromEntries(queues === undefined ? routes : [...routes, [key, { ...filter, queues }]]),
    },
    locate: (path) => {
      const [, name, ...below] = path;
      return locate(name === key ? ['targets', target.name, 'processor', 'only', ...below] : path);
    },
  };
}
