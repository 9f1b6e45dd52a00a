import { dirname, resolve } from 'node:path';
import type { Config, ProcessorTarget } from '../config/model.js';
import type { ResolvedQueues } from '../genesys/resolved-queues.js';
import type { ProcessorSettings } from '../processor/settings.js';
import type { ProcessorBundle } from '../processor-bundle/index.js';
import { type FileQueuesHost, queuesOfFile } from './file-queues.js';
import { requireProcessor } from './require-processor.js';

/** A processor of the file, built. */
export interface BuiltProcessor {
  readonly target: ProcessorTarget;
  readonly settings: ProcessorSettings;
  /** The queues that it deals with. */
  readonly queues: ResolvedQueues;
  readonly bundle: ProcessorBundle;
}

/**
 * Builds a processor of the file; looks up the queues that it deals with, and no others.
 * @throws GcxError where there is no such processor, a queue is unknown, or the handler cannot be built
 */
export async function buildProcessor(host: FileQueuesHost, name: string): Promise<BuiltProcessor> {
  const { config } = host.loaded;
  const target = requireProcessor(config, name);
  const { bundleProcessor, processorSettings } = await import('../processor-bundle/index.js');
  const { resolved } = await queuesOfFile({
    ...host,
    loaded: { ...host.loaded, config: partOf(config, target) },
  });
  const settings = processorSettings(config, target, resolved);
  const folder = dirname(resolve(config.file));
  return { target, settings, queues: resolved, bundle: await bundleProcessor({ folder, target, settings }) };
}

/** The file with only what has to do with a processor. */
function partOf(config: Config, target: ProcessorTarget): Config {
  const routes = Object.entries(config.routes).filter(([, { targets }]) => targets.includes(target.name));
  return { ...config, routes: Object.fromEntries(routes), targets: { [target.name]: target } };
}
