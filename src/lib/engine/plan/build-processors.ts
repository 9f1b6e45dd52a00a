import { dirname, resolve } from 'node:path';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import {
  type BundledModule,
  type BundleRequest,
  changedModules,
  type ModuleChange,
  type ProcessorBundle,
  processorSettings,
  readModules,
  SETTINGS_MODULE,
} from '../../processor/build/index.js';
import { type BuiltProcessor, isOurs, type Live, markOf, type ProcessorCode } from '../kinds/index.js';
import type { DeclaredProcessor } from '../targets/declared-processor.js';

/** Makes the zip of a processor. */
export type Bundle = (request: BundleRequest) => Promise<ProcessorBundle>;

/** The file's processors as built: what a plan says of them, and what its steps need. */
export interface BuiltProcessors {
  readonly code: ReadonlyMap<string, ProcessorCode>;
  readonly built: ReadonlyMap<string, BuiltProcessor>;
}

/**
 * Bundles the file's processors. What is deployed is read only where it differs, so that the plan can say by what.
 * @param queues those of the routes, and of the processors' filters
 * @throws GcxError where a handler is missing or cannot be built, and what the client throws
 */
export async function buildProcessors(
  config: Config,
  processors: readonly DeclaredProcessor[],
  queues: ResolvedQueues,
  live: Live,
  aws: Aws,
  bundle: Bundle,
): Promise<BuiltProcessors> {
  const all = await Promise.all(
    processors.map(async (processor) => {
      const [code, built] = await build(config, processor, queues, live, aws, bundle);
      return { name: processor.target.name, code, built };
    }),
  );
  return {
    code: new Map(all.map(({ name, code }) => [name, code])),
    built: new Map(all.map(({ name, built }) => [name, built])),
  };
}

/** The code that is deployed, for a plan that has no other to compare it with: nothing of it changes. */
export function codeAsDeployed(
  processors: readonly DeclaredProcessor[],
  live: Live,
): ReadonlyMap<string, ProcessorCode> {
  return new Map(
    processors.map(({ target, names }) => {
      const { codeSha256 = '', handler = '' } = live.processorFunctions.get(names.function) ?? {};
      return [target.name, { codeSha256, handler, differences: [] }];
    }),
  );
}

async function build(
  config: Config,
  { target, names }: DeclaredProcessor,
  queues: ResolvedQueues,
  live: Live,
  aws: Aws,
  bundle: Bundle,
): Promise<readonly [ProcessorCode, BuiltProcessor]> {
  const settings = processorSettings(config, target, queues);
  const made = await bundle({ folder: dirname(resolve(config.file)), target, settings });
  const { zip, codeSha256, handler } = made;
  const deployed = live.processorFunctions.get(names.function);
  const differs =
    deployed !== undefined && isOurs(deployed.tags, markOf(config)) && deployed.codeSha256 !== codeSha256;
  const differences = differs ? await differencesFrom(aws, names.function, made.modules) : [];
  return [
    { codeSha256, handler, differences },
    { zip, codeSha256, environment: target.environment },
  ];
}

/** Why the deployed code may not be to be had: both leave the plan as it is, only without the files that differ. */
const UNREADABLE: ReadonlySet<string> = new Set(['download-failed', 'aws-access-denied']);

/** What differs from the deployed code, a line each. That it cannot be read is no reason not to plan. */
async function differencesFrom(
  aws: Aws,
  functionName: string,
  wanted: readonly BundledModule[],
): Promise<readonly string[]> {
  const old = await aws.functions.code(functionName).catch((error: unknown) => {
    if (error instanceof GcxError && UNREADABLE.has(error.report.code)) return undefined;
    throw error;
  });
  if (old === undefined)
    return ['changed; the deployed code could not be read to say what (lambda:GetFunction)'];
  const modules = await readModules(old);
  return modules === undefined ? ['is not what gcx put there'] : changeLines(changedModules(modules, wanted));
}

/** What differs between two bundles, a line each; the modules of a package and of gcx as one. */
function changeLines(changes: readonly ModuleChange[]): readonly string[] {
  if (changes.length === 0) return ['is built differently, from the same files'];
  return [...new Set(changes.map(changeLine))];
}

function changeLine({ path, change }: ModuleChange): string {
  if (path === SETTINGS_MODULE) return 'settings changed';
  if (path.startsWith('genesys-gcx/')) return 'gcx itself changed';
  const ofPackage = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  return ofPackage === null ? `${path} ${change}` : `package ${ofPackage[1] ?? ''} changed`;
}
