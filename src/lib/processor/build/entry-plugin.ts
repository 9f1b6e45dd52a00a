import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';
import type { GcxModules } from './gcx-modules.js';
import { SETTINGS_FILE } from './module-list.js';

/** The namespace of the module that a bundle begins with. */
export const ENTRY_NAMESPACE = 'genesys-gcx';

/**
 * Makes the module that a bundle begins with, and has `genesys-gcx/processor` be the running gcx's, whatever is
 * installed beside the handler.
 */
export function entryPlugin({ face, runtime }: GcxModules, handler: string): Plugin {
  return {
    name: 'genesys-gcx',
    setup(build) {
      build.onResolve({ filter: /^genesys-gcx:entry$/ }, () => ({
        path: 'entry',
        namespace: ENTRY_NAMESPACE,
      }));
      build.onResolve({ filter: /^genesys-gcx:(?:runtime|handler)$/ }, ({ path }) => ({
        path: path.endsWith('runtime') ? runtime : handler,
      }));
      build.onResolve({ filter: /^genesys-gcx\/processor$/ }, () => ({ path: face }));
      build.onLoad({ filter: /.*/, namespace: ENTRY_NAMESPACE }, () => ({
        contents: entryText(),
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
    build.onResolve({ filter: /^genesys-gcx(?::runtime|\/processor)$/ }, ({ path }) => ({
      path,
      external: true,
    }));
  },
};

/** The first module: it names no path, so that messages and bytes do not depend on any. */
function entryText(): string {
  return [
    "import { readFileSync } from 'node:fs';",
    "import { createLambdaHandler } from 'genesys-gcx:runtime';",
    "import own from 'genesys-gcx:handler';",
    `const settings = readFileSync(new URL('./${SETTINGS_FILE}', import.meta.url), 'utf8');`,
    'export const handler = createLambdaHandler(JSON.parse(settings), own);',
  ].join('\n');
}
