import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BundleRequest,
  bundleProcessor,
  type ProcessorBundle,
} from '../../src/lib/processor/build/index.js';

const made = new Map<string, Promise<ProcessorBundle>>();

/**
 * Bundles a processor as gcx does, only once for the same files, settings and handler: it takes a second of a core, and
 * tests plan the same processors over and over.
 */
export function bundleOnce(request: BundleRequest): Promise<ProcessorBundle> {
  const sources = sourcesIn(request.folder);
  // What packages hold is not looked at.
  if (sources === undefined) return bundleProcessor(request);
  const { target, settings } = request;
  const key = JSON.stringify([target.name, target.handler, settings, sources]);
  const known = made.get(key) ?? bundleProcessor(request);
  made.set(key, known);
  return known;
}

/** What the code of a project's folder can be made of, with digests; undefined where there are packages as well. */
function sourcesIn(folder: string): readonly string[] | undefined {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  if (entries.some(({ name }) => name === 'node_modules')) return undefined;
  return entries
    .filter((entry) => entry.isFile() && /\.([cm]?[jt]sx?|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(
      (file) =>
        `${file.slice(folder.length)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`,
    );
}
