import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { ENTRY_NAMESPACE } from './entry-plugin.js';
import type { BundledModule } from './model.js';
import { digestOf } from './module-list.js';

/** The modules of which something is in a bundle, by path. Two of the same path, such as two versions of a package, count as one. */
export async function bundledModules(
  { outputs }: Metafile,
  folder: string,
  pathOf: (input: string) => string,
): Promise<readonly BundledModule[]> {
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput > 0 && !input.startsWith(`${ENTRY_NAMESPACE}:`))
        sizes.set(input, (sizes.get(input) ?? 0) + bytesInOutput);
    }
  }
  const found = await Promise.all(
    [...sizes].map(async ([input, bytes]) => {
      const source = await sourceOf(input, folder);
      return source === undefined
        ? { path: `data:${digestOf(input)}`, bytes, digest: digestOf(input) }
        : { path: pathOf(source.path), bytes, digest: digestOf(source.text) };
    }),
  );
  const byPath = new Map<string, BundledModule>();
  for (const each of found.sort((a, b) => (`${a.path} ${a.digest}` < `${b.path} ${b.digest}` ? -1 : 1))) {
    const same = byPath.get(each.path);
    byPath.set(
      each.path,
      same === undefined
        ? each
        : {
            path: each.path,
            bytes: same.bytes + each.bytes,
            digest: digestOf(same.digest + each.digest),
          },
    );
  }
  return [...byPath.values()];
}

/**
 * What esbuild made a module of. It writes an import's attributes (`with { type: 'text' }`) and its query behind the
 * path; a `data:` URL has no file.
 */
async function sourceOf(
  input: string,
  folder: string,
): Promise<{ readonly path: string; readonly text: Uint8Array } | undefined> {
  const plain = input.replace(/ with \{.*\}$/s, '');
  for (const path of new Set([input, plain, plain.replace(/[?#].*$/s, '')])) {
    const text = await readFile(resolve(folder, path)).catch(() => undefined);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
