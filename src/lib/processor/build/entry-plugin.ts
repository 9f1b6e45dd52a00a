import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { GcxModules } from './gcx-modules.js';
import { SETTINGS_FILE } from './module-list.js';

/** The namespace of the module that a bundle begins with. */
export const ENTRY_NAMESPACE = 'genesys-gcx';

/** What handlers import: it is the running gcx's. */
export const FACE = 'genesys-gcx/processor';

/** Where a bundle is to run: in Lambda, or on this machine for `gcx processor dev`. */
export type BundleKind = 'lambda' | 'local';

/** What makes a function of a handler, by kind. */
const MAKERS = {
  lambda: { name: 'createLambdaHandler', from: 'genesys-gcx:runtime' },
  local: { name: 'createLocalHandler', from: 'genesys-gcx:local' },
} as const;

/**
 * Makes the module that a bundle begins with, and has {@link FACE} be the running gcx's, whatever is
 * installed beside the handler.
 */
export function entryPlugin(
  { face, runtime, local }: GcxModules,
  handler: string,
  kind: BundleKind = 'lambda',
): Plugin {
  const own = { runtime, local, handler };
  return {
    name: 'genesys-gcx',
    setup(build) {
      build.onResolve({ filter: /^genesys-gcx:entry$/ }, () => ({
        path: 'entry',
        namespace: ENTRY_NAMESPACE,
      }));
      for (const [name, path] of Object.entries(own))
        build.onResolve({ filter: new RegExp(`^genesys-gcx:${name}$`) }, () => ({ path }));
      build.onResolve({ filter: new RegExp(`^${FACE}$`) }, () => ({ path: face }));
      build.onLoad({ filter: /.*/, namespace: ENTRY_NAMESPACE }, () => ({
        contents: entryText(kind),
        loader: 'js',
        resolveDir: dirname(handler),
      }));
    },
  };
}

/** Leaves gcx's own modules out of a bundle. It comes before {@link entryPlugin}. */
export const withoutGcx: Plugin = {
  name: 'without-genesys-gcx',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:genesys-gcx:(?:runtime|local)|${FACE})$`) }, ({ path }) => ({
      path,
      external: true,
    }));
  },
};

/** The first module: it names no path, so that messages and bytes do not depend on any. */
function entryText(kind: BundleKind): string {
  const { name, from } = MAKERS[kind];
  return [
    "import { readFileSync } from 'node:fs';",
    `import { ${name} } from '${from}';`,
    "import own from 'genesys-gcx:handler';",
    `const settings = readFileSync(new URL('./${SETTINGS_FILE}', import.meta.url), 'utf8');`,
    `export const handler = ${name}(JSON.parse(settings), own);`,
  ].join('\n');
}
