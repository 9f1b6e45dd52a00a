import { dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { isWithin } from '../../language/config/document/project-bounds.js';

/** What a build has looked at of the project, whether it succeeded or not: what a change of has it built again. */
export interface SourcesSeen {
  /** Absolute paths, without those in `node_modules`. */
  readonly files: Set<string>;
  /** Folders in which an imported file was looked for. */
  readonly folders: Set<string>;
}

/**
 * Notes the sources that a bundle is made of. It comes before all plugins that answer for a path.
 * @param own folder of gcx's own modules
 */
export function sourcesPlugin({ files, folders }: SourcesSeen, own: string): Plugin {
  return {
    name: 'genesys-gcx-sources',
    setup(build) {
      build.onResolve({ filter: /^\.\.?(?:\/|$)/ }, ({ path, resolveDir }) => {
        folders.add(dirname(resolve(resolveDir, path)));
        return undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => {
        const isProject = !isWithin(own, path) && !/[\\/]node_modules[\\/]/.test(path);
        if (isProject) files.add(path);
        return undefined;
      });
    },
  };
}
