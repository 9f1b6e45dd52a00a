import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { SANDBOX_FOLDER } from '../../src/lib/base/sandbox-folder.js';
import { type BuiltCode, buildCode } from '../../src/lib/processor/build/build-code.js';
import {
  type BundleRequest,
  bundleProcessor,
  type ProcessorBundle,
} from '../../src/lib/processor/build/index.js';

const built = new Map<string, Promise<BuiltCode>>();
const bundled = new Map<string, Promise<ProcessorBundle>>();

/**
 * Bundles a processor as gcx does; its code only once for the same files and handler, and its zip only once for the same
 * settings, too: the code takes a second of a core, and tests plan the same handlers over and over.
 */
export function bundleOnce(request: BundleRequest): Promise<ProcessorBundle> {
  const sources = sourcesIn(request.folder);
  // What packages hold is not looked at.
  if (sources === undefined) return bundleProcessor(request);
  const { target, settings } = request;
  const codeOf: typeof buildCode = (folder) =>
    // One that fails is built again: its errors name the target.
    once(built, [target.handler, sources], () => buildCode(folder, target)).catch(() =>
      buildCode(folder, target),
    );
  return once(bundled, [target.name, target.handler, settings, sources], () =>
    bundleProcessor(request, codeOf),
  );
}

function once<T>(known: Map<string, Promise<T>>, of: unknown, make: () => Promise<T>): Promise<T> {
  const key = JSON.stringify(of);
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/**
 * What the code of a project's folder can be made of, with digests; undefined where there are packages as well. What its
 * sandbox keeps there is no code, and never the same twice.
 */
function sourcesIn(folder: string): readonly string[] | undefined {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.split(sep)[0] !== SANDBOX_FOLDER,
  );
  if (names.some((name) => basename(name) === 'node_modules')) return undefined;
  return names
    .filter((name) => /\.([cm]?[jt]sx?|json)$/.test(name))
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );
}
