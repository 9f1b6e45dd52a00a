import { resolve } from 'node:path';
import type { Metafile, OutputFile } from 'esbuild';

/**
 * The files of a bundle with their chunks numbered. esbuild's own names for chunks hold hashes over the relative paths
 * to gcx's packages, so they would depend on where the project lies.
 */
export function stableNames(
  files: readonly OutputFile[],
  { outputs }: Metafile,
  folder: string,
  pathOf: (input: string) => string,
): ReadonlyMap<string, Uint8Array> {
  const chunks = Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint !== 'genesys-gcx:entry')
    .map(([output, { entryPoint, inputs }]) => ({
      name: baseName(output),
      key: [
        entryPoint === undefined ? '' : pathOf(entryPoint),
        ...Object.keys(inputs).map(pathOf).sort(),
      ].join('\n'),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const renamed = new Map(
    chunks.map(({ name }, index) => [name, `chunk-${index + 1}${/\.\w+$/.exec(name)?.[0] ?? ''}`]),
  );
  const byPath = new Map(Object.keys(outputs).map((output) => [resolve(folder, output), baseName(output)]));
  return new Map(
    files.map(({ path, text }) => {
      const name = byPath.get(path) ?? baseName(path);
      const stable = text.replace(/chunk-[A-Z0-9]{8}\.\w+/g, (word) => renamed.get(word) ?? word);
      return [renamed.get(name) ?? name, Buffer.from(stable)];
    }),
  );
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
