// Builds gcx: bundles src/ into dist/, then writes what is generated from the built code.
// Run by `npm ci` (prepare), `npm run build` and the tests; takes a second or two.
import { chmod, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { dynalitePlugin } from './dynalite-plugin.mjs';
import { writeEventBodies } from './event-bodies.mjs';
import { genesysSdkAlias } from './genesys-sdk/alias.mjs';
import { keepOwnSources } from './own-source-maps.mjs';
import { writeProcessorModules } from './processor-modules.mjs';
import { writeGenerated } from './write-generated.mjs';
import { zshCompletionPlugin } from './zsh-completion-plugin.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Commands of oclif's own plugins, bundled as if they were ours: a plugin that oclif loads itself costs every start
 * 20 to 50 ms.
 */
const pluginCommands = [
  { in: 'node_modules/@oclif/plugin-help/lib/commands/help.js', out: 'commands/help' },
  ...['index', 'create', 'script'].map((name) => ({
    in: `node_modules/@oclif/plugin-autocomplete/lib/commands/autocomplete/${name}.js`,
    out: `commands/autocomplete/${name}`,
  })),
];

try {
  await writeEventBodies(root);
  await bundle();
  await writeGenerated(root, await writeManifest());
  await linkBin();
} catch (error) {
  // esbuild has shown its messages; its error object would repeat them as a dump.
  if (!Array.isArray(error?.errors)) console.error(error);
  process.exitCode = 1;
}

/** Bundles with shared chunks, so that a command loads only what it uses. */
async function bundle() {
  const sources = [
    'src/cli.ts',
    // oclif loads it by its path.
    'src/lib/cli/help/gcx-help.ts',
    // What tests of handlers import.
    'src/lib/processor/testing/index.ts',
    ...(await typescriptUnder('src/commands')),
    ...(await typescriptUnder('src/hooks')),
  ];
  const out = await mkdtemp(join(root, 'dist.new-'));
  try {
    const bundling = build({
      metafile: true,
      // Read under GENESYS_GCX_DEBUG only, which shows where in the sources an error came about (bin/gcx.js).
      sourcemap: 'linked',
      sourcesContent: false,
      absWorkingDir: root,
      entryPoints: [...sources.map(entryPoint), ...pluginCommands],
      outdir: out,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      // ES modules where packages have them: a CommonJS one imported dynamically has its names under `default` only.
      mainFields: ['module', 'main'],
      target: 'node20.19',
      chunkNames: 'chunks/[name]-[hash]',
      minifySyntax: true,
      minifyWhitespace: true,
      keepNames: true,
      legalComments: 'none',
      logLevel: 'warning',
      alias: genesysSdkAlias,
      plugins: [dynalitePlugin, zshCompletionPlugin],
      external: [
        // oclif looks for these only to run TypeScript sources; bundled, they weigh 7 MB.
        ...['typescript', 'ts-node', 'tsx'],
        // It runs a program that lies beside it; the other loads a native addon that does (dynalite keeps tables in it).
        ...['esbuild', 'classic-level'],
      ],
      banner: {
        // CommonJS packages inside the bundle call these.
        js: [
          "import { createRequire as __createRequire } from 'node:module';",
          "import { fileURLToPath as __toPath } from 'node:url';",
          "import { dirname as __dirnameOf } from 'node:path';",
          'const require = __createRequire(import.meta.url);',
          'const __filename = __toPath(import.meta.url);',
          'const __dirname = __dirnameOf(__filename);',
        ].join('\n'),
      },
    });
    const [bundled, written] = await Promise.allSettled([bundling, writeProcessorModules(root, out)]);
    // Both have ended: nothing is written any more into a folder that goes.
    for (const result of [bundled, written]) if (result.status === 'rejected') throw result.reason;
    const { metafile } = bundled.value;
    await keepOwnSources(out);
    await writeFile(join(out, 'packages.json'), `${JSON.stringify(packagesByFile(metafile, out))}\n`);
    await chmod(out, 0o755);
    await rm(join(root, 'dist'), { recursive: true, force: true });
    await rename(out, join(root, 'dist'));
  } catch (error) {
    await rm(out, { recursive: true, force: true });
    throw error;
  }
}

/** Writes oclif's manifest, with which `--help` reads one file instead of loading every command; gives it back. */
async function writeManifest() {
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({ errorOnManifestCreate: true, ignoreManifest: true, isRoot: true, root });
  await plugin.load();
  const file = join(root, 'oclif.manifest.json');
  await writeFile(`${file}.tmp`, `${JSON.stringify(plugin.manifest)}\n`);
  await rename(`${file}.tmp`, file);
  return plugin.manifest;
}

/**
 * Puts `gcx` where `npx gcx` looks first. npm links the commands of dependencies only, not the package's own: without
 * the link npx installs this folder into its cache, which takes seconds and the network.
 */
async function linkBin() {
  if (process.platform === 'win32') return;
  const ignored = new Set(['EEXIST', 'ENOENT']);
  await symlink('../../bin/gcx.js', join(root, 'node_modules/.bin/gcx')).catch((error) => {
    if (!ignored.has(error.code)) throw error;
  });
}

async function typescriptUnder(folder) {
  const names = await readdir(join(root, folder), { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
}

/** A source as esbuild takes it, with the place of its bundle under dist/. */
function entryPoint(file) {
  return { in: file, out: file.replace(/^src\//, '').replace(/\.ts$/, '') };
}

/** Which packages lie in which bundled file: what the tests of what a command loads read. */
function packagesByFile({ outputs }, out) {
  return Object.fromEntries(
    Object.entries(outputs).map(([file, { inputs }]) => {
      const packages = Object.keys(inputs).map(
        (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1],
      );
      return [relative(out, join(root, file)), [...new Set(packages)].filter((name) => name !== undefined)];
    }),
  );
}
