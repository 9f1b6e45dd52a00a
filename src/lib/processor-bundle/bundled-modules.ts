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
    [...sizes].map(async ([input, bytes]) => ({
      path: pathOf(input),
      bytes,
      digest: digestOf(await readFile(resolve(folder, input))),
    })),
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
