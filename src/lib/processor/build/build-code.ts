import { join, resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { projectBounds } from '../../language/config/document/project-bounds.js';
import type { ProcessorTarget } from '../../language/config/model.js';
import { filesPlugin, foldersPlugin } from './bounds-plugin.js';
import { buildFailure } from './build-failure.js';
import { bundledModules } from './bundled-modules.js';
import { type BundleKind, ENTRY_NAMESPACE, entryPlugin, withoutGcx } from './entry-plugin.js';
import { gcxModules } from './gcx-modules.js';
import type { BundledModule } from './model.js';
import { modulePath } from './module-path.js';
import { placesMap } from './places-map.js';
import { type SourcesSeen, sourcesPlugin } from './sources-plugin.js';
import { stableNames } from './stable-names.js';
import { typescriptSettings } from './typescript-settings.js';

/** The code of a processor. */
export interface BuiltCode {
  /** By name within the zip. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly modules: readonly BundledModule[];
}

// CommonJS packages inside the bundle call these.
const BANNER = [
  'import{createRequire as __gcxCreateRequire}from"node:module";',
  'const require=__gcxCreateRequire(import.meta.url),',
  '__filename=import.meta.filename,__dirname=import.meta.dirname;',
].join('');

/**
 * Builds a handler and gcx's runtime into ES modules for Lambda, of files of the project and of packages only.
 * @param how where it is to run; `seen` gets the sources of the project, also where the build fails
 * @throws GcxError with everything that esbuild found wrong, and all files that are refused
 */
export async function buildCode(
  folder: string,
  target: Pick<ProcessorTarget, 'name' | 'handler'>,
  { kind = 'lambda', seen }: { readonly kind?: BundleKind; readonly seen?: SourcesSeen } = {},
): Promise<BuiltCode> {
  const { build } = await import('esbuild');
  const own = gcxModules();
  const handler = resolve(folder, target.handler);
  const bounds = projectBounds(folder, [own.folder]);
  const tsconfig = typescriptSettings(handler, bounds);
  const files = filesPlugin(bounds, [own.folder, own.packages]);
  const entry = entryPlugin(own, handler, kind);
  const options = {
    absWorkingDir: resolve(folder),
    // Where neither is said, esbuild looks for one in all folders up to the root of the disk.
    ...(tsconfig === undefined ? { tsconfigRaw: '{}' } : { tsconfig }),
    entryPoints: [{ in: 'genesys-gcx:entry', out: 'index' }],
    outdir: resolve(folder, 'out'),
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    write: false,
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // ES modules where packages have them: only these can be shaken.
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: BANNER },
    logLevel: 'silent',
    logLimit: 0,
  } satisfies BuildOptions;
  const built = (plugins: readonly Plugin[]) =>
    build({ ...options, plugins: [...plugins] }).catch((error: unknown) => {
      throw buildFailure(error, target, resolve(folder), bounds);
    });
  // First the project's modules alone: where they are looked for is asked for each import, and gcx's own have thousands.
  const noticed = seen === undefined ? [] : [sourcesPlugin(seen, own.folder)];
  if (tsconfig !== undefined) seen?.files.add(tsconfig);
  await built([...noticed, foldersPlugin(bounds), files, withoutGcx, entry]);
  const result = await built([files, entry]);
  const pathOf = (input: string) => modulePath(resolve(folder, input), resolve(folder), own.folder);
  const sourceOf = (source: string) => {
    const path = pathOf(join('out', source));
    const other = source.startsWith(ENTRY_NAMESPACE) || /^(?:genesys-gcx|node_modules)\//.test(path);
    return other ? undefined : path;
  };
  const maps = result.outputFiles.filter(isMap);
  const outputs = Object.entries(result.metafile.outputs).filter(([path]) => !isMap({ path }));
  const metafile = { ...result.metafile, outputs: Object.fromEntries(outputs) };
  const code = result.outputFiles.filter((file) => !isMap(file));
  const named = stableNames(code, metafile, resolve(folder), pathOf);
  const names = [...named.keys()];
  const places = code.flatMap(({ path }, index) => {
    const map = maps.find((each) => each.path === `${path}.map`);
    const text = map === undefined ? undefined : placesMap(map, sourceOf);
    return text === undefined ? [] : [[`${names[index]}.map`, Buffer.from(text)] as const];
  });
  return {
    files: new Map([...named, ...places]),
    modules: await bundledModules(metafile, resolve(folder), pathOf),
  };
}

function isMap({ path }: { readonly path: string }): boolean {
  return path.endsWith('.map');
}
