import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import {
  fileVerdict,
  isWithin,
  type ProjectBounds,
  verdictText,
} from '../../language/config/document/project-bounds.js';
import { elsewhereThan } from './elsewhere-than.js';
import { FACE } from './entry-plugin.js';

/** The plugin's name: messages of it name a file that is refused. */
export const BOUNDS_PLUGIN = 'genesys-gcx-bounds';

/**
 * Files that esbuild reads in every folder on the way up, to find packages. No plugin is asked before it does, and it
 * waits for a pipe as long as that takes.
 */
const RESOLVER_FILES = ['package.json', '.pnp.data.json', '.pnp.cjs', '.pnp.js'];

/**
 * Has only files of the project and of `node_modules` go into a bundle, by their real paths: a repository of somebody
 * else's could import `/proc/self/environ`, or a link to it, and so carry credentials into a Lambda's code.
 * @param own folders of the running gcx: whoever could write there needs no bundle to run code, and most of a bundle's
 *   modules are there, so they are not looked at
 */
export function filesPlugin(bounds: ProjectBounds, own: readonly string[]): Plugin {
  return {
    name: BOUNDS_PLUGIN,
    setup(build) {
      build.onLoad({ filter: elsewhereThan(own), namespace: 'file' }, ({ path }) => {
        if (own.some((folder) => isWithin(folder, path))) return undefined;
        const verdict = fileVerdict(bounds, path);
        // Where it is missing, esbuild says so.
        if (verdict.kind === 'inside' || verdict.kind === 'missing') return undefined;
        return { errors: [{ text: `${path} ${verdictText(bounds, path, verdict)}` }] };
      });
    },
  };
}

/**
 * Refuses what is imported where esbuild would read a file to find it that is not the project's, or read without end.
 * It comes before plugins that resolve paths.
 */
export function foldersPlugin(bounds: ProjectBounds): Plugin {
  const refused = new Map<string, string | undefined>();
  const problemIn = (folder: string): string | undefined => {
    if (!refused.has(folder)) {
      const parent = dirname(folder);
      refused.set(
        folder,
        resolverFileProblem(bounds, folder) ?? (parent === folder ? undefined : problemIn(parent)),
      );
    }
    return refused.get(folder);
  };
  return {
    name: BOUNDS_PLUGIN,
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, resolveDir }) => {
        if (resolveDir === '') return undefined;
        const text = foldersRead(path, resolveDir).map(problemIn).find(Boolean);
        return text === undefined ? undefined : { errors: [{ text }] };
      });
    },
  };
}

/** The folders that are looked into for what a module imports. */
function foldersRead(path: string, resolveDir: string): readonly string[] {
  if (/^\.\.?(?:[\\/]|$)/.test(path) || isAbsolute(path)) return [resolve(resolveDir, path), resolveDir];
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  // The running gcx stands for its own package: npm can have linked any other one.
  if (name === undefined || name.includes(':') || path === FACE) return [resolveDir];
  const packages: string[] = [];
  for (let folder = resolveDir; ; folder = dirname(folder)) {
    packages.push(join(folder, 'node_modules', name));
    if (dirname(folder) === folder) return [...packages, resolveDir];
  }
}

function resolverFileProblem(bounds: ProjectBounds, folder: string): string | undefined {
  for (const name of RESOLVER_FILES) {
    const file = join(folder, name);
    const verdict = fileVerdict(bounds, file);
    if (verdict.kind === 'inside' || verdict.kind === 'missing') continue;
    // Above the project other people's files lie as they are: nothing of them goes into the code.
    const above = !bounds.roots.some((root) => isWithin(root, folder));
    if (verdict.kind === 'outside' && above && !isPipe(bounds, verdict.real)) continue;
    if (verdict.kind === 'no-file' && verdict.what === 'a folder') continue;
    return `${file} ${verdictText(bounds, file, verdict)}`;
  }
  return undefined;
}

/** Whether reading a file above the project could wait for ever. */
function isPipe(bounds: ProjectBounds, real: string): boolean {
  const verdict = fileVerdict({ ...bounds, roots: [dirname(real)] }, real);
  return verdict.kind === 'no-file' && verdict.what !== 'a folder';
}
